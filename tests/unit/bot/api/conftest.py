import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.api.document import BASE
from bot.api.server import Api, Gate
from bot.web.server import WebServer
from tests.support.clock import WalkingClock
from tests.support.company import NOW, Company, open_company

TOKENS = ("a" * 32, "b" * 32)


@dataclass
class Program:
    """A program that reads, from a server on this machine, and checks each answer against the document."""

    client: httpx.Client
    company: Company
    clock: WalkingClock
    paths: dict[str, Any] = field(default_factory=dict)
    components: dict[str, Any] = field(default_factory=dict)

    def ask(self, path: str, *, token: str = TOKENS[0], **parameters: Any) -> httpx.Response:
        given = {name: str(value) for name, value in parameters.items()}
        return self.client.get(f"{BASE}{path}", params=given, headers={"Authorization": f"Bearer {token}"})

    def told(self, template: str, status: int = 200, *names: str, **parameters: Any) -> Any:
        """The answer of an address of the document, which must be as the document says."""
        answer = self.ask(filled(template, names), **parameters)
        assert answer.status_code == status
        said = self.document_of(template, status)
        ((kind, content),) = said["content"].items()
        assert answer.headers["content-type"] == kind
        body = answer.json()
        schema = {**content["schema"], "components": self.components}
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(body)
        return body

    def document_of(self, template: str, status: int) -> Any:
        if not self.paths:
            whole = self.ask("/openapi.json").json()
            self.paths, self.components = whole["paths"], whole["components"]
        return self.paths[template]["get"]["responses"][str(status)]


def filled(template: str, names: Sequence[str]) -> str:
    for name in names:
        template = re.sub(r"\{\w+\}", lambda _, name=name: name, template, count=1)  # type: ignore[misc]
    return template


@contextmanager
def open_program(database_url: str) -> Iterator[Program]:
    with open_company(database_url) as company:
        clock = WalkingClock(NOW + timedelta(hours=1))
        api = Api(company.store.register, Gate([SecretStr(token) for token in TOKENS]), clock)
        web = WebServer(Starlette(routes=api.routes()), "127.0.0.1", 0)
        web.start()
        with httpx.Client(base_url=web.url, trust_env=False) as client:
            yield Program(client, company, clock)
        web.stop()


@pytest.fixture
def program(database_url: str) -> Iterator[Program]:
    """Over a database of each kind."""
    with open_program(database_url) as program:
        yield program


@pytest.fixture
def stranger(sqlite_url: str) -> Iterator[Program]:
    """Where the database makes no difference."""
    with open_program(sqlite_url) as program:
        yield program

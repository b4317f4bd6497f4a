"""A company out of which somebody goes."""

from collections.abc import Iterator

import pytest

from sandbox.person import SeenMessage
from tests.journeys.conftest import cast, company, transport
from tests.journeys.returns.steps import PRIVATE, Leaving, lend, offboard
from tests.journeys.steps import Cast
from tests.support.desk import Office, office
from tests.support.smtp import MailServer, mail_server

__all__ = ["cast", "company", "transport"]


@pytest.fixture
def leaving(company: Office, cast: Cast) -> Leaving:
    """Greta, in London, holds a laptop and a headset; David is her manager in HR's file."""
    return Leaving(company, cast, lend(company, cast.greta.id, cast.david.id))


@pytest.fixture
def greta(leaving: Leaving) -> SeenMessage:
    """A return is under way: Greta's message about it."""
    offboard(leaving.cast.ana, answers=PRIVATE)
    return leaving.cast.greta.dm("DD-00100")


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def by_mail(sqlite_url: str, post: MailServer) -> Iterator[Leaving]:
    """The same company, with a mail server."""
    with office(sqlite_url, smtp_url=post.url) as running:
        cast = Cast(running)
        yield Leaving(running, cast, lend(running, cast.greta.id, cast.david.id))
        assert running.breaks() == []

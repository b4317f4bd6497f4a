"""Who gets in, and what is said to a question that nobody understands."""

import json
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.routing import Route

from bot.api.document import document
from bot.api.endpoints import ENDPOINTS
from bot.api.server import Api, Gate
from tests.unit.bot.api.conftest import TOKENS, Program

NO_TOKENS = ("", "Bearer", "Bearer x", f"Basic {TOKENS[0]}", TOKENS[0], f"Bearer {TOKENS[0]}x", "Bearer a, b")


def test_without_a_token_nothing_is_told(stranger: Program) -> None:
    stranger.company.stock()
    for authorization in NO_TOKENS:
        for path in ("/devices", "/devices/DD-00000", "/openapi.json", "/nothing"):
            for method in ("GET", "POST"):
                headers = {"Authorization": authorization}
                answer = stranger.client.request(method, f"/api/v1{path}", headers=headers)
                assert answer.status_code == 401
                assert answer.headers["www-authenticate"] == 'Bearer realm="Device Desk"'
                assert answer.headers["content-type"] == "application/problem+json"
                assert answer.headers["cache-control"] == "no-store"
                assert answer.json()["title"] == "Unauthorized"


def test_each_token_opens_however_the_scheme_is_written(stranger: Program) -> None:
    assert stranger.ask("/devices", token=TOKENS[1]).status_code == 200
    answer = stranger.client.get("/api/v1/devices", headers={"Authorization": f"bearer  {TOKENS[0]}"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ({"limit": "0"}, ["limit"]),
        ({"limit": "501"}, ["limit"]),
        ({"limit": "ten", "after": "-1"}, ["after", "limit"]),
        ({"after": str(2**63)}, ["after"]),
        ({"state": "nowhere"}, ["state"]),
        ({"state": "' OR 1=1"}, ["state"]),
        ({"country": "Germany"}, ["country"]),
        ({"category": "\0"}, ["category"]),
        ({"contry": "DE"}, ["contry"]),
    ],
)
def test_a_question_that_is_not_understood(stranger: Program, parameters: dict[str, str], wrong: list[str]) -> None:
    body = stranger.told("/devices", 400, **parameters)
    assert [one["name"] for one in body["errors"]] == wrong
    assert (body["title"], body["status"], body["type"]) == ("Bad Request", 400, "about:blank")


def test_a_parameter_that_is_there_twice(stranger: Program) -> None:
    headers = {"Authorization": f"Bearer {TOKENS[0]}"}
    answer = stranger.client.get("/api/v1/devices?state=in_use&state=lost", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"name": "state", "problem": "is there twice"}]


def test_a_device_that_is_not_there(program: Program) -> None:
    for tag in ("DD-404", "%00", "%25", "'", "%F0%9F%92%BB", "%FF", "x" * 3000):
        body = program.told("/devices/{tag}", 404, tag)
        assert body["detail"] == "No device has this asset tag."
        assert program.told("/people/{email}/devices", 404, tag)["status"] == 404


@pytest.mark.parametrize("path", ["/", "/nothing", "/device", "/devices/DD-1/holder/", "/../healthz"])
def test_an_address_that_is_not_there(stranger: Program, path: str) -> None:
    answer = stranger.ask(path)
    assert answer.status_code == 404
    if "healthz" not in path:
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_it_can_be_read_only(stranger: Program, method: str) -> None:
    headers = {"Authorization": f"Bearer {TOKENS[0]}"}
    answer = stranger.client.request(method, "/api/v1/devices", headers=headers)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["detail"] == "Everything here can be read only."
    head = stranger.client.head("/api/v1/devices", headers=headers)
    assert (head.status_code, head.content) == (200, b"")


def test_no_token_no_interface(sqlite_url: str) -> None:
    assert Api(register=None, gate=Gate(()), clock=None).routes() == ()  # type: ignore[arg-type]
    assert not Gate(()).admits("Bearer ")
    assert not Gate([SecretStr(TOKENS[0])]).admits(f"Bearer {TOKENS[1]}")


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        here = {value["$ref"]} if "$ref" in value else set()
        return here.union(*(references(one) for one in value.values()))
    return set().union(*(references(one) for one in value)) if isinstance(value, list) else set()


def test_the_document_is_whole() -> None:
    told = json.loads(json.dumps(document()))
    schemas = told["components"]["schemas"]
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {one.path for one in ENDPOINTS}
    assert references(told) == {f"#/components/schemas/{name}" for name in schemas}
    operations = [path["get"] for path in told["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for path, one in told["paths"].items():
        named = [parameter["name"] for parameter in one["get"]["parameters"] if parameter["in"] == "path"]
        assert all(f"{{{name}}}" in path for name in named)
        assert path.count("{") == len(named)
        assert {"200", "304", "400", "401", "500", "503"} <= set(one["get"]["responses"])


def test_the_document_tells_of_every_address_that_answers_and_of_no_other() -> None:
    (mount,) = Api(register=None, gate=Gate([SecretStr(TOKENS[0])]), clock=None).routes()  # type: ignore[arg-type]
    answering = {route.path.replace(":path", "") for route in mount.routes if isinstance(route, Route)}
    told = document()
    assert f"{told['servers'][0]['url']}" == mount.path
    assert answering - {"/openapi.json", "/{rest}"} == set(told["paths"])
    assert {"/openapi.json", "/{rest}"} <= answering


def test_the_document_tells_which_devices_can_be_asked_for() -> None:
    named = document()["paths"]["/devices"]["get"]["parameters"]
    parameters = {one["name"]: one for one in named if one["in"] == "query"}
    assert list(parameters) == ["after", "limit", "state", "country", "category"]
    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 500, "default": 100}
    assert parameters["state"]["schema"] == {"$ref": "#/components/schemas/DeviceState"}
    assert parameters["country"]["description"] == "ISO 3166-1 alpha-2, like DE"


def test_what_is_wrong_with_a_parameter_is_told_in_words(stranger: Program) -> None:
    body = stranger.told("/devices", 400, country="Germany", contry="DE")
    assert {one["name"]: one["problem"] for one in body["errors"]} == {
        "country": "must be an ISO 3166-1 code of two letters, like DE",
        "contry": "is no parameter here; there are after, limit, state, country, category",
    }
    assert stranger.told("/devices/{tag}", 400, "DD-1", limit=3)["errors"] == [
        {"name": "limit", "problem": "is no parameter here; there is none"}
    ]

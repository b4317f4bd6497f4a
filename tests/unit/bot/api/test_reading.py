"""What is on record, as programs read it, from both databases."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.requests.commands import NewHire, SubmitRequest
from lifecycle.retrieval import Condition
from store.people import SlackAccount
from tests.support.company import NOW, TEAM
from tests.support.returns import change_device, open_case
from tests.unit.bot.api.conftest import Program


def with_email(program: Program, person: Person, email: str, *, is_deactivated: bool = False) -> None:
    account = SlackAccount(
        team_id=TEAM, slack_id=str(person.slack_id), name=person.name, email=email, is_deactivated=is_deactivated
    )
    program.company.store.people.record(replace(account, updated=1), NOW)


def test_a_device_with_its_holder_and_its_price(program: Program) -> None:
    (number,) = program.company.stock()
    worker = program.company.worker
    with_email(program, worker, "Will@tallpine.example")
    change_device(
        program.company.store,
        number,
        state=DeviceState.IN_USE,
        holder_id=worker.id,
        price=Money(Decimal("1450.00"), "EUR"),
        purchased_on=NOW.date(),
        asset_tag="R/D 1",
        condition=Condition.WORN,
        warranty_until=NOW.date(),
        attributes={"Cost centre": "42"},
        repairs=1,
    )
    body = program.told("/devices/{tag}", 200, "r%2Fd%201")
    assert body["holder"] == {"id": worker.id, "name": "Will Worker", "email": "Will@tallpine.example"}
    assert body["price"] == {"amount": "1450.00", "currency": "EUR"}
    assert (body["tag"], body["state"], body["purchased_on"]) == ("R/D 1", "in_use", "2026-11-24")
    assert (body["condition"], body["warranty_until"], body["repairs"]) == ("worn", "2026-11-24", 1)
    assert (body["attributes"], body["keeper"], body["note"]) == ({"Cost centre": "42"}, None, None)
    assert program.told("/devices")["items"] == [body]


def test_pages_follow_each_other_and_nothing_is_there_twice(program: Program) -> None:
    ids = program.company.stock(5)
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = program.told("/devices", limit=2, after=after)
        assert len(page["items"]) <= 2
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
    assert seen == ids
    assert program.told("/devices", limit=5)["next"] is None
    assert program.told("/devices", after=ids[-1]) == {"items": [], "next": None}
    assert program.told("/devices", after=2**63 - 1) == {"items": [], "next": None}


def test_which_devices(program: Program) -> None:
    german = program.company.stock(2)
    british = program.company.stock(1, country="GB", location="london")
    change_device(program.company.store, german[0], state=DeviceState.IN_USE, holder_id=program.company.worker.id)

    def ids(**parameters: Any) -> list[int]:
        return [one["id"] for one in program.told("/devices", **parameters)["items"]]

    assert ids(state="in_stock") == [german[1], *british]
    assert ids(country="gb") == british
    assert ids(state="in_use", country="DE") == [german[0]]
    assert ids(category="monitor") == []
    assert ids(category="laptop", country="DE") == german


def test_what_a_person_holds_also_after_the_last_day(program: Program) -> None:
    ids = program.company.stock(3)
    worker = program.company.worker
    for number in ids[:2]:
        change_device(program.company.store, number, state=DeviceState.IN_USE, holder_id=worker.id)
    address = "will%40tallpine.example"
    nobody = program.told("/people/{email}/devices", 404, address)
    assert nobody["detail"] == "Nobody on record has this address."
    with_email(program, worker, "Will@TallPine.example", is_deactivated=True)
    with_email(program, program.company.ana, "ana@tallpine.example")
    held = program.told("/people/{email}/devices", 200, address, limit=1)
    assert ([one["id"] for one in held["items"]], held["next"]) == (ids[:1], ids[0])
    rest = program.told("/people/{email}/devices", 200, address, after=ids[0])
    assert ([one["id"] for one in rest["items"]], rest["next"]) == (ids[1:2], None)
    assert program.told("/people/{email}/devices", 200, "ana@tallpine.example")["items"] == []


def test_requests_with_their_lines(program: Program) -> None:
    company = program.company
    (number,) = company.stock()
    shipped = company.ship(company.approve(company.submit("laptop-14", address="Lindenweg 4, 12345 Musterstadt")))
    waiting = company.submit("monitor-27")
    first, second = program.told("/requests")["items"]
    assert (first["id"], first["state"], first["country"]) == (shipped.id, "approved", "DE")
    assert first["decided_by"]["name"] == "Ana IT"
    assert (first["recipient"]["name"], first["requester"]["name"]) == ("Will Worker", "Mia Manager")
    assert first["submitted_at"] == "2026-11-24T10:00:00Z"
    (line,) = first["lines"]
    assert (line["device_id"], line["tag"], line["state"]) == (number, "DD-00000", "shipped")
    assert line["price"] == {"amount": "1450.00", "currency": "EUR"}
    assert first["shipments"][0]["carrier"] == "DHL"
    assert second["id"] == waiting.id
    assert [one["id"] for one in program.told("/requests", state="submitted")["items"]] == [waiting.id]
    assert program.told("/requests", country="FR")["items"] == []
    assert program.told("/requests", limit=1)["next"] == shipped.id
    assert "Lindenweg" not in program.ask("/requests").text


def test_returns_with_their_devices(program: Program) -> None:
    company = program.company
    (number,) = company.stock()
    change_device(company.store, number, state=DeviceState.RETURN_DUE, holder_id=company.worker.id)
    case = open_case(company.store, company.worker, number)
    (only,) = program.told("/returns")["items"]
    assert (only["id"], only["state"], only["holder"]["name"]) == (case.id, "open", "Will Worker")
    assert [(one["device_id"], one["tag"], one["outcome"]) for one in only["items"]] == [(number, "DD-00000", None)]
    assert program.told("/returns", state="closed")["items"] == []


def test_events_one_after_the_other(program: Program) -> None:
    company = program.company
    (number,) = company.stock()
    request = company.approve(company.submit())
    body = program.told("/events")
    ids = [one["id"] for one in body["items"]]
    assert ids == sorted(ids)
    added = body["items"][0]
    assert added["about"] == {"kind": "device", "id": number, "tag": "DD-00000"}
    assert (added["name"], added["state"], added["actor"], added["origin"]) == ("device_added", "in_stock", None, "cli")
    approved = next(one for one in body["items"] if one["name"] == "request_approved")
    assert approved["about"] == {"kind": "request", "id": request.id, "tag": None}
    assert (approved["actor"]["name"], approved["at"]) == ("Ana IT", "2026-11-24T10:00:00Z")
    assert [one["id"] for one in program.told("/events", after=ids[0], limit=1)["items"]] == ids[1:2]
    assert program.told("/events", after=ids[0], limit=1)["next"] == ids[1]
    assert program.told("/events", after=ids[-1]) == {"items": [], "next": None}


def test_an_event_is_told_once_nothing_older_can_come_in(program: Program) -> None:
    company = program.company
    company.stock()
    told = len(program.told("/events")["items"])
    young = program.clock() - timedelta(seconds=29)
    needed_by = NOW.date() + timedelta(days=30)
    asked = SubmitRequest(recipient=company.worker.id, country="DE", choices=("laptop-14",), needed_by=needed_by)
    company.perform(asked, company.manager, now=young)
    company.stock()
    assert len(program.told("/events")["items"]) == told
    assert program.told("/events", limit=1)["next"] is None
    program.clock.walk(timedelta(seconds=2))
    assert len(program.told("/events")["items"]) > told
    assert program.told("/events", limit=1)["next"] is not None


def test_what_is_private_is_nowhere(program: Program) -> None:
    company = program.company
    private = NewHire(name="Noor Aziz", email="noor@home.example")
    company.approve(company.submit(recipient=private, address="1 Secret Street"))
    told = "".join(program.ask(path).text for path in ("/requests", "/events", "/fleet", "/devices", "/returns"))
    assert "Noor Aziz" in told
    assert not [word for word in ("home.example", "Secret") if word in told]
    program.told("/people/{email}/devices", 404, "noor%40home.example")

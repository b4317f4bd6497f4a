"""What was filled in comes back as the command, or as an error on the field at fault."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

import pytest

from lifecycle.errors import Refused
from lifecycle.money import Money
from lifecycle.reads.facts import Contact
from lifecycle.request import LineState, Source
from lifecycle.requests.commands import (
    CancelRequest,
    ChangeSource,
    DeclineRequest,
    MarkOrdered,
    MarkReady,
    MarkReceived,
    MarkShipped,
    ReportProblem,
)
from messages.forms import cancel, decline, ordered, problem, ready, received, request, shipped, source
from messages.forms.again import WHY, with_alert
from messages.forms.base import FieldErrors
from messages.ids import Callback, Field, Opened, Target
from messages.payload import Block, View
from messages.reader import Reader
from tests.support.forms import element, inputs, offered, submitted
from tests.support.samples import (
    APPROVED,
    CHIARA,
    CONTACT,
    FROM_A_HUB,
    GIVEN_UP,
    IN_STOCK,
    ORDERED,
    POLICY,
    READY,
    SET_ASIDE,
    SHIPPED,
    SUBMITTED,
    TODAY,
    facts,
)
from tests.support.subjects import a_request

READER = Reader("en-US", "Europe/Berlin")
LINE_1, LINE_2 = (Opened(Target(a_request(17), number), "C1", "1.1") for number in (1, 2))
WHOLE = Opened(Target(a_request(17)), "C1", "1.1")

REQUEST = request.build(POLICY, READER, CHIARA, TODAY)

FORMS: Mapping[Callback, View] = {
    Callback.REQUEST: REQUEST,
    Callback.DECLINE: decline.build(SUBMITTED, READER, WHOLE),
    Callback.CANCEL: cancel.build(APPROVED, READER, WHOLE),
    Callback.SOURCE: source.build(SUBMITTED, POLICY, READER, LINE_1),
    Callback.ORDERED: ordered.build(APPROVED, POLICY, READER, LINE_2, TODAY),
    Callback.RECEIVED: received.build(ORDERED, READER, LINE_2, "LT-00015"),
    Callback.READY: ready.build(APPROVED, READER, LINE_1),
    Callback.SHIPPED: shipped.build(READY, CONTACT, READER, LINE_1),
    Callback.PROBLEM: problem.build(SHIPPED, READER, Opened(Target(a_request(17), 1), "D1", "1.1")),
}


def labels(view: View) -> list[str]:
    return [str(block["label"]["text"]) for block in inputs(view)]  # type: ignore[index]


def test_the_words_of_the_contract() -> None:
    contract = {
        Callback.REQUEST: "Who is it for? · Full name · Personal email · Country · Device · Needed by · "
        "Delivery address · Note",
        Callback.DECLINE: "Reason",
        Callback.ORDERED: "Vendor · Order number · Price · Currency · Expected on",
        Callback.RECEIVED: "Serial number · Asset tag",
        Callback.READY: "Enrolled in device management",
        Callback.SHIPPED: "In this parcel · Carrier · Tracking number · Expected on",
    }
    for callback, words in contract.items():
        assert " · ".join(labels(FORMS[callback])) == words


def test_every_form_knows_itself_and_where_it_came_from() -> None:
    for callback, view in FORMS.items():
        assert view["callback_id"] == callback
        assert {block["block_id"] for block in inputs(view)} <= set(Field)
    assert Opened.decode(str(FORMS[Callback.ORDERED]["private_metadata"])) == LINE_2
    assert Opened.decode(str(REQUEST["private_metadata"])) == Opened()


def test_decline_and_cancel() -> None:
    refused = submitted(FORMS[Callback.DECLINE], reason="We have one\nfor her.")
    assert decline.parse(refused, READER) == DeclineRequest(request_id=17, reason="We have one\nfor her.")
    given_up = submitted(FORMS[Callback.CANCEL], reason="She does not come.")
    assert cancel.parse(given_up, READER) == CancelRequest(request_id=17, lines=(1, 2, 3), reason="She does not come.")
    one = submitted(FORMS[Callback.CANCEL], reason="no", lines=["2"])
    assert cancel.parse(one, READER).lines == (2,)


def test_what_is_on_its_way_is_not_offered_to_be_cancelled() -> None:
    assert offered(cancel.build(SHIPPED, READER, WHOLE), "lines") == ["2"]


def test_source() -> None:
    view = FORMS[Callback.SOURCE]
    assert offered(view, "source") == ["stock:112", "stock:113", "stock:114", "purchase"]
    from_stock = source.parse(submitted(view, source="stock:113"), READER)
    assert from_stock == ChangeSource(request_id=17, line=1, source=Source.STOCK, device_id=IN_STOCK[1].id)
    bought = source.parse(submitted(view, source="purchase"), READER)
    assert bought == ChangeSource(request_id=17, line=1, source=Source.PURCHASE)
    assert offered(source.build(FROM_A_HUB, POLICY, READER, LINE_1), "source") == ["purchase", "hub:130"]


def test_ordered() -> None:
    typed = submitted(FORMS[Callback.ORDERED], vendor=" Tönnies  & Söhne ", currency="usd", price="84.5")
    assert ordered.parse(typed, READER, TODAY) == MarkOrdered(
        request_id=17,
        line=2,
        vendor="Tönnies & Söhne",
        order_number=None,
        paid=Money(Decimal("84.5"), "USD"),
        expected_on=TODAY + timedelta(days=10),
    )


def test_received_ready_shipped_and_problem() -> None:
    assert received.parse(submitted(FORMS[Callback.RECEIVED], serial="tw 000x"), READER) == MarkReceived(
        request_id=17, line=2, serial="tw 000x", asset_tag="LT-00015"
    )
    assert ready.parse(submitted(FORMS[Callback.READY]), READER) == MarkReady(request_id=17, line=1, enrolled=False)
    enrolled = submitted(FORMS[Callback.READY], enrolled=["enrolled"])
    assert ready.parse(enrolled, READER) == MarkReady(request_id=17, line=1, enrolled=True)
    assert shipped.parse(submitted(FORMS[Callback.SHIPPED], carrier="DHL"), READER, TODAY) == MarkShipped(
        request_id=17, lines=(1, 3), carrier="DHL", tracking=None, expected_on=None
    )
    assert problem.parse(submitted(FORMS[Callback.PROBLEM], kind="damaged"), READER) == ReportProblem(
        request_id=17, shipment=1, kind="damaged", text=None
    )


def test_a_single_line_goes_by_itself() -> None:
    view = shipped.build(APPROVED, None, READER, Opened(Target(a_request(17), 3), "C1", "1.1"))
    assert "In this parcel" not in labels(view)
    assert shipped.parse(submitted(view, carrier="DHL"), READER, TODAY).lines == (3,)
    assert "No delivery address was given" in str(view)


def test_what_has_a_problem_is_sent_again_only_by_who_asks_for_it() -> None:
    laptop, *others = READY.request.lines
    came_to_grief = replace(laptop, state=LineState.SHIPPED, shipment=1, problem="damaged")
    both = facts(READY, lines=(came_to_grief, *others))

    def chosen(pressed: int) -> list[str]:
        view = shipped.build(both, CONTACT, READER, Opened(Target(a_request(17), pressed), "C1", "1.1"))
        assert "It is damaged" in str(view)
        options = cast(list[Mapping[str, str]], element(view, "lines")["initial_options"])
        return [one["value"] for one in options]

    assert (chosen(1), chosen(3)) == (["1", "3"], ["3"])


def test_an_address_whose_key_is_lost_is_no_address_that_was_not_given() -> None:
    view = shipped.build(READY, Contact(subject=a_request(17), unreadable=True), READER, LINE_1)
    assert "The delivery address cannot be read" in str(view)
    assert "No delivery address was given" not in str(view)


def test_the_address_is_shown_to_it_as_it_was_written() -> None:
    blocks = cast(list[Block], FORMS[Callback.SHIPPED]["blocks"])
    address = next(block for block in blocks if block["block_id"] == "address")
    assert address["text"] == {"type": "plain_text", "text": "Lindenweg 4\n12345 Musterstadt", "emoji": False}


PARSERS: Mapping[Callback, Callable[[View], object]] = {
    Callback.DECLINE: lambda view: decline.parse(view, READER),
    Callback.CANCEL: lambda view: cancel.parse(view, READER),
    Callback.SOURCE: lambda view: source.parse(view, READER),
    Callback.ORDERED: lambda view: ordered.parse(view, READER, TODAY),
    Callback.RECEIVED: lambda view: received.parse(view, READER),
    Callback.SHIPPED: lambda view: shipped.parse(view, READER, TODAY),
    Callback.PROBLEM: lambda view: problem.parse(view, READER),
}


@pytest.mark.parametrize(
    ("callback", "typed", "field"),
    [
        (Callback.DECLINE, {}, "reason"),
        (Callback.DECLINE, {"reason": " \n "}, "reason"),
        (Callback.DECLINE, {"reason": "\u2800"}, "reason"),
        (Callback.DECLINE, {"reason": "x" * 501}, "reason"),
        (Callback.CANCEL, {"reason": "no", "lines": []}, "lines"),
        (Callback.SOURCE, {}, "source"),
        (Callback.ORDERED, {"vendor": "x", "price": "1,450"}, "price"),
        (Callback.ORDERED, {"vendor": "x", "price": "-1"}, "price"),
        (Callback.ORDERED, {"vendor": "x", "price": "1e3"}, "price"),
        (Callback.ORDERED, {"vendor": "x", "price": "1000000000"}, "price"),
        (Callback.ORDERED, {"vendor": "x", "price": "1.005"}, "price"),
        (Callback.ORDERED, {"vendor": "x", "price": "1.5", "currency": "JPY"}, "price"),
        (Callback.ORDERED, {"vendor": "x", "currency": "QQQ"}, "currency"),
        (Callback.ORDERED, {"vendor": "x", "expected_on": str(TODAY - timedelta(days=1))}, "expected_on"),
        (Callback.ORDERED, {"vendor": "x", "expected_on": "9999-12-31"}, "expected_on"),
        (Callback.ORDERED, {}, "vendor"),
        (Callback.ORDERED, {"vendor": "\u200b"}, "vendor"),
        (Callback.ORDERED, {"vendor": "x" * 81}, "vendor"),
        (Callback.RECEIVED, {}, "serial"),
        (Callback.RECEIVED, {"serial": "x", "asset_tag": ""}, "asset_tag"),
        (Callback.SHIPPED, {}, "carrier"),
        (Callback.SHIPPED, {"carrier": "x", "lines": []}, "lines"),
        (Callback.SHIPPED, {"carrier": "x", "expected_on": str(date(2026, 1, 1))}, "expected_on"),
        (Callback.SHIPPED, {"carrier": "x", "expected_on": "9999-12-31"}, "expected_on"),
        (Callback.PROBLEM, {}, "kind"),
        (Callback.PROBLEM, {"kind": "stolen"}, "kind"),
        (Callback.PROBLEM, {"kind": "other", "text": "x" * 501}, "text"),
    ],
)
def test_what_is_wrong_stands_at_its_field(callback: Callback, typed: dict[str, object], field: str) -> None:
    with pytest.raises(FieldErrors) as wrong:
        PARSERS[callback](submitted(FORMS[callback], **typed))
    assert list(wrong.value.errors) == [field]


def asked(view: View) -> object:
    return request.parse(view, READER, POLICY, TODAY)


@pytest.mark.parametrize("callback", [*PARSERS, Callback.REQUEST])
@pytest.mark.parametrize("typed", ["\0", "a\0b", "\0" * 80, "\ud800", "\x1b[2J"])
def test_what_no_database_can_keep_is_dropped(callback: Callback, typed: str) -> None:
    texts = {
        str(block["block_id"]): typed
        for block in inputs(FORMS[callback])
        if block["element"]["type"] in {"plain_text_input", "email_text_input", "users_select"}  # type: ignore[index]
    }
    view = submitted(FORMS[callback], **{"source": "purchase", "kind": "other", **texts})
    try:
        command = asked(view) if callback is Callback.REQUEST else PARSERS[callback](view)
    except FieldErrors:
        return
    assert not re.search(r"\\x0|\\x1|\\ud8", repr(command))


def test_what_comes_back_is_known_by_its_numbers() -> None:
    view = received.build(GIVEN_UP, READER, Opened(Target(a_request(17), 1), "C1", "1.1"), "LT-00099")
    numbers = {field: element(view, field).get("initial_value") for field in ("serial", "asset_tag")}
    assert numbers == {"serial": SET_ASIDE.serial, "asset_tag": SET_ASIDE.asset_tag}


def test_a_line_that_was_chosen_twice_is_chosen_once() -> None:
    view = submitted(FORMS[Callback.CANCEL], reason="no", lines=["2", "1", "2"])
    assert cancel.parse(view, READER).lines == (2, 1)


def test_a_form_about_no_line_of_the_request_is_refused() -> None:
    with pytest.raises(Refused):
        ready.build(APPROVED, READER, Opened(Target(a_request(17), 9), "C1", "1.1"))


@pytest.mark.parametrize("metadata", ["", "17", "17:x||", "||", "1:2:3||", "17||1|2"])
def test_a_form_that_is_not_ours_is_an_error(metadata: str) -> None:
    view = {**submitted(FORMS[Callback.DECLINE], reason="no"), "private_metadata": metadata}
    with pytest.raises(ValueError, match=r"."):
        decline.parse(view, READER)


def test_a_refused_form_stays_with_what_was_typed() -> None:
    view = submitted(FORMS[Callback.ORDERED], vendor="x")
    once = with_alert(view, "It has <moved> on.")
    assert set(once) <= set(FORMS[Callback.ORDERED])
    twice = with_alert({**once, "id": "V1"}, "Again.")
    for again in (once, twice):
        blocks = cast(list[Block], again["blocks"])
        assert (blocks[0]["type"], blocks[0]["block_id"]) == ("alert", WHY)
        assert blocks[1:] == FORMS[Callback.ORDERED]["blocks"]

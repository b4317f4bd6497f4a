"""I need help: what is asked follows from what was chosen, and IT reads all of it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import ProblemKind
from lifecycle.returns.commands import AskForHelp
from messages.forms.base import FieldErrors
from messages.forms.returns import need_help
from messages.payload import View
from messages.reader import Reader
from sandbox.blockkit import Surface, check_view
from tests.support.forms import element, inputs, offered, submitted
from tests.support.longest import FILLINGS
from tests.support.longest_returns import largest
from tests.support.return_forms import ADDRESS, READER, WHOLE
from tests.support.return_samples import OPENED, RECEIVED
from tests.support.samples import TODAY
from tests.unit.messages.forms.test_forms import labels
from tests.unit.messages.locales import EVERY_LOCALE

GERMAN = Reader("de-DE", "Europe/Berlin")

ASKED: Mapping[ProblemKind, list[str]] = {
    ProblemKind.KIT_MISSING: ["Where shall the box go?", "Note"],
    ProblemKind.BOX_LOST: ["Note"],
    ProblemKind.MOVED: ["Your new address", "Note"],
    ProblemKind.WANTS_TO_BUY: ["Devices", "What would you pay?", "Note", "Photos"],
    ProblemKind.REFUSES: ["Devices", "What speaks against it?"],
    ProblemKind.LOST_OR_STOLEN: [
        "Devices",
        "When was it last seen?",
        "Where was it last seen?",
        "Police report number",
        "What happened?",
        "Photos",
    ],
    ProblemKind.PRIVATE_DATA: ["Devices", "What kind of data is it?", "By when can you copy it?"],
    ProblemKind.OTHER: ["Devices", "What happened?", "Photos"],
}


def form(kind: ProblemKind, of: ReturnFacts = OPENED) -> View:
    return need_help.build(of, READER, WHOLE, kind)


def sent(kind: ProblemKind, **typed: object) -> AskForHelp:
    return need_help.parse(submitted(form(kind), kind=kind, **typed), READER, TODAY, READER)


def wrong(kind: ProblemKind, **typed: object) -> dict[str, str]:
    with pytest.raises(FieldErrors) as found:
        sent(kind, **typed)
    return found.value.errors


def test_at_first_it_only_asks_what_it_is() -> None:
    view = need_help.build(OPENED, READER, WHOLE)
    assert labels(view) == ["What do you need?"]
    assert offered(view, "kind") == list(ProblemKind)
    (kind,) = inputs(view)
    assert kind["dispatch_action"] is True


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_asks_for_what_has_to_be_known_about_it(kind: ProblemKind) -> None:
    assert labels(form(kind)) == ["What do you need?", *ASKED[kind]]


@pytest.mark.parametrize("kind", ProblemKind)
def test_which_devices_is_only_asked_where_there_are_several(kind: ProblemKind) -> None:
    assert "Devices" not in labels(form(kind, RECEIVED))
    typed = submitted(form(kind, RECEIVED), kind=kind, text="Words.", pick_up=ADDRESS)
    assert need_help.parse(typed, READER, TODAY, READER).items == ()


def test_nothing_is_said_to_be_lost_unless_it_was_chosen() -> None:
    assert list(wrong(ProblemKind.LOST_OR_STOLEN)) == ["items"]
    assert sent(ProblemKind.LOST_OR_STOLEN, items=["2"]).items == (2,)
    assert sent(ProblemKind.REFUSES).items == (), "none chosen: all are meant"


def test_what_must_be_answered() -> None:
    assert list(wrong(ProblemKind.MOVED)) == ["pick_up"]
    assert list(wrong(ProblemKind.MOVED, pick_up="somewhere")) == ["pick_up"]
    assert list(wrong(ProblemKind.OTHER)) == ["text"]
    assert sent(ProblemKind.MOVED, pick_up=ADDRESS).address == ADDRESS
    assert sent(ProblemKind.KIT_MISSING) == AskForHelp(return_id=12, kind=ProblemKind.KIT_MISSING)
    assert sent(ProblemKind.KIT_MISSING, pick_up=ADDRESS).address == ADDRESS


def test_days_that_cannot_be_are_told() -> None:
    assert list(wrong(ProblemKind.LOST_OR_STOLEN, items=["1"], last_seen_on=str(TODAY + timedelta(days=1)))) == [
        "last_seen_on"
    ]
    assert list(wrong(ProblemKind.PRIVATE_DATA, copied_by=str(TODAY - timedelta(days=1)))) == ["copied_by"]


def test_it_reads_the_answers_before_the_words() -> None:
    seen = {"last_seen_on": str(TODAY), "last_seen_at": "Tram 7", "police_report": "ST/12/26"}
    lost = sent(ProblemKind.LOST_OR_STOLEN, items=["1"], text="I fell asleep.", **seen)
    assert lost.text == (
        "Last seen on: Nov 24, 2026.\nLast seen: Tram 7.\nPolice report number: ST/12/26.\nI fell asleep."
    )
    assert sent(ProblemKind.WANTS_TO_BUY, items=["1"], offer="300 EUR").text == "Would pay: 300 EUR."
    assert sent(ProblemKind.PRIVATE_DATA, copied_by=str(TODAY)).text == "Can copy it by: Nov 24, 2026."
    assert sent(ProblemKind.BOX_LOST).text is None


def test_the_answers_are_told_in_the_language_of_those_who_read_them() -> None:
    view = submitted(form(ProblemKind.PRIVATE_DATA), kind="private_data", copied_by=str(TODAY))
    told = need_help.parse(view, READER, TODAY, GERMAN)
    assert "24.11.2026" in str(told.text)


def test_an_address_is_asked_for_as_one_that_is_known_or_not() -> None:
    known = replace(OPENED, reach=frozenset({"address"}))
    unknown, known_one = form(ProblemKind.KIT_MISSING), form(ProblemKind.KIT_MISSING, known)
    assert "We have no address of yours yet" in str(unknown)
    assert "We have no address" not in str(known_one)


def test_only_pictures_that_slack_shows_are_taken() -> None:
    view = form(ProblemKind.OTHER)
    assert element(view, "files")["filetypes"] == ["jpg", "jpeg", "png", "gif"]
    assert element(view, "files")["max_files"] == 3
    typed = submitted(view, kind="other", text="Look.", files=["F0A"])
    for file, is_taken in (
        ({"id": "F0A", "filetype": "heic"}, False),
        ({"id": "F0A", "name": "x.pdf"}, False),
        ({"id": "F0A"}, False),
        ({"id": "F0A", "filetype": "", "name": "x.PNG"}, True),
    ):
        one = deepcopy(typed)
        cast(dict[str, dict[str, dict[str, object]]], cast(dict[str, object], one["state"])["values"])["files"][
            "value"
        ] = {"files": [file]}
        if is_taken:
            assert need_help.parse(one, READER, TODAY, READER).files == ("F0A",)
        else:
            with pytest.raises(FieldErrors, match="files"):
                need_help.parse(one, READER, TODAY, READER)


def test_a_form_that_asks_about_something_else_is_noticed() -> None:
    at_once = need_help.build(OPENED, READER, WHOLE)
    assert need_help.asks_rightly(submitted(at_once), READER), "nothing was chosen: that is said at its field"
    assert not need_help.asks_rightly(submitted(at_once, kind="moved"), READER)
    assert need_help.asks_rightly(submitted(form(ProblemKind.MOVED), kind="moved"), READER)
    assert not need_help.asks_rightly(submitted(form(ProblemKind.MOVED), kind="other"), READER)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("kind", ProblemKind)
def test_the_largest_forms_are_within_limits(kind: ProblemKind, locale: str) -> None:
    for filling in FILLINGS.values():
        view = need_help.build(largest(filling)["out"], Reader(locale, "UTC"), WHOLE, kind)
        assert check_view(view, Surface.MODAL) == []

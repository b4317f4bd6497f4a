"""What people read of a device: every event that is told has its words, and a loss names the hours that are left."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from lifecycle.device import DeviceState
from lifecycle.devices.notices import NEWS, OF_CHANGED_HOLDERS, OF_HOLDERS
from lifecycle.devices.rules import DEVICE_RULES
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.reads.facts import DeviceFacts
from lifecycle.refreshing.rules import REFRESH_RULES
from lifecycle.wipes.rules import WIPE_RULES
from messages.devices.actions import DEVICE_STEPS
from messages.notices import render
from messages.payload import Message
from messages.reader import Reader
from sandbox.blockkit import check_message
from tests.support.device_forms import HELD
from tests.support.longest import FILLINGS, filled
from tests.support.longest import device as longest_device
from tests.support.samples import ANA, CHIARA, NOW, PEOPLE, POLICY
from tests.unit.messages.locales import EVERY_LOCALE

ENGLISH = Reader("en-US", "Europe/Berlin")
TOLD = [
    *product([Kind.DEVICE_NEWS], sorted(NEWS)),
    *product([Kind.DEVICE_NOTE], sorted(OF_HOLDERS | OF_CHANGED_HOLDERS)),
]
LOST = DeviceFacts(device=replace(HELD, state=DeviceState.LOST), people=PEOPLE)


def notice(kind: Kind, event: Happened, to: int = CHIARA.id, **more: object) -> Notice:
    where = "channel:C0ITDEVICES" if kind is Kind.DEVICE_NEWS else f"person:{to}"
    bare = Notice(
        kind=kind, to=where, key="k", at=NOW, subject=HELD.subject, event=event, actor_id=ANA.id, reason="On a train."
    )
    return replace(bare, **more)  # type: ignore[arg-type]


def told(kind: Kind, event: Happened, about: DeviceFacts, reader: Reader = ENGLISH, **more: object) -> Message:
    return render(notice(kind, event, **more), about, POLICY, reader, NOW + timedelta(hours=2))  # type: ignore[arg-type]


def test_every_command_has_its_button() -> None:
    assert set(DEVICE_STEPS) == set(DEVICE_RULES) | set(WIPE_RULES) | set(REFRESH_RULES)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize(("kind", "event"), TOLD)
def test_every_event_has_its_words_within_limits(kind: Kind, event: Happened, locale: str) -> None:
    for filling in FILLINGS:
        facts = DeviceFacts(device=longest_device(1, filling, DeviceState.LOST))
        message = told(
            kind, event, facts, Reader(locale, "UTC"), reason=filled(filling, 500), facts={"condition": "worn"}
        )
        assert check_message({"text": message.text, "blocks": message.blocks}, "chat.update") == []


def test_a_loss_is_a_security_notice_with_the_hours_that_are_left() -> None:
    message = told(Kind.DEVICE_NEWS, Happened.DEVICE_LOST, LOST)
    for words in ("Security notice:", "LT-00012", "Ana Torres", "Chiara Rossi had it last", "70 hours are left"):
        assert words in message.text
    assert "In their words: On a train." in message.text
    assert "mark_found" in str(message.blocks)


def test_whoever_gets_a_device_hears_what_it_is_and_how_to_say_that_it_is_wrong() -> None:
    text = told(Kind.DEVICE_NOTE, Happened.DEVICE_ASSIGNED, DeviceFacts(device=HELD, people=PEOPLE), reason=None).text
    for words in ("Tallwood Air 14 (LT-00012) is yours now", "TW000012", "please tell IT in C0ITDEVICES"):
        assert words in text


def test_a_correction_tells_both() -> None:
    facts = DeviceFacts(device=HELD, people=PEOPLE)
    assert "is on record with you from now on" in told(Kind.DEVICE_NOTE, Happened.DEVICE_CORRECTED, facts).text
    other = told(Kind.DEVICE_NOTE, Happened.DEVICE_CORRECTED, facts, to=4)
    assert "is not on record with you any more" in other.text

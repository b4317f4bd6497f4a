"""The page draws every message and view about audits, single devices and the fleet, and knows each of their blocks."""

import pytest

from lifecycle.events import Happened
from lifecycle.notices import Kind
from lifecycle.people import Actor, Role
from lifecycle.reads.facts import AuditFacts
from lifecycle.reads.worklist import Listing
from messages import home_list
from messages.audits import campaign, card, question, told
from messages.devices import card as device_card
from messages.devices import found
from messages.fleet import answer
from messages.forms.again import with_alert
from messages.places import Place
from messages.reader import Reader
from messages.report import refresh
from messages.voice import voice
from sandbox.payload import Payload
from tests.support.audit_forms import FORMS as AUDIT_FORMS
from tests.support.audit_samples import ASKED, CAMPAIGN, KEPT, MISSING, SHELF
from tests.support.device_forms import FORMS as DEVICE_FORMS
from tests.support.forms import inputs, submitted
from tests.support.samples import NOW, POLICY
from tests.unit.messages.audits.test_cards import a_story
from tests.unit.messages.devices.samples import FOUND, STORY
from tests.unit.messages.fleet.fleets import FLEET, LARGEST
from tests.unit.messages.report.test_refresh import FIGURES
from tests.unit.messages.test_home_lists import BUSY, HUGE, full, overview
from tests.unit.sandbox.browser.test_drawing_catalogue import WORDS, drawn

READER = Reader("en-US", "Europe/Madrid")
SPEAKING = voice(READER)


@pytest.mark.parametrize("audit", [ASKED, MISSING, SHELF, KEPT], ids=["asked", "missing", "shelf", "kept"])
def test_messages_about_audits(audit: AuditFacts) -> None:
    drawn(question.card(audit, SPEAKING).blocks)
    drawn(card.card(audit, POLICY, SPEAKING).blocks)
    drawn(told.told(a_story(Happened.AUDIT_ANSWERED), audit, SPEAKING).blocks)
    drawn(told.told(a_story(Happened.AUDIT_NUDGED, Kind.AUDIT_STEP, reader="manager"), audit, SPEAKING).blocks)


def test_single_devices() -> None:
    for actor in (Actor(person_id=2, roles=frozenset(Role)), Actor(person_id=4)):
        drawn(device_card.build(STORY, READER, POLICY, NOW, actor=actor).blocks)
    drawn(found.listed(FOUND, "laptop berlin", READER, POLICY, sees_all=True).blocks)


def test_figures() -> None:
    drawn(campaign.card(CAMPAIGN, POLICY, SPEAKING).blocks)
    drawn(refresh.message(FIGURES, POLICY, READER).blocks)
    for fleet in (FLEET, LARGEST):
        drawn(answer.message(fleet, POLICY, READER).blocks)


@pytest.mark.parametrize("listing", Listing)
def test_lists_of_the_home(listing: Listing) -> None:
    drawn(home_list.build(full(listing), Place(listing), POLICY, READER, NOW)["blocks"])


def test_the_home_of_who_has_much_to_do() -> None:
    for work in (BUSY, HUGE):
        drawn(overview(work)["blocks"])


@pytest.mark.parametrize("form", [*AUDIT_FORMS.values(), *DEVICE_FORMS.values()], ids=[*AUDIT_FORMS, *DEVICE_FORMS])
def test_forms(form: Payload) -> None:
    tree = drawn(form["blocks"])
    labels = len([one for one in tree.all("label") if "for" in one]) + len(tree.all("legend"))
    assert labels == len(inputs(form))
    drawn(with_alert(submitted(form), WORDS)["blocks"])

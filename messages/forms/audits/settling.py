"""What IT does about an audit: settle a device, stop asking, go through a shelf."""

from collections.abc import Mapping

from slack_sdk.models.blocks import CheckboxesElement

from lifecycle.audits.commands import CallOffAudit, CountShelf, SettleAudit, StopCampaign
from lifecycle.policy import Policy
from lifecycle.reads.facts import AuditFacts, CampaignFacts
from messages.audits import campaign
from messages.audits.card import headline
from messages.audits.items import AuditItemView
from messages.blocks import field, modal, section
from messages.forms.audits.answering import about
from messages.forms.base import Typed
from messages.forms.elements import option, text_input
from messages.forms.returns.parts import number_of, reason
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice

LONGEST_COUNT = 3000
"""Characters of what is read off a shelf at once: Slack's most for a field of text (facts/slack.md, 1.3)."""

ALL = "all"


def settle(facts: AuditFacts, reader: Reader, opened: Opened) -> View:
    """Asks what IT has found out about a device."""
    speaking = voice(reader)
    item = facts.audit.item(number_of(opened.target))
    blocks = [
        about(facts, speaking, opened),
        section("status", AuditItemView(item, facts, speaking).status()),
        field(Field.REASON, speaking.gettext("What did you find out?"), text_input()),
    ]
    words = (speaking.gettext("Settle"), speaking.gettext("Save"))
    return modal(Callback.SETTLE_AUDIT, blocks, words, speaking, opened)


def call_off(facts: AuditFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks why nobody is asked any more."""
    speaking = voice(reader)
    words = (speaking.gettext("Stop asking"), speaking.gettext("Stop asking"))
    return modal(
        Callback.CALL_OFF_AUDIT,
        [section("about", headline(facts, policy, speaking)), reason(speaking)],
        words,
        speaking,
        opened,
    )


def stop(facts: CampaignFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks why nobody is asked by a campaign any more."""
    speaking = voice(reader)
    hint = speaking.gettext(
        "Who has not answered is not asked any more. Where IT has something to find out, the audit stays open."
    )
    words = (speaking.gettext("Stop the campaign"), speaking.gettext("Stop asking"))
    return modal(
        Callback.STOP_CAMPAIGN,
        [section("about", campaign.headline(facts, policy, speaking)), reason(speaking, hint)],
        words,
        speaking,
        opened,
    )


def count(facts: AuditFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks for what stands on the shelf, by serial numbers and asset tags, as a scanner types them."""
    speaking = voice(reader)
    blocks = [
        section("about", headline(facts, policy, speaking)),
        field(
            Field.NUMBERS,
            speaking.gettext("Serial numbers or asset tags"),
            text_input(most=LONGEST_COUNT),
            optional=True,
            hint=speaking.gettext("One a line, typed or scanned. You can save some now and others later."),
        ),
        field(
            Field.ALL,
            speaking.gettext("That was everything"),
            CheckboxesElement(options=[option(speaking.gettext("What is not in the list is not there"), ALL)]),
            optional=True,
        ),
    ]
    words = (speaking.gettext("What is there"), speaking.gettext("Save"))
    return modal(Callback.COUNT_SHELF, blocks, words, speaking, opened)


def parse_settle(view: Mapping[str, object], reader: Reader) -> SettleAudit:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    found = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return SettleAudit(audit_id=typed.target.subject.id, item=number_of(typed.target), settlement=found)


def parse_call_off(view: Mapping[str, object], reader: Reader) -> CallOffAudit:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return CallOffAudit(audit_id=typed.target.subject.id, reason=why)


def parse_stop(view: Mapping[str, object], reader: Reader) -> StopCampaign:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return StopCampaign(campaign_id=typed.target.subject.id, reason=why)


def parse_count(view: Mapping[str, object], reader: Reader) -> CountShelf:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    numbers = tuple((typed.text(Field.NUMBERS, most=LONGEST_COUNT) or "").splitlines())
    found = tuple(number.strip() for number in numbers if number.strip())
    is_all = ALL in typed.several(Field.ALL)
    if not found and not is_all:
        typed.fault(Field.NUMBERS, speaking.gettext("Please fill this in."))
    typed.check()
    return CountShelf(audit_id=typed.target.subject.id, numbers=found, is_all=is_all)

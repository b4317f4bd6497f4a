"""What somebody alone is told, at once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from lifecycle.errors import Refused, Stale
from lifecycle.events import Happened
from lifecycle.people import Actor, Person
from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts, Mine, ReturnFacts
from messages.blocks import buttons, section
from messages.budget import fitted, spoken
from messages.cards import subject
from messages.devices import actions
from messages.labels import DEVICE_STATES
from messages.overview import Overview
from messages.payload import Block, Message
from messages.reader import Reader
from messages.returns import terms
from messages.text import Mrkdwn
from messages.voice import Voice, voice


class Stranger(StrEnum):
    """Why somebody cannot use the desk."""

    GUEST = "guest"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    OTHER_WORKSPACE = "other_workspace"
    UNKNOWN = "unknown"


class Hitch(StrEnum):
    """What went wrong without anybody being at fault."""

    EXPIRED = "expired"
    BROKEN = "broken"


HELP = (
    "intro",
    "request",
    "mine",
    "find",
    "show",
    "offboard",
    "return",
    "fleet",
    "add",
    "audit",
    "report",
    "help",
)
"""The lines of the help, by their templates."""

OTHERWISE = frozenset(
    {
        Happened.DEVICE_ADDED,
        Happened.DEVICE_EXPECTED,
        Happened.DEVICE_RECEIVED,
        Happened.DEVICE_RESERVED,
        Happened.DEVICE_RELEASED,
        Happened.DEVICE_READY,
        Happened.DEVICE_SHIPPED,
        Happened.DEVICE_ARRIVED,
        Happened.DEVICE_REASSIGNED,
        Happened.DEVICE_RETURN_DUE,
        Happened.DEVICE_RETURNING,
        Happened.DEVICE_KEPT,
        Happened.DEVICE_LOST,
        Happened.DEVICE_WRITTEN_OFF,
        Happened.DEVICE_BOUGHT_OUT,
        Happened.DEVICE_WIPED_AGAIN,
        Happened.MAIL_REFUSED,
        Happened.DEVICE_AUDITED,
        Happened.DEVICE_REFRESH_PUT_OFF,
        Happened.DEVICE_REFRESH_ACKNOWLEDGED,
        Happened.DEVICE_REFRESH_RESUMED,
        Happened.DEVICE_SUCCESSOR_CAME,
        Happened.DEVICE_SUCCESSOR_OFF,
        Happened.AUDIT_OPENED,
        Happened.AUDIT_ASKED_AGAIN,
        Happened.AUDIT_NUDGED,
        Happened.AUDIT_MOVED_ON,
        Happened.CAMPAIGN_BEGUN,
        Happened.CAMPAIGN_WENT_ON,
        Happened.CAMPAIGN_ASKED_ALL,
        Happened.CAMPAIGN_CLOSED,
        Happened.REQUEST_NUDGED,
        Happened.RETURN_NUDGED,
    }
)
"""What may have happened last without having settled anything that two people try at once."""


def help_text(reader: Reader) -> str:
    """What `/device` can do."""
    return "\n".join(voice(reader).write(f"answer/help/{line}") for line in HELP)


def unknown_subcommand(word: str, reader: Reader) -> str:
    """That there is no such command, and what there is."""
    return f"{voice(reader).write('answer/unknown_subcommand', word=word)}\n{help_text(reader)}"


def no_audit(reader: Reader) -> str:
    """That one is not asked about any device."""
    return voice(reader).write("answer/no_audit")


def audit_begun(number: int, reader: Reader) -> str:
    """That a campaign has begun."""
    return voice(reader).write("answer/audit_begun", number=number)


def nobody(words: str, reader: Reader) -> str:
    """That what was typed is nobody's name here, and how to name somebody."""
    return voice(reader).write("answer/nobody", words=words)


def return_begun(facts: ReturnFacts, actor_id: int | None, reader: Reader) -> str:
    """That a return has begun, under which number, and what happens next; told to whoever began it."""
    speaking, case = voice(reader), facts.case
    return speaking.write(
        "answer/return_begun",
        number=case.id,
        case=case,
        own=actor_id == case.holder_id,
        by_manager=actor_id == case.manager_id,
        holder=facts.holder,
        things=terms.things(case.items, facts, speaking),
        reach=facts.reach,
        channel=speaking.channel(case.channel),
    )


def only_it_adds(reader: Reader) -> str:
    """That putting devices on record is IT's, and how to ask for one."""
    return voice(reader).write("answer/only_it_adds")


def device_now(facts: DeviceFacts, actor: Actor, policy: Policy, reader: Reader, now: datetime) -> Message:
    """Where a device stands after what somebody has done with it, and what they may do next."""
    return fitted(lambda room: _device_now(facts, actor, policy, voice(reader).within(room), now))


def not_for(why: Stranger, reader: Reader) -> str:
    """A polite no, with what to do instead."""
    return voice(reader).write(f"answer/not_for/{why}")


def hitch(what: Hitch, reader: Reader) -> str:
    """That it did not work, and that nothing was kept."""
    return voice(reader).write(f"answer/hitch/{what}")


def refused(refusal: Refused, reader: Reader, now: datetime, who: Person | None = None) -> str:
    """Why the desk says no; when somebody was faster, what they did, `who` they are and how long ago that was."""
    return _refused(refusal, voice(reader), now, who)


def refused_in_form(refusal: Refused, reader: Reader, now: datetime, who: Person | None = None) -> str:
    """The same as `refused`, without mentions and marks: for the alert in a form."""
    return _refused(refusal, voice(reader).plainly(), now, who)


def field_errors(refusal: Refused, reader: Reader) -> Mapping[str, str] | None:
    """The words for the field at fault, by its block's id; None when the refusal is about the command as a whole."""
    if refusal.field is None:
        return None
    return {refusal.field: _reason(refusal, voice(reader).plainly())}


def mine(facts: Mine, reader: Reader, policy: Policy, now: datetime, returning: ReturnFacts | None = None) -> Message:
    """What one gives back (`returning`), what one has and what is on its way."""
    return fitted(lambda room: _mine(Overview(facts, policy, voice(reader).within(room), now, returning)))


def _mine(shown: Overview) -> Message:
    plain = replace(shown, voice=shown.voice.plainly())
    text = spoken(_sentences(plain, briefly=briefly) for briefly in (False, True))
    return Message(text, list(_blocks(shown)))


def _blocks(shown: Overview) -> Iterator[Block]:
    words = shown.voice
    if nothing := shown.nothing():
        yield section("nothing", nothing)
    yield from (section(f"return:{place}", paragraph) for place, paragraph in enumerate(shown.giving_back()))
    yield from buttons("return:steps", shown.return_steps(), words)
    if devices := list(shown.devices()):
        yield section("devices", Mrkdwn("\n".join((words.strong(words.gettext("Your devices")), *devices))))
    if requests := list(shown.requests()):
        yield section("requests", words.strong(words.gettext("Open requests")))
        yield from (section(f"request:{place}", request) for place, request in enumerate(requests))


def _sentences(shown: Overview, *, briefly: bool) -> str:
    words = shown.voice.gettext
    parts = (
        (words("What you give back"), list(shown.giving_back(briefly=briefly))),
        (words("Your devices"), list(shown.devices())),
        (words("Open requests"), list(shown.requests(briefly=briefly))),
    )
    told = ["\n".join((title, *lines)) for title, lines in parts if lines]
    return shown.nothing() or "\n".join(filter(None, (*told, subject.next_steps(shown.return_steps(), shown.voice))))


def _device_now(facts: DeviceFacts, actor: Actor, policy: Policy, voice: Voice, now: datetime) -> Message:
    def words(speaking: Voice) -> Mrkdwn:
        thing = terms.named_device(facts.device, facts.device.id, speaking)
        state = speaking.gettext(DEVICE_STATES[facts.device.state])
        return speaking.write("answer/device_now", thing=thing, state=state)

    rows = actions.buttons(facts, actor, policy, voice, now)
    return Message(words(voice.plainly()), [section("now", words(voice)), *rows])


def _refused(refusal: Refused, voice: Voice, now: datetime, who: Person | None) -> str:
    if isinstance(refusal, Stale) and refusal.last is not None:
        ago = voice.ago(refusal.last.at, now)
        what = "otherwise" if refusal.last.name in OTHERWISE else refusal.last.name
        return voice.write(f"already/{what}", who=who, ago=ago)
    return _reason(refusal, voice)


def _reason(refusal: Refused, voice: Voice) -> str:
    return voice.write(f"refusal/{refusal.reason}", **refusal.facts)

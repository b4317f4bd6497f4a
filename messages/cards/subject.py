"""What a request is about, in words that every card, story and note shares."""

from collections import Counter
from collections.abc import Iterable, Iterator

from lifecycle.device import Device
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.reads.facts import AuditFacts, CampaignFacts, RequestFacts, ReturnFacts
from lifecycle.request import Line, Request, RequestState
from messages.blocks import Button
from messages.i18n import N_
from messages.labels import ACTIONS
from messages.text import Mrkdwn, escape, inline, one_line
from messages.voice import Voice

Facts = RequestFacts | ReturnFacts | AuditFacts | CampaignFacts
"""What names people."""

SHOWN = 3
"""How many different things a headline names; the others are counted."""

NOTE = N_("Note: %(text)s")
REASON = N_("Reason: %(text)s")
WORDS = N_("In their words: %(text)s")


def things(lines: Iterable[Line], voice: Voice, *, shown: int = SHOWN) -> Mrkdwn:
    """What is asked for: "Laptop 14, 2 × Cable and 4 more"."""
    counted = Counter(line.name for line in lines)
    named = [_thing(name, number, voice) for name, number in list(counted.items())[:shown]]
    more = sum(list(counted.values())[shown:])
    if more:
        named.append(voice.say(voice.ngettext("%(number)s more", "%(number)s more", more) % {"number": more}))
    return voice.listed(named)


def names_all(lines: Iterable[Line]) -> bool:
    """Whether `things` names all of them and counts none."""
    return len({line.name for line in lines}) <= SHOWN


def headline(facts: RequestFacts, voice: Voice) -> Mrkdwn:
    """Who asks for what for whom."""
    return voice.write(
        "card/headline",
        number=facts.request.id,
        requester=requester(facts),
        recipient=recipient(facts),
        things=things(facts.request.lines, voice),
    )


def about(facts: RequestFacts, voice: Voice) -> Iterator[tuple[str, Mrkdwn]]:
    """For whom, where and until when, who asks and since when: each with its label."""
    request = facts.request
    yield voice.gettext("For"), voice.write("card/recipient", recipient=recipient(facts))
    yield voice.gettext("Asked by"), voice.write("card/asked_by", who=requester(facts), at=request.submitted_at)
    yield voice.gettext("Needed by"), voice.weekday(request.needed_by)
    yield voice.gettext("Country"), voice.country(request.country)


def replaced(facts: RequestFacts, voice: Voice) -> Mrkdwn | None:
    """The device that is given back for what is asked for; None where there is none."""
    device = facts.devices.get(facts.request.replaces or 0)
    if device is None:
        return None
    is_waiting = device.successor_id == facts.request.id
    name = voice.write("device/named", name=f"{device.manufacturer} {device.model}", tag=tag(device, voice))
    return voice.write("card/replaces", device=name, is_waiting=is_waiting)


def state(facts: RequestFacts, policy: Policy, voice: Voice) -> Mrkdwn:
    """Where the request stands, and by whose decision."""
    request = facts.request
    waiting = request.state is RequestState.SUBMITTED and request.waits_for_limit
    return voice.write(
        f"card/state/{'limit' if waiting else request.state}",
        by=person(facts, request.decided_by, voice),
        at=request.decided_at or request.submitted_at,
        approvers=approvers(facts, voice),
        limit=limit_amount(request, policy),
    )


def limit(facts: RequestFacts, policy: Policy, voice: Voice) -> Mrkdwn | None:
    """That the value is over the limit, and what that means; None when it is not."""
    request = facts.request
    if not request.over_limit:
        return None
    return voice.write(
        "card/limit",
        limit=limit_amount(request, policy),
        agreed=person(facts, request.limit_approved_by, voice),
        waiting=request.waits_for_limit and request.state is RequestState.SUBMITTED,
        asked=bool(request.limit_approvers),
    )


def limit_amount(request: Request, policy: Policy) -> Money | None:
    """The policy's limit; None when the policy has none any more."""
    return None if policy.approval_limit is None else Money(policy.approval_limit, request.total.currency)


def approvers(facts: RequestFacts, voice: Voice) -> Mrkdwn:
    """Who was asked because of the limit."""
    return voice.listed(voice.person(person(facts, one, voice)) for one in facts.request.limit_approvers[:SHOWN])


def next_steps(row: Iterable[Button], voice: Voice) -> Mrkdwn | None:
    """What can be done now, for those who hear the card and do not see its buttons; None when nothing can."""
    labels = dict.fromkeys(voice.gettext(ACTIONS[button.action]) for button in row)
    if not labels:
        return None
    return voice.write("card/next", steps=voice.listed(labels))


def written(pattern: str, text: str, voice: Voice) -> str:
    """What somebody wrote, on one line after its label; to stand in a block of its own, verbatim."""
    return voice.gettext(pattern) % {"text": one_line(text)}


def spoken(pattern: str, text: str | None, voice: Voice) -> Mrkdwn | None:
    """What somebody wrote, after its label, within a message's `text`."""
    if not text:
        return None
    return Mrkdwn(escape(voice.gettext(pattern)) % {"text": inline(text, voice.room.words // 2)})


def sentences(*parts: Mrkdwn | None) -> str:
    """A message's `text`: the parts that there are, one a line."""
    return "\n".join(part for part in parts if part)


def requester(facts: RequestFacts) -> Person:
    """Who asked."""
    return facts.people[facts.request.requester_id]


def recipient(facts: RequestFacts) -> Person:
    """For whom."""
    return facts.people[facts.request.recipient_id]


def person(facts: Facts, person_id: int | None, voice: Voice) -> Person | None:
    """Whoever has that id, at the worst without a name; None is the desk itself."""
    if person_id is None:
        return None
    return facts.people.get(person_id) or nobody(voice)


def nobody(voice: Voice) -> Person:
    """In the place of a person whose record is not at hand."""
    return Person(id=0, name=voice.gettext("somebody"))


def tag(device: Device, voice: Voice) -> Mrkdwn:
    """A device by what stands on its label."""
    return voice.code(device.asset_tag or device.serial or f"#{device.id}")


def _thing(name: str, number: int, voice: Voice) -> Mrkdwn:
    shown = voice.say(name)
    return shown if number == 1 else Mrkdwn(f"{number} × {shown}")

"""What is said of everything that the desk does by itself, in plain words for whoever plays with it: tables by kind."""

from collections.abc import Callable, Mapping

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Rung, Step

STEPS: Mapping[str, str] = {
    Rung.ADDRESS_ASKED: "asked {who} where the box for {things} shall go",
    Rung.KIT_DUE: "told {who} that the kit for {things} has to leave",
    Rung.NO_EMAIL: "told {who} that there is no private email of {holder}",
    Rung.LAST_DAY_NEAR: "reminded {who} of {things}, because the last day is near",
    Rung.LAST_DAY: "reminded {who} of {things} on the last day",
    Rung.FRIENDLY: "reminded {who} of {things}",
    Rung.FRIENDLY_AGAIN: "reminded {who} of {things} again",
    Rung.KIT_UNUSED: "asked {who} about the box for {things}, which is there",
    Rung.PARCEL_LATE: "told {who} that the box with {things} is late",
    Rung.CALL: "asked {who} to call {holder}",
    Rung.LOCK: "asked {who} whether {things} shall be locked",
    Rung.FORMAL_NOTICE: "sent {who} a formal notice about {things}",
    Rung.DECISION: "asked {who} how it shall end for {things}",
}
"""The steps of the plan by which devices come back."""

NUDGES: Mapping[str, str] = {
    Step.UNDECIDED: "reminded {who} that nobody has decided yet",
    Step.ORDER_LATE: "told {who} that an order is late",
    Step.AT_RISK: "told {who} that something will not be there in time",
}
"""Reminders of requests."""

NOTES: Mapping[str, str] = {
    Happened.REQUEST_APPROVED: "told {who} that it is approved",
    Happened.REQUEST_DECLINED: "told {who} that it is declined",
    Happened.REQUEST_CANCELLED: "told {who} that it is cancelled",
    Happened.LINES_SHIPPED: "told {who} that a parcel is on its way",
    Happened.LINES_ARRIVED: "told {who} that it has arrived",
    Happened.PROBLEM_REPORTED: "told {who} that something is wrong with a parcel",
    Happened.RETURN_OPENED: "told {who} that {holder} gives back {things}",
    Happened.RETURN_HANDED_OVER: "told {who} that Slack has ended for {holder}",
    Happened.RETURN_HANDED_BACK: "told {who} that it goes on in Slack",
    Happened.MAIL_REFUSED: "told {who} that the private email of {holder} takes no mail",
    Happened.KIT_SENT: "told {who} that a return kit is on its way",
    Happened.HELP_GIVEN: "told {who} what was done about their problem",
    Happened.DEVICES_RECEIVED: "sent {who} a receipt",
    Happened.NOT_RECOVERED: "told {who} how it ended",
    Happened.HOLD_PLACED: "told {who} to keep what is under legal hold",
    Happened.HOLD_LIFTED: "told {who} that the legal hold is over",
    Happened.RETURN_CALLED_OFF: "told {who} that nothing has to come back",
    Happened.LEAVER_REMINDED: "reminded {who} of {things}, because IT asked for it",
}
"""Single messages to people."""

DEVICES: Mapping[str, str] = {
    Happened.DEVICE_ADDED: "told {who} that a device is on record as theirs",
    Happened.DEVICE_ASSIGNED: "told {who} that a device is theirs",
    Happened.DEVICE_CORRECTED: "told {who} that the record of a device was put right",
    Happened.DEVICE_SENT_TO_REPAIR: "told {who} that a device goes to repair",
    Happened.DEVICE_REPAIRED: "told {who} that a device is back from repair",
    Happened.DEVICE_LOST: "told {who} that a device is lost",
    Happened.DEVICE_FOUND: "told {who} that a lost device is back",
}
"""News of single devices."""

CARDS: Mapping[Kind, str] = {
    Kind.REQUEST_CARD: "posted the card to {who}",
    Kind.LIMIT_CARD: "asked {who} to agree to the price",
    Kind.RECEIPT_CARD: "showed {who} what was asked for",
    Kind.PARCEL_CARD: "told {who} that a parcel is on its way",
    Kind.RETURN_CARD: "posted the card to {who}",
    Kind.LEAVER_CARD: "showed {who} what is to be given back",
    Kind.AUDIT_DM: "asked {who} whether they still have their devices",
    Kind.AUDIT_CARD: "showed {who} what an audit has to find out",
    Kind.CAMPAIGN_CARD: "showed {who} how an audit campaign goes",
}
"""Living messages, as they are posted; that they are edited goes without saying."""

ALWAYS_WITH_CARD = frozenset({Kind.STORY, Kind.RETURN_STORY, Kind.AUDIT_STORY})
"""What tells again below a card what the card, a note or a step says."""

Say = Callable[[Notice], str | None]

_BY_KIND: Mapping[Kind, Say] = {
    Kind.RETURN_STEP: lambda notice: STEPS.get(str(notice.facts.get("step"))),
    Kind.NUDGE: lambda notice: NUDGES.get(str(notice.facts.get("step"))),
    Kind.NOTE: lambda notice: NOTES.get(str(notice.event)),
    Kind.RETURN_NOTE: lambda notice: NOTES.get(str(notice.event)),
    Kind.DEVICE_NEWS: lambda notice: DEVICES.get(str(notice.event)),
    Kind.DEVICE_NOTE: lambda notice: DEVICES.get(str(notice.event)),
    Kind.AUDIT_STEP: lambda _: "reminded {who} of the question about devices",
    Kind.REFRESH_DIGEST: lambda _: "told {who} what is due for replacement",
    Kind.UNDELIVERED: lambda _: "told {who} that a message did not arrive",
    **{kind: lambda notice: CARDS[notice.kind] for kind in CARDS},
}


def sentence(notice: Notice) -> str | None:
    """What a notice says, with gaps for {who}, {holder} and {things}; None for what is not worth a line."""
    if notice.kind in ALWAYS_WITH_CARD:
        return None
    say = _BY_KIND.get(notice.kind)
    return (say(notice) if say else None) or "told {who} something"

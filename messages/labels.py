"""The words on buttons and in choices: English here, translated where they are shown."""

from collections.abc import Mapping

from lifecycle.notices import Kind
from messages.i18n import N_
from messages.ids import Action

ACTIONS: Mapping[Action, str] = {
    Action.NEW_REQUEST: N_("Request a device"),
    Action.APPROVE: N_("Approve"),
    Action.APPROVE_LIMIT: N_("Approve"),
    Action.DECLINE: N_("Decline"),
    Action.CANCEL_REQUEST: N_("Cancel request"),
    Action.OTHER_SOURCE: N_("Other source"),
    Action.MARK_ORDERED: N_("Mark ordered"),
    Action.MARK_RECEIVED: N_("Mark received"),
    Action.MARK_READY: N_("Mark ready"),
    Action.MARK_SHIPPED: N_("Mark shipped"),
    Action.ARRIVED: N_("It has arrived"),
    Action.PROBLEM: N_("Something is wrong"),
}

STYLES: Mapping[Action, str] = {
    Action.NEW_REQUEST: "primary",
    Action.APPROVE: "primary",
    Action.APPROVE_LIMIT: "primary",
    Action.DECLINE: "danger",
    Action.ARRIVED: "primary",
}

PROBLEM_KINDS: Mapping[str, str] = {
    "not_arrived": N_("It has not arrived"),
    "damaged": N_("It is damaged"),
    "wrong_item": N_("It is not what was asked for"),
    "other": N_("Something else"),
}
"""What may be wrong with a parcel, by the kinds of `lifecycle.commands.PROBLEMS`."""

KINDS: Mapping[Kind, str] = {
    Kind.REQUEST_CARD: N_("the card of a request"),
    Kind.LIMIT_CARD: N_("the question to the second approver"),
    Kind.RECEIPT_CARD: N_("the receipt of a request"),
    Kind.PARCEL_CARD: N_("the card of a parcel"),
    Kind.STORY: N_("a reply below a card"),
    Kind.NOTE: N_("a note"),
    Kind.NUDGE: N_("a reminder"),
    Kind.UNDELIVERED: N_("a report"),
}
"""What a message is called that could not be delivered."""

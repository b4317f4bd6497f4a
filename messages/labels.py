"""The words on buttons and in choices: English here, translated where they are shown."""

from collections.abc import Mapping

from lifecycle.notices import Kind
from lifecycle.policy import Rung
from lifecycle.retrieval import Condition, ItemOutcome, ProblemKind, Remedy
from lifecycle.sanitization import MediaType, Method, Verification, WipeResult
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
    Action.CHANGE_RETURN: N_("Change"),
    Action.KIT_SENT: N_("Kit sent"),
    Action.RECEIVE: N_("Mark received"),
    Action.REMIND_NOW: N_("Remind now"),
    Action.NOT_RECOVERED: N_("Cannot recover"),
    Action.LEGAL_HOLD: N_("Legal hold"),
    Action.CALL_OFF: N_("Call off"),
    Action.GIVE_HELP: N_("Close problem"),
    Action.KIT_ARRIVED: N_("Kit arrived"),
    Action.SENT_BACK: N_("I have sent it"),
    Action.NEED_HELP: N_("I need help"),
    Action.TELL_IT: N_("Tell IT what is in the way"),
    Action.RECORD_WIPE: N_("Record wipe"),
    Action.ACCEPT_CERTIFICATE: N_("Accept certificate"),
    Action.REJECT_CERTIFICATE: N_("Reject certificate"),
    Action.BACK_TO_STOCK: N_("Back to stock"),
    Action.RESELL: N_("Resell"),
    Action.DONATE: N_("Donate"),
    Action.RECYCLE: N_("Recycle"),
    Action.DESTROY: N_("Destroy"),
}

STYLES: Mapping[Action, str] = {
    Action.NEW_REQUEST: "primary",
    Action.APPROVE: "primary",
    Action.APPROVE_LIMIT: "primary",
    Action.DECLINE: "danger",
    Action.ARRIVED: "primary",
    Action.KIT_SENT: "primary",
    Action.NOT_RECOVERED: "danger",
    Action.CALL_OFF: "danger",
    Action.SENT_BACK: "primary",
    Action.DESTROY: "danger",
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
    Kind.RETURN_CARD: N_("the card of a return"),
    Kind.LEAVER_CARD: N_("the message about what is to be returned"),
    Kind.RETURN_STORY: N_("a reply below a card"),
    Kind.RETURN_NOTE: N_("a note"),
    Kind.RETURN_STEP: N_("a reminder"),
    Kind.UNDELIVERED: N_("a report"),
}
"""What a message is called that could not be delivered."""

STEPS: Mapping[Rung, str] = {
    Rung.ADDRESS_ASKED: N_("the person is asked for address and private email"),
    Rung.KIT_DUE: N_("IT is told that the kit has to leave"),
    Rung.NO_EMAIL: N_("it is said that no private email is known"),
    Rung.LAST_DAY_NEAR: N_("the person is reminded before the last day"),
    Rung.LAST_DAY: N_("the person is reminded on the last day"),
    Rung.FRIENDLY: N_("the person is reminded"),
    Rung.FRIENDLY_AGAIN: N_("the person is reminded again"),
    Rung.KIT_UNUSED: N_("the person is asked about the kit"),
    Rung.PARCEL_LATE: N_("IT is told that the parcel is late"),
    Rung.CALL: N_("the manager is asked to call"),
    Rung.LOCK: N_("IT is asked to decide about a lock"),
    Rung.FORMAL_NOTICE: N_("the person gets a formal notice"),
    Rung.DECISION: N_("IT is asked to decide how it ends"),
}
"""What happens with each step of the plan, after a day and a colon."""

HELP_KINDS: Mapping[ProblemKind, str] = {
    ProblemKind.KIT_MISSING: N_("The kit never came"),
    ProblemKind.BOX_LOST: N_("I have lost the box or the label"),
    ProblemKind.MOVED: N_("I have moved"),
    ProblemKind.WANTS_TO_BUY: N_("I want to buy it"),
    ProblemKind.REFUSES: N_("I do not want to return it"),
    ProblemKind.LOST_OR_STOLEN: N_("It is lost or stolen"),
    ProblemKind.PRIVATE_DATA: N_("There is private data on it"),
    ProblemKind.OTHER: N_("Something else"),
}
"""What may keep a person from returning a device, in their own words."""

REMEDIES: Mapping[Remedy, str] = {
    Remedy.KIT_AGAIN: N_("Another kit is sent"),
    Remedy.NEW_ADDRESS: N_("The address is changed"),
    Remedy.APPOINTMENT: N_("An appointment is made"),
    Remedy.CALL: N_("We have spoken"),
    Remedy.SETTLED: N_("It is settled"),
}

CONDITIONS: Mapping[Condition, str] = {
    Condition.GOOD: N_("Good"),
    Condition.WORN: N_("Worn"),
    Condition.DAMAGED: N_("Damaged"),
    Condition.DEAD: N_("Does not start"),
}

OUTCOMES: Mapping[ItemOutcome, str] = {
    ItemOutcome.RECOVERED: N_("received"),
    ItemOutcome.BOUGHT_OUT: N_("bought by the person"),
    ItemOutcome.WRITTEN_OFF: N_("written off"),
    ItemOutcome.LEGAL_HOLD: N_("under legal hold"),
    ItemOutcome.KEPT: N_("stays with the person"),
}

METHODS: Mapping[Method, str] = {Method.CLEAR: N_("Clear"), Method.PURGE: N_("Purge"), Method.DESTROY: N_("Destroy")}

MEDIA_TYPES: Mapping[MediaType, str] = {
    MediaType.FLASH: N_("Flash (SSD, phone)"),
    MediaType.MAGNETIC: N_("Magnetic (hard disk)"),
    MediaType.HYBRID: N_("Hybrid"),
    MediaType.OTHER: N_("Other"),
}

VERIFICATIONS: Mapping[Verification, str] = {
    Verification.COMPLETION_STATUS: N_("Completion status of the tool"),
    Verification.FULL: N_("Full read-back"),
    Verification.SAMPLED: N_("Sampled read-back"),
    Verification.NONE: N_("Not verified"),
}

RESULTS: Mapping[WipeResult, str] = {
    WipeResult.PASS: N_("Pass"),
    WipeResult.FAIL: N_("Fail"),
    WipeResult.UNKNOWN: N_("Unknown"),
}

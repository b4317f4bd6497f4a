"""The words on buttons and in choices: English here, translated where they are shown."""

from collections.abc import Mapping

from lifecycle.audit import Whereabouts
from lifecycle.device import DeviceState
from lifecycle.flag import RefreshReason
from lifecycle.notices import Kind
from lifecycle.policy import Rung
from lifecycle.reads.fleet import Standing
from lifecycle.reads.worklist import Listing
from lifecycle.retrieval import Condition, ProblemKind, Remedy
from lifecycle.sanitization import MediaType, Method, Verification, WipeResult
from messages.i18n import N_
from messages.ids import Action, Turn

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
    Action.REPLACE_DEVICE: N_("Replace"),
    Action.PUT_OFF_REFRESH: N_("Put off replacement"),
    Action.ACKNOWLEDGE_REFRESH: N_("Keep in use"),
    Action.RESUME_REFRESH: N_("Flag it again"),
    Action.HAS_IT: N_("Yes, I have it"),
    Action.HAS_THEM_ALL: N_("All of them are there"),
    Action.NOT_WITH_ME: N_("Not with me"),
    Action.DAMAGED: N_("It is damaged"),
    Action.SETTLE_AUDIT: N_("Settle"),
    Action.CALL_OFF_AUDIT: N_("Stop asking"),
    Action.STOP_CAMPAIGN: N_("Stop the campaign"),
    Action.COUNT_SHELF: N_("Enter what is there"),
    Action.ASSIGN: N_("Assign"),
    Action.MOVE: N_("Move"),
    Action.REPAIR: N_("Send to repair"),
    Action.REPAIRED: N_("Back from repair"),
    Action.REPORT_LOST: N_("Report lost"),
    Action.FOUND: N_("It has turned up"),
    Action.RETIRE: N_("Retire"),
    Action.CORRECT: N_("Correct"),
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
    Action.HAS_IT: "primary",
    Action.HAS_THEM_ALL: "primary",
    Action.COUNT_SHELF: "primary",
    Action.REPORT_LOST: "danger",
}

PROBLEM_KINDS: Mapping[str, str] = {
    "not_arrived": N_("It has not arrived"),
    "damaged": N_("It is damaged"),
    "wrong_item": N_("It is not what was asked for"),
    "other": N_("Something else"),
}
"""What may be wrong with a parcel, by the kinds of `lifecycle.requests.commands.PROBLEMS`."""

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
    Kind.AUDIT_DM: N_("the question about somebody’s devices"),
    Kind.AUDIT_CARD: N_("the card of an audit"),
    Kind.AUDIT_STORY: N_("a reply below a card"),
    Kind.AUDIT_STEP: N_("a reminder"),
    Kind.CAMPAIGN_CARD: N_("the card of an audit campaign"),
    Kind.REFRESH_DIGEST: N_("the monthly list of devices due for replacement"),
    Kind.DEVICE_NEWS: N_("news of a device"),
    Kind.DEVICE_NOTE: N_("a note"),
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

DEVICE_FIELDS: Mapping[str, str] = {
    "state": N_("State"),
    "category": N_("Category"),
    "manufacturer": N_("Manufacturer"),
    "model": N_("Model"),
    "serial": N_("Serial number"),
    "asset_tag": N_("Asset tag"),
    "holder_id": N_("Holder"),
    "keeper": N_("Holder"),
    "country": N_("Country"),
    "location": N_("Place"),
    "condition": N_("Condition"),
    "price": N_("Price"),
    "purchased_on": N_("Purchase date"),
    "warranty_until": N_("Warranty"),
    "system": N_("Operating system"),
    "supported_until": N_("Updates"),
    "note": N_("Note"),
    "attributes": N_("Other columns"),
    "enrolled": N_("Enrolled in device management"),
}
"""What a correction may have changed, by the device's field."""

TURNS: Mapping[Turn, str] = {
    Turn.SHOW_DEVICE: N_("Show"),
    Turn.EARLIER_FOUND: N_("Earlier"),
    Turn.MORE_FOUND: N_("More"),
    Turn.FOUND_APART: N_("Show those, too"),
    Turn.OLDER_EVENTS: N_("Earlier"),
    Turn.NEWER_EVENTS: N_("Later"),
}

STANDINGS: Mapping[Standing, str] = {
    Standing.IN_USE: N_("In use"),
    Standing.IN_STOCK: N_("In stock"),
    Standing.ON_THE_WAY: N_("On the way"),
    Standing.COMING_BACK: N_("Coming back"),
    Standing.RETURNED: N_("Back, not in stock yet"),
    Standing.IN_REPAIR: N_("In repair"),
    Standing.LOST: N_("Lost"),
    Standing.ON_ORDER: N_("On order"),
    Standing.GONE: N_("Gone for good"),
}

LISTINGS: Mapping[Listing, str] = {
    Listing.MY_DEVICES: N_("Your devices"),
    Listing.MY_REQUESTS: N_("Open requests"),
    Listing.TEAM_DEVICES: N_("Their devices"),
    Listing.TEAM_REQUESTS: N_("Their requests"),
    Listing.TEAM_RETURNS: N_("Their returns"),
    Listing.TO_APPROVE: N_("To approve"),
    Listing.TO_ORDER: N_("To order"),
    Listing.TO_SHIP: N_("To ship"),
    Listing.AT_RISK: N_("At risk"),
    Listing.RETURNS_OUT: N_("Returns out"),
    Listing.TO_WIPE: N_("To wipe"),
    Listing.NEXT_LIFE: N_("Next life"),
    Listing.AUDITS: N_("Audits to look into"),
    Listing.REFRESH_DUE: N_("Due for replacement"),
}
"""What the lists of the Home are called."""

CONDITIONS: Mapping[Condition, str] = {
    Condition.GOOD: N_("Good"),
    Condition.WORN: N_("Worn"),
    Condition.DAMAGED: N_("Damaged"),
    Condition.DEAD: N_("Does not start"),
}

WHEREABOUTS: Mapping[Whereabouts, str] = {
    Whereabouts.HANDED_BACK: N_("I have handed it back"),
    Whereabouts.WITH_SOMEBODY: N_("Somebody else has it"),
    Whereabouts.LOST_OR_STOLEN: N_("It is lost or stolen"),
    Whereabouts.NEVER_HAD: N_("I never had it"),
    Whereabouts.OTHER: N_("Something else"),
}
"""Where a device may be that is not with its holder, in their own words."""

REFRESH_REASONS: Mapping[RefreshReason, str] = {
    RefreshReason.AGE: N_("beyond its useful life"),
    RefreshReason.WARRANTY: N_("out of warranty"),
    RefreshReason.OS_SUPPORT: N_("its system gets no updates any more"),
    RefreshReason.REPAIRS: N_("repaired often"),
    RefreshReason.CONDITION: N_("damaged"),
}
"""Why a device is due for replacement."""

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

DEVICE_STATES: Mapping[DeviceState, str] = {
    DeviceState.EXPECTED: N_("Ordered"),
    DeviceState.IN_STOCK: N_("In stock"),
    DeviceState.READY: N_("Ready to be shipped"),
    DeviceState.IN_TRANSIT: N_("On its way"),
    DeviceState.IN_USE: N_("In use"),
    DeviceState.IN_REPAIR: N_("In repair"),
    DeviceState.RETURN_DUE: N_("To come back"),
    DeviceState.RETURNING: N_("On its way back"),
    DeviceState.RETURNED: N_("Received back"),
    DeviceState.SANITIZED: N_("Wiped"),
    DeviceState.SOLD: N_("Sold"),
    DeviceState.DONATED: N_("Donated"),
    DeviceState.RECYCLED: N_("Recycled"),
    DeviceState.DESTROYED: N_("Destroyed"),
    DeviceState.LOST: N_("Lost"),
    DeviceState.WRITTEN_OFF: N_("Written off"),
}

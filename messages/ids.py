"""Every id that Slack sends back, once.

An action's id names only what is done; to what it is done stands in the button's `value`. Nothing that comes back is
trusted: roles, team and state are read again when it is acted on.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from lifecycle.subject import MOST_DIGITS, Subject


class Callback(StrEnum):
    """The modals."""

    REQUEST = "request"
    DECLINE = "decline"
    CANCEL = "cancel"
    SOURCE = "source"
    ORDERED = "ordered"
    RECEIVED = "received"
    READY = "ready"
    SHIPPED = "shipped"
    PROBLEM = "problem"
    OFFBOARD = "offboard"
    CHANGE_RETURN = "change_return"
    KIT_SENT = "kit_sent"
    SENT_BACK = "sent_back"
    NEED_HELP = "need_help"
    GIVE_HELP = "give_help"
    RECEIVE = "receive"
    NOT_RECOVERED = "not_recovered"
    LEGAL_HOLD = "legal_hold"
    CALL_OFF = "call_off"
    WIPE = "wipe"
    ACCEPT_CERTIFICATE = "accept_certificate"
    REJECT_CERTIFICATE = "reject_certificate"
    BACK_TO_STOCK = "back_to_stock"
    RESELL = "resell"
    DONATE = "donate"
    RECYCLE = "recycle"
    DESTROY = "destroy"
    BEGIN_CAMPAIGN = "begin_campaign"
    STOP_CAMPAIGN = "stop_campaign"
    REPLACE_DEVICE = "replace_device"
    PUT_OFF_REFRESH = "put_off_refresh"
    ACKNOWLEDGE_REFRESH = "acknowledge_refresh"
    RESUME_REFRESH = "resume_refresh"
    NOT_WITH_ME = "not_with_me"
    DAMAGED = "damaged"
    SETTLE_AUDIT = "settle_audit"
    CALL_OFF_AUDIT = "call_off_audit"
    COUNT_SHELF = "count_shelf"
    ADD_DEVICE = "add_device"
    ASSIGN = "assign_device"
    MOVE = "move_device"
    REPAIR = "send_to_repair"
    REPAIRED = "back_from_repair"
    REPORT_LOST = "report_lost"
    FOUND = "mark_found"
    RETIRE = "retire_device"
    CORRECT = "correct_device"


class Action(StrEnum):
    """The buttons; each carries a `Target`, but for NEW_REQUEST, which needs none: a device's is for who has it."""

    NEW_REQUEST = "new_request"
    APPROVE = "approve"
    APPROVE_LIMIT = "approve_limit"
    DECLINE = "decline"
    CANCEL_REQUEST = "cancel_request"
    OTHER_SOURCE = "other_source"
    MARK_ORDERED = "mark_ordered"
    MARK_RECEIVED = "mark_received"
    MARK_READY = "mark_ready"
    MARK_SHIPPED = "mark_shipped"
    ARRIVED = "arrived"
    PROBLEM = "problem"
    CHANGE_RETURN = "change_return"
    KIT_SENT = "kit_sent"
    RECEIVE = "receive"
    REMIND_NOW = "remind_now"
    NOT_RECOVERED = "not_recovered"
    LEGAL_HOLD = "legal_hold"
    CALL_OFF = "call_off"
    GIVE_HELP = "give_help"
    KIT_ARRIVED = "kit_arrived"
    SENT_BACK = "sent_back"
    NEED_HELP = "need_help"
    TELL_IT = "tell_it"
    RECORD_WIPE = "record_wipe"
    ACCEPT_CERTIFICATE = "accept_certificate"
    REJECT_CERTIFICATE = "reject_certificate"
    BACK_TO_STOCK = "back_to_stock"
    RESELL = "resell"
    DONATE = "donate"
    RECYCLE = "recycle"
    DESTROY = "destroy"
    REPLACE_DEVICE = "replace_device"
    PUT_OFF_REFRESH = "put_off_refresh"
    ACKNOWLEDGE_REFRESH = "acknowledge_refresh"
    RESUME_REFRESH = "resume_refresh"
    HAS_IT = "has_it"
    HAS_THEM_ALL = "has_them_all"
    NOT_WITH_ME = "not_with_me"
    DAMAGED = "damaged"
    SETTLE_AUDIT = "settle_audit"
    CALL_OFF_AUDIT = "call_off_audit"
    STOP_CAMPAIGN = "stop_campaign"
    COUNT_SHELF = "count_shelf"
    ASSIGN = "assign_device"
    MOVE = "move_device"
    REPAIR = "send_to_repair"
    REPAIRED = "back_from_repair"
    REPORT_LOST = "report_lost"
    FOUND = "mark_found"
    RETIRE = "retire_device"
    CORRECT = "correct_device"


class Turn(StrEnum):
    """The buttons that change nothing: they turn the pages of a list, or open a device of it."""

    SHOW_DEVICE = "show_device"
    EARLIER_FOUND = "earlier_found"
    MORE_FOUND = "more_found"
    FOUND_APART = "found_apart"
    OLDER_EVENTS = "older_events"
    NEWER_EVENTS = "newer_events"


class ListAction(StrEnum):
    """The buttons below what would become of a list of devices; their value is a `DroppedList`."""

    IMPORT = "import_list"
    CANCEL = "cancel_import"


class Field(StrEnum):
    """The inputs: a block's id is the name of the command's field, so that a refusal's words find their place."""

    RECIPIENT = "recipient"
    NAME = "name"
    EMAIL = "email"
    COUNTRY = "country"
    DEVICE = "device"
    NEEDED_BY = "needed_by"
    ADDRESS = "address"
    NOTE = "note"
    REASON = "reason"
    LINES = "lines"
    SOURCE = "source"
    VENDOR = "vendor"
    ORDER_NUMBER = "order_number"
    PRICE = "price"
    CURRENCY = "currency"
    EXPECTED_ON = "expected_on"
    SERIAL = "serial"
    ASSET_TAG = "asset_tag"
    ENROLLED = "enrolled"
    CARRIER = "carrier"
    TRACKING = "tracking"
    KIND = "kind"
    TEXT = "text"
    HOLDER = "holder_id"
    LAST_DAY = "last_day"
    MANAGER = "manager_id"
    PHONE = "phone"
    PICK_UP = "pick_up"
    DEVICES = "device_ids"
    EMPTY_TOO = "empty_too"
    ITEM = "item"
    ITEMS = "items"
    CONDITION = "condition"
    FILES = "files"
    LAST_SEEN_ON = "last_seen_on"
    LAST_SEEN_AT = "last_seen_at"
    POLICE_REPORT = "police_report"
    OFFER = "offer"
    COPIED_BY = "copied_by"
    REMEDY = "remedy"
    OUTCOME = "outcome"
    AMOUNT = "amount"
    HOLD = "hold"
    METHOD = "method"
    TECHNIQUE = "technique"
    TOOL = "tool"
    TOOL_VERSION = "tool_version"
    MEDIA_TYPE = "media_type"
    MEDIA_SERIAL = "media_serial"
    VERIFICATION = "verification"
    RESULT = "result"
    LOCATION = "location"
    WHO = "recipient_name"
    PROOF = "proof"
    NUMBERS = "numbers"
    UNTIL = "until"
    CHOICE = "choice"
    SYSTEM = "system"
    ALL = "all"
    CATEGORY = "category"
    MANUFACTURER = "manufacturer"
    MODEL = "model"
    PURCHASED_ON = "purchased_on"
    WARRANTY_UNTIL = "warranty_until"
    KEEPER = "keeper"
    STATE = "state"
    END = "end"


VALUE = "value"
"""The `action_id` of every input's element."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a button is about: a subject, and in it a part (a line, a shipment) by `number`."""

    subject: Subject
    number: int | None = None

    def encode(self) -> str:
        """As a button's value: "request:17" or "request:17/2"."""
        return str(self.subject) if self.number is None else f"{self.subject}/{self.number}"

    @classmethod
    def decode(cls, text: str) -> Self:
        """The target behind a button's value; raises `ValueError` for anything that `encode` does not write."""
        subject, slash, number = text.partition("/")
        if slash and not (number.isascii() and number.isdigit() and len(number) < MOST_DIGITS):
            raise ValueError(f"no target: {text[:40]!r}")
        return cls(Subject.parse(subject), int(number) if slash else None)


@dataclass(frozen=True, slots=True)
class Opened:
    """From where a form was opened, kept in its `private_metadata`: the target, the channel and the message there.

    `answer_to` is the response_url of the command that it came from: there the person looks for an answer.
    """

    target: Target | None = None
    channel: str | None = None
    ts: str | None = None
    answer_to: str | None = None

    def encode(self) -> str:
        """As private metadata: "request:17/2|C0123|1732412345.000100|"."""
        target = self.target.encode() if self.target else ""
        return "|".join((target, self.channel or "", self.ts or "", self.answer_to or ""))

    @classmethod
    def decode(cls, text: str) -> Self:
        """From where the form was opened; raises `ValueError` for anything that `encode` does not write."""
        target, channel, ts, answer_to = text.split("|")
        return cls(Target.decode(target) if target else None, channel or None, ts or None, answer_to or None)

"""Every form about a return, its devices and their certificates, and what may be typed into it to what end."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from lifecycle.device import DeviceState
from lifecycle.money import Money
from lifecycle.reads.facts import CertificateFacts, Contact, DeviceFacts, ReturnFacts
from lifecycle.retrieval import Condition, ItemOutcome, ProblemKind, Remedy, ReturnCause
from lifecycle.returns.commands import (
    AskForHelp,
    CallOffReturn,
    CannotRecover,
    ChangeReturn,
    GiveHelp,
    MarkKitSent,
    MarkSent,
    OpenReturn,
    PlaceHold,
    Reach,
    ReceiveDevice,
)
from lifecycle.sanitization import MediaType, Method, Verification, WipeResult
from lifecycle.wipes.commands import (
    AcceptCertificate,
    BackToStock,
    DestroyDevice,
    Donate,
    RecordWipe,
    Recycle,
    RejectCertificate,
    Resell,
)
from messages.forms.returns import (
    accept,
    call_off,
    change,
    give_help,
    kit_sent,
    legal_hold,
    need_help,
    next_life,
    not_recovered,
    opening,
    receive,
    reject,
    sent_back,
    wipe,
)
from messages.forms.returns.opening import Opening
from messages.ids import Callback, Opened, Target
from messages.payload import View
from messages.reader import Reader
from tests.support.return_samples import (
    BACK,
    HEADSET,
    LAPTOP,
    LAST_DAY,
    OPENED,
    PROBLEM,
    WIPE,
)
from tests.support.samples import GRETA, KAREN, POLICY, TODAY
from tests.support.subjects import a_certificate, a_device, a_return

READER = Reader("en-US", "Europe/Berlin")
WHOLE = Opened(Target(a_return(12)), "C1", "1.1")
SECOND_PROBLEM = Opened(Target(a_return(12), 2), "C1", "1.1")
DEVICE = Opened(Target(a_device(201)), "C1", "1.1")
CERTIFICATE = Opened(Target(a_certificate(31)), "C1", "1.1")

ADDRESS = "12 Ash Lane\nLondon N1 4QT"
CONTACT = Contact(subject=a_return(12), email="greta@home.example", address=ADDRESS)
SANITIZED = DeviceFacts(device=replace(BACK, state=DeviceState.SANITIZED), certificates=(WIPE,))

LEAVING = Opening(holder=GRETA, devices=(LAPTOP, HEADSET), cause=ReturnCause.LEAVING, by_it=True, manager=KAREN)
SWAP = replace(LEAVING, cause=ReturnCause.SWAP)
ANYBODY = Opening(holder=None, devices=(), cause=ReturnCause.LEAVING, by_it=False)


def built(case: ReturnFacts = OPENED, reader: Reader = READER, problem: ReturnFacts = PROBLEM) -> dict[Callback, View]:
    """Every form about a return, a device of it and a certificate."""
    device = next(iter(case.devices.values()))
    of_device = DeviceFacts(device=device)
    number = problem.case.open_problems()[-1].number
    return {
        Callback.OFFBOARD: opening.build(replace(LEAVING, devices=tuple(case.devices.values())), reader),
        Callback.CHANGE_RETURN: change.build(case, None, reader, WHOLE),
        Callback.KIT_SENT: kit_sent.build(case, CONTACT, reader, WHOLE),
        Callback.SENT_BACK: sent_back.build(case, reader, WHOLE),
        Callback.NEED_HELP: need_help.build(case, reader, WHOLE, ProblemKind.LOST_OR_STOLEN),
        Callback.GIVE_HELP: give_help.build(
            problem, CONTACT, reader, replace(WHOLE, target=Target(a_return(12), number))
        ),
        Callback.RECEIVE: receive.build(case, reader, WHOLE),
        Callback.NOT_RECOVERED: not_recovered.build(case, POLICY, reader, WHOLE),
        Callback.LEGAL_HOLD: legal_hold.build(case, reader, WHOLE),
        Callback.CALL_OFF: call_off.build(case, reader, WHOLE),
        Callback.WIPE: wipe.build(of_device, reader, DEVICE),
        Callback.ACCEPT_CERTIFICATE: accept.build(
            CertificateFacts(certificate=WIPE, device=device), GRETA, reader, CERTIFICATE
        ),
        Callback.REJECT_CERTIFICATE: reject.build(
            CertificateFacts(certificate=WIPE, device=device), reader, CERTIFICATE
        ),
        **{one: next_life.build(one, of_device, POLICY, reader, DEVICE) for one in next_life.TITLES},
    }


FORMS = built()

PARSERS: Mapping[Callback, Callable[[View], object]] = {
    Callback.OFFBOARD: lambda view: opening.parse(view, READER, "GB", TODAY).command(GRETA.id, None),
    Callback.CHANGE_RETURN: lambda view: change.parse(view, READER, "GB", TODAY, LAST_DAY).command(None),
    Callback.KIT_SENT: lambda view: kit_sent.parse(view, READER, TODAY),
    Callback.SENT_BACK: lambda view: sent_back.parse(view, READER),
    Callback.NEED_HELP: lambda view: need_help.parse(view, READER, TODAY, READER),
    Callback.GIVE_HELP: lambda view: give_help.parse(view, READER),
    Callback.RECEIVE: lambda view: receive.parse(view, READER),
    Callback.NOT_RECOVERED: lambda view: not_recovered.parse(view, READER),
    Callback.LEGAL_HOLD: lambda view: legal_hold.parse(view, READER),
    Callback.CALL_OFF: lambda view: call_off.parse(view, READER),
    Callback.WIPE: lambda view: wipe.parse(view, READER),
    Callback.ACCEPT_CERTIFICATE: lambda view: accept.parse(view, READER),
    Callback.REJECT_CERTIFICATE: lambda view: reject.parse(view, READER),
    Callback.BACK_TO_STOCK: lambda view: next_life.parse(Callback.BACK_TO_STOCK, view, READER),
    Callback.RESELL: lambda view: next_life.parse(Callback.RESELL, view, READER),
    Callback.DONATE: lambda view: next_life.parse(Callback.DONATE, view, READER),
    Callback.RECYCLE: lambda view: next_life.parse(Callback.RECYCLE, view, READER),
    Callback.DESTROY: lambda view: next_life.parse(Callback.DESTROY, view, READER),
}

WIPED: Mapping[str, object] = {
    "method": "purge",
    "technique": "cryptographic erase",
    "tool": "EACS",
    "tool_version": "15.1",
    "verification": "completion_status",
    "result": "pass",
}

GOOD: Mapping[Callback, tuple[Mapping[str, object], object]] = {
    Callback.OFFBOARD: (
        {"last_day": str(LAST_DAY), "email": "Greta@Home.example", "phone": "020 7946 0958", "pick_up": ADDRESS},
        OpenReturn(
            holder_id=GRETA.id,
            cause=ReturnCause.LEAVING,
            last_day=LAST_DAY,
            reach=Reach(email="Greta@home.example", phone="+44 20 7946 0958", address=ADDRESS),
        ),
    ),
    Callback.CHANGE_RETURN: (
        {"phone": "+49 30 1234567"},
        ChangeReturn(return_id=12, last_day=LAST_DAY, reach=Reach(phone="+49 30 1234567")),
    ),
    Callback.KIT_SENT: (
        {"carrier": "DHL", "expected_on": str(LAST_DAY)},
        MarkKitSent(return_id=12, carrier="DHL", tracking=None, expected_on=LAST_DAY, seen=0),
    ),
    Callback.SENT_BACK: ({"tracking": " 1Z 999 "}, MarkSent(return_id=12, carrier=None, tracking="1Z 999")),
    Callback.NEED_HELP: (
        {"kind": "lost_or_stolen", "items": ["2"], "text": "I fell asleep.", "files": ["F0A", "F0B"]},
        AskForHelp(
            return_id=12,
            kind=ProblemKind.LOST_OR_STOLEN,
            text="I fell asleep.",
            items=(2,),
            files=("F0A", "F0B"),
        ),
    ),
    Callback.GIVE_HELP: (
        {"remedy": "kit_again", "note": "By DHL."},
        GiveHelp(return_id=12, problem=2, remedy=Remedy.KIT_AGAIN, note="By DHL."),
    ),
    Callback.RECEIVE: (
        {"item": "2", "serial": "oh2", "condition": "worn"},
        ReceiveDevice(return_id=12, item=2, serial="oh2", condition=Condition.WORN),
    ),
    Callback.NOT_RECOVERED: (
        {"items": ["1"], "outcome": "bought_out", "reason": "Wants it.", "amount": "400"},
        CannotRecover(
            return_id=12,
            items=(1,),
            outcome=ItemOutcome.BOUGHT_OUT,
            reason="Wants it.",
            amount=Money(Decimal(400), "EUR"),
        ),
    ),
    Callback.LEGAL_HOLD: ({"reason": "A suit."}, PlaceHold(return_id=12, items=(1, 2), reason="A suit.")),
    Callback.CALL_OFF: ({"reason": "She stays."}, CallOffReturn(return_id=12, reason="She stays.")),
    Callback.WIPE: (
        {**WIPED, "media_serial": "S6Z1"},
        RecordWipe(
            device_id=201,
            method=Method.PURGE,
            technique="cryptographic erase",
            tool="EACS",
            tool_version="15.1",
            media_type=MediaType.FLASH,
            media_serial="S6Z1",
            verification=Verification.COMPLETION_STATUS,
            result=WipeResult.PASS,
        ),
    ),
    Callback.ACCEPT_CERTIFICATE: ({}, AcceptCertificate(certificate_id=31)),
    Callback.REJECT_CERTIFICATE: (
        {"reason": "Wrong drive."},
        RejectCertificate(certificate_id=31, reason="Wrong drive."),
    ),
    Callback.BACK_TO_STOCK: ({"location": "berlin"}, BackToStock(device_id=201, location="berlin")),
    Callback.RESELL: (
        {"recipient_name": "Second Life Ltd", "price": "310.50"},
        Resell(device_id=201, recipient="Second Life Ltd", price=Money(Decimal("310.50"), "EUR")),
    ),
    Callback.DONATE: ({"recipient_name": "A school"}, Donate(device_id=201, recipient="A school")),
    Callback.RECYCLE: (
        {"recipient_name": "Green Ltd", "proof": "TN-7"},
        Recycle(device_id=201, recipient="Green Ltd", proof="TN-7"),
    ),
    Callback.DESTROY: (
        {"recipient_name": "Shred Ltd"},
        DestroyDevice(device_id=201, recipient="Shred Ltd", proof=None),
    ),
}

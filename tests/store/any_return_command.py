"""Commands about returns, devices that are back and certificates: any at all, and those that bring one on its way."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from lifecycle.command import OnSubject
from lifecycle.money import Money
from lifecycle.retrieval import Condition, ItemOutcome, ProblemKind, Remedy, ReturnCause
from lifecycle.returns import commands as return_commands
from lifecycle.returns.commands import OpenReturn, Reach
from lifecycle.sanitization import MediaType, Method, Verification, WipeResult
from lifecycle.wipes import commands as wipe_commands
from tests.support.company import NOW

ids = st.integers(1, 3)
"""Of returns, devices, certificates and people: some are not there yet."""

items = st.lists(st.integers(0, 3), max_size=2, unique=True).map(tuple)
reasons = st.sampled_from(["lost in a move", "court order"])
days = st.integers(-20, 20).map(lambda number: NOW.date() + timedelta(days=number))
texts = st.none() | st.just("help me")
prices = st.sampled_from([Money(Decimal(100), "EUR"), Money(Decimal("9.99"), "GBP")])

openings = st.builds(
    OpenReturn,
    holder_id=ids,
    cause=st.sampled_from(ReturnCause),
    last_day=days,
    reach=st.sampled_from(
        [
            Reach(),
            Reach(email="will@home.example", address="1 Secret Street"),
            Reach(phone="+49 30 1234567", removed=frozenset({"email", "phone"})),
        ]
    ),
    empty_too=st.booleans(),
)
about_returns: st.SearchStrategy[OnSubject] = st.one_of(
    st.builds(return_commands.ChangeReturn, return_id=ids, last_day=st.none() | days),
    st.builds(
        return_commands.MarkKitSent,
        return_id=ids,
        carrier=st.just("DHL"),
        tracking=st.none(),
        expected_on=st.none(),
        seen=st.none() | st.integers(0, 2),
    ),
    st.builds(return_commands.ConfirmKit, return_id=ids),
    st.builds(return_commands.MarkSent, return_id=ids, tracking=st.none() | st.just("JD01")),
    st.builds(return_commands.AskForHelp, return_id=ids, kind=st.sampled_from(ProblemKind), text=texts, items=items),
    st.builds(
        return_commands.GiveHelp, return_id=ids, problem=st.integers(1, 2), remedy=st.sampled_from(Remedy), note=texts
    ),
    st.builds(
        return_commands.CannotRecover,
        return_id=ids,
        items=items,
        outcome=st.sampled_from([ItemOutcome.WRITTEN_OFF, ItemOutcome.BOUGHT_OUT]),
        reason=reasons,
        amount=st.none() | prices,
    ),
    st.builds(return_commands.PlaceHold, return_id=ids, items=items, reason=reasons),
    st.builds(return_commands.LiftHold, return_id=ids, items=items, reason=reasons),
    st.builds(return_commands.RemindNow, return_id=ids),
    st.builds(return_commands.CallOffReturn, return_id=ids, reason=reasons),
    st.builds(return_commands.HandOver, return_id=ids),
)
about_devices: st.SearchStrategy[OnSubject] = st.one_of(
    st.builds(
        wipe_commands.RecordWipe,
        device_id=ids,
        method=st.sampled_from(Method),
        technique=st.just("crypto erase"),
        tool=st.just("EACS"),
        tool_version=st.just("15.1"),
        media_type=st.just(MediaType.FLASH),
        media_serial=st.none() | st.sampled_from(["M1", "M2"]),
        verification=st.just(Verification.COMPLETION_STATUS),
        result=st.sampled_from(WipeResult),
    ),
    st.builds(wipe_commands.AcceptCertificate, certificate_id=st.integers(1, 6)),
    st.builds(wipe_commands.RejectCertificate, certificate_id=st.integers(1, 6), reason=reasons),
    st.builds(wipe_commands.BackToStock, device_id=ids, location=st.sampled_from(["berlin", "moon"])),
    st.builds(wipe_commands.Resell, device_id=ids, recipient=st.just("A buyer"), price=prices),
    st.builds(wipe_commands.Donate, device_id=ids, recipient=st.just("A school")),
    st.builds(wipe_commands.Recycle, device_id=ids, recipient=st.just("A recycler"), proof=st.none()),
    st.builds(wipe_commands.DestroyDevice, device_id=ids, recipient=st.just("A shredder"), proof=st.just("C-1")),
)


def receipt(return_id: int, item: int, serial: str) -> OnSubject:
    """A device of a return is there."""
    return return_commands.ReceiveDevice(
        return_id=return_id, item=item, serial=serial, condition=Condition.GOOD, note=None
    )

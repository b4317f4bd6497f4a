"""What people do about a return and about what has come back by it, as a scene tells it; items count from 1."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bot.play.company.book import Book
from bot.play.company.scene import Account, Deed, Doing
from lifecycle.money import Money
from lifecycle.retrieval import Condition, ItemOutcome, ProblemKind, Remedy, ReturnCause
from lifecycle.returns.commands import (
    AskForHelp,
    CannotRecover,
    ConfirmKit,
    GiveHelp,
    MarkKitSent,
    MarkSent,
    OpenReturn,
    PlaceHold,
    Reach,
    ReceiveDevice,
)
from sandbox.larger_company import larger_company

_PEOPLE = {user.id: user for user in larger_company().people}


def offboard(leaver: str, *, last_day_in: int, reach: Reach | None = None) -> Doing:
    """Somebody leaves so many days from today, with all that they have."""

    def doing(book: Book) -> Iterable[Deed]:
        yield OpenReturn(
            holder_id=book.person(leaver).id,
            cause=ReturnCause.LEAVING,
            last_day=book.day(last_day_in),
            reach=reach or Reach(),
        )

    return doing


def swap(holder: str, profile: str, *, by: int) -> Doing:
    """Somebody gives one thing back, so many days from today, because they get another."""

    def doing(book: Book) -> Iterable[Deed]:
        yield OpenReturn(
            holder_id=book.person(holder).id,
            cause=ReturnCause.SWAP,
            last_day=book.day(by),
            device_ids=(book.held(holder, profile).id,),
        )

    return doing


def send_kit(carrier: str, tracking: str, *, expected_in: int) -> Doing:
    """IT sends a kit."""

    def doing(book: Book) -> Iterable[Deed]:
        yield MarkKitSent(return_id=book.case.id, carrier=carrier, tracking=tracking, expected_on=book.day(expected_in))

    return doing


def have_kit() -> Doing:
    """The kit is there."""
    return lambda book: [ConfirmKit(return_id=book.case.id)]


def send_back(carrier: str, tracking: str) -> Doing:
    """The box is with the carrier."""
    return lambda book: [MarkSent(return_id=book.case.id, carrier=carrier, tracking=tracking)]


def need_help(kind: ProblemKind, text: str, *items: int) -> Doing:
    """It does not go on."""
    return lambda book: [AskForHelp(return_id=book.case.id, kind=kind, text=text, items=items)]


def give_help(remedy: Remedy, note: str) -> Doing:
    """IT has done something about the last problem."""

    def doing(book: Book) -> Iterable[Deed]:
        case = book.case
        yield GiveHelp(return_id=case.id, problem=case.problems[-1].number, remedy=remedy, note=note)

    return doing


def receive(condition: Condition, *items: int, note: str | None = None) -> Doing:
    """Devices are in IT's hands."""

    def doing(book: Book) -> Iterable[Deed]:
        for item in items:
            yield ReceiveDevice(
                return_id=book.case.id,
                item=item,
                serial=book.device(item).serial or "",
                condition=condition,
                note=note,
            )

    return doing


def give_up(outcome: ItemOutcome, reason: str, *items: int, amount: int | None = None) -> Doing:
    """Devices will not come back; an amount is in the catalogue's currency."""

    def doing(book: Book) -> Iterable[Deed]:
        money = None if amount is None else Money(Decimal(amount), book.policy.currency)
        yield CannotRecover(return_id=book.case.id, items=items, outcome=outcome, reason=reason, amount=money)

    return doing


def hold(reason: str, *items: int) -> Doing:
    """Legal hold."""
    return lambda book: [PlaceHold(return_id=book.case.id, items=items, reason=reason)]


def leave(user_id: str) -> Doing:
    """Their account in Slack is deactivated."""
    return lambda _: [Account(replace(_PEOPLE[user_id], deleted=True))]

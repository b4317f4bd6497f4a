"""What people do about an audit, as a scene tells it: IT begins one, everybody says what they have."""

from collections.abc import Iterable

from bot.play.company.book import Book
from bot.play.company.scene import Deed, Doing
from lifecycle.audit import AuditAnswer, Whereabouts
from lifecycle.audits.commands import AnswerAudit, BeginCampaign, CountShelf, SettleAudit
from lifecycle.campaign import Scope


def begin_audit(*, team_of: str) -> Doing:
    """Ask everybody whom somebody leads."""
    return lambda book: [BeginCampaign(scope=Scope(manager_id=book.person(team_of).id))]


def begin_shelf(location: str) -> Doing:
    """IT wants to know what is still on a shelf."""
    return lambda _: [BeginCampaign(scope=Scope(location=location))]


def have(holder: str) -> Doing:
    """They have everything that they have not spoken of yet."""
    return lambda book: [AnswerAudit(audit_id=book.asked(holder).id, answer=AuditAnswer.HAS_IT)]


def miss(holder: str, profile: str, whereabouts: Whereabouts, note: str) -> Doing:
    """One thing is not with them."""
    return _answer(holder, profile, AuditAnswer.NOT_WITH_ME, note, whereabouts)


def damaged(holder: str, profile: str, note: str) -> Doing:
    """They have one thing, and it is not what it was."""
    return _answer(holder, profile, AuditAnswer.DAMAGED, note)


def settle(holder: str, profile: str, settlement: str) -> Doing:
    """IT has found out what became of a thing that somebody was asked for."""

    def doing(book: Book) -> Iterable[Deed]:
        yield SettleAudit(audit_id=book.asked(holder).id, item=_number(book, holder, profile), settlement=settlement)

    return doing


def count_all_but(missing: int) -> Doing:
    """Go through the whole shelf; so many of its things, the last on the list, are not there."""

    def doing(book: Book) -> Iterable[Deed]:
        audit = book.shelf
        numbers = [one.serial or "" for one in book.on_shelf(audit)]
        yield CountShelf(audit_id=audit.id, numbers=tuple(numbers[: len(numbers) - missing]), is_all=True)

    return doing


def settle_shelf(settlement: str) -> Doing:
    """IT has found out about everything that was not on the shelf."""

    def doing(book: Book) -> Iterable[Deed]:
        audit = book.shelf
        for item in audit.tasks():
            yield SettleAudit(audit_id=audit.id, item=item.number, settlement=settlement)

    return doing


def _answer(holder: str, profile: str, answer: AuditAnswer, note: str, whereabouts: Whereabouts | None = None) -> Doing:
    def doing(book: Book) -> Iterable[Deed]:
        yield AnswerAudit(
            audit_id=book.asked(holder).id,
            answer=answer,
            items=(_number(book, holder, profile),),
            whereabouts=whereabouts,
            note=note,
        )

    return doing


def _number(book: Book, holder: str, profile: str) -> int:
    device = book.held(holder, profile)
    found = next((item.number for item in book.asked(holder).items if item.device_id == device.id), None)
    if found is None:
        raise LookupError("nobody is asked for that device")
    return found

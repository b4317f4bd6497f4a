"""What IT does with what has come back, as a scene tells it: wipes with proof, and next lives; items count from 1."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from bot.play.company.book import Book
from bot.play.company.scene import Deed, Doing
from lifecycle.desk import Command
from lifecycle.devices.commands import SendToRepair
from lifecycle.money import Money
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

_WIPES = {
    Method.CLEAR: ("Reset to factory settings", "Device's own reset", "1.0", Verification.SAMPLED),
    Method.PURGE: ("NVMe sanitize: cryptographic erase", "nvme-cli", "2.11", Verification.COMPLETION_STATUS),
    Method.DESTROY: ("Shredding of the medium", "Shredder of the recycler", "DIN 66399 H-5", Verification.FULL),
}
"""How each method is carried out: technique, tool, its version, and how it is checked."""


def wipe(method: Method, *items: int, result: WipeResult = WipeResult.PASS) -> Doing:
    """The one medium of each device is sanitized, or it is tried."""
    technique, tool, version, verification = _WIPES[method]

    def doing(book: Book) -> Iterable[Deed]:
        for item in items:
            yield RecordWipe(
                device_id=book.device(item).id,
                method=method,
                technique=technique,
                tool=tool,
                tool_version=version,
                media_type=MediaType.FLASH,
                media_serial=None,
                verification=verification,
                result=result,
            )

    return doing


def accept(*items: int) -> Doing:
    """The outcome is accepted."""
    return lambda book: [AcceptCertificate(certificate_id=book.certificate(item).id) for item in items]


def reject(reason: str, *items: int) -> Doing:
    """The outcome is not accepted."""
    return lambda book: [RejectCertificate(certificate_id=book.certificate(item).id, reason=reason) for item in items]


def restock(location: str, *items: int) -> Doing:
    """Stock again."""
    return _each(items, lambda device_id, _: BackToStock(device_id=device_id, location=location))


def repair(reason: str, *items: int) -> Doing:
    """Sent to repair, from where it is."""
    return _each(items, lambda device_id, _: SendToRepair(device_id=device_id, reason=reason))


def resell(recipient: str, price: int, *items: int) -> Doing:
    """Sold, for so much each."""

    def sold(device_id: int, book: Book) -> Command:
        money = Money(Decimal(price), book.policy.currency)
        return Resell(device_id=device_id, recipient=recipient, price=money)

    return _each(items, sold)


def donate(recipient: str, *items: int) -> Doing:
    """Given away."""
    return _each(items, lambda device_id, _: Donate(device_id=device_id, recipient=recipient))


def recycle(recipient: str, proof: str, *items: int) -> Doing:
    """Handed to a recycler."""
    return _each(items, lambda device_id, _: Recycle(device_id=device_id, recipient=recipient, proof=proof))


def destroy(recipient: str, proof: str, *items: int) -> Doing:
    """Destroyed as a whole."""
    return _each(items, lambda device_id, _: DestroyDevice(device_id=device_id, recipient=recipient, proof=proof))


def _each(items: tuple[int, ...], deed: Callable[[int, Book], Command]) -> Doing:
    return lambda book: [deed(book.device(item).id, book) for item in items]

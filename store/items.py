"""Everything that has a log of events, as it stands."""

from collections.abc import Collection, Sequence

from sqlalchemy import BindParameter, Connection, Executable, bindparam, text

from lifecycle.change import Item
from lifecycle.device import Device
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import Subject, SubjectKind
from store.codec import S
from store.models import device
from store.return_models import OPEN_RETURN, certificate, device_return
from store.shelf import Shelf, Stored
from store.shelves import CERTIFICATES, DEVICES, REQUESTS, RETURNS

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_DEVICES = DEVICES.select.where(device.c.id.in_(_IDS)).order_by(device.c.id)
_DEVICE_BY_SERIAL = DEVICES.select.where(device.c.serial == bindparam("serial"))
_DEVICE_BY_TAG = DEVICES.select.where(device.c.asset_tag == bindparam("asset_tag"))
_HELD_BY = DEVICES.select.where(device.c.holder_id == bindparam("person_id")).order_by(device.c.id)
_OPEN_RETURN = RETURNS.select.where(device_return.c.holder_id == bindparam("person_id"), text(OPEN_RETURN))
_CERTIFICATES = CERTIFICATES.select.where(certificate.c.device_id.in_(_IDS)).order_by(certificate.c.id)


class SqlItems:
    """Reads items on one connection, and remembers where the log of each one ended."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.log_heads: dict[Subject, str] = {}
        """The hash of the last event of each subject that was read here."""

    def item(self, subject: Subject) -> Item | None:
        """What a subject names, as it stands; None for a person, who has no log."""
        match subject.kind:
            case SubjectKind.REQUEST:
                return self.request(subject.id)
            case SubjectKind.DEVICE:
                return self.device(subject.id)
            case SubjectKind.RETURN:
                return self.the_return(subject.id)
            case SubjectKind.CERTIFICATE:
                return self.certificate(subject.id)
        return None

    def request(self, request_id: int) -> Request | None:
        """The request as it stands."""
        return self._one(REQUESTS, request_id)

    def device(self, device_id: int) -> Device | None:
        """The device as it stands."""
        return self._one(DEVICES, device_id)

    def the_return(self, return_id: int) -> Return | None:
        """The return as it stands."""
        return self._one(RETURNS, return_id)

    def certificate(self, certificate_id: int) -> Certificate | None:
        """The certificate of sanitization as it stands."""
        return self._one(CERTIFICATES, certificate_id)

    def devices(self, device_ids: Collection[int]) -> Sequence[Device]:
        """Those of these devices that are on record, by id."""
        return self._found(DEVICES, _DEVICES, ids=[*device_ids])

    def device_by_serial(self, serial: str) -> Device | None:
        """The device with that serial number (upper-case)."""
        return next(iter(self._found(DEVICES, _DEVICE_BY_SERIAL, serial=serial)), None)

    def device_by_tag(self, asset_tag: str) -> Device | None:
        """The device with that asset tag."""
        return next(iter(self._found(DEVICES, _DEVICE_BY_TAG, asset_tag=asset_tag)), None)

    def held_by(self, person_id: int) -> Sequence[Device]:
        """The devices whose holder that is, by id."""
        return self._found(DEVICES, _HELD_BY, person_id=person_id)

    def open_return_of(self, person_id: int) -> Return | None:
        """The return of a person that is not closed."""
        return next(iter(self._found(RETURNS, _OPEN_RETURN, person_id=person_id)), None)

    def certificates_of(self, device_ids: Collection[int]) -> Sequence[Certificate]:
        """Every certificate of these devices, oldest first."""
        return self._found(CERTIFICATES, _CERTIFICATES, ids=[*device_ids])

    def _one(self, shelf: Shelf[S], item_id: int) -> S | None:
        found = shelf.one(self.connection, item_id)
        return self._remember(found) if found else None

    def _found(self, shelf: Shelf[S], statement: Executable, **values: object) -> list[S]:
        return [self._remember(one) for one in shelf.found(self.connection, statement, values)]

    def _remember(self, found: Stored[S]) -> S:
        self.log_heads[found.item.subject] = found.log_hash
        return found.item

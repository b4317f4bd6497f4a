"""Everything that has a log of events, as it stands."""

from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import BindParameter, Connection, Executable, bindparam, or_, text

from lifecycle.audit import Audit
from lifecycle.campaign import Campaign
from lifecycle.change import Item
from lifecycle.device import Device, DeviceState
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import Subject, SubjectKind
from store.derived import name_words
from store.log.codec import S
from store.shelf import Shelf, Stored
from store.shelves import AUDITS, CAMPAIGNS, CERTIFICATES, DEVICES, REQUESTS, RETURNS
from store.tables.audit_models import OPEN_AUDIT, audit
from store.tables.models import device
from store.tables.return_models import OPEN_RETURN, certificate, device_return

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_DEVICES = DEVICES.select.where(device.c.id.in_(_IDS)).order_by(device.c.id)
_DEVICE_BY_SERIAL = DEVICES.select.where(device.c.serial == bindparam("serial"))
_DEVICE_BY_TAG = DEVICES.select.where(device.c.asset_tag == bindparam("asset_tag"))
_SERIALS: BindParameter[Sequence[str]] = bindparam("serials", expanding=True)
_TAGS: BindParameter[Sequence[str]] = bindparam("asset_tags", expanding=True)
_DEVICES_KNOWN = DEVICES.select.where(
    or_(device.c.serial.in_(_SERIALS), device.c.asset_tag.in_(_TAGS), device.c.id.in_(_IDS))
).order_by(device.c.id)
_HELD_BY = DEVICES.select.where(device.c.holder_id == bindparam("person_id")).order_by(device.c.id)
_OPEN_RETURN = RETURNS.select.where(device_return.c.holder_id == bindparam("person_id"), text(OPEN_RETURN))
_OPEN_AUDIT = AUDITS.select.where(audit.c.holder_id == bindparam("person_id"), text(OPEN_AUDIT))
_OPEN_AUDIT_OF_KEEPER = AUDITS.select.where(audit.c.keeper_words == bindparam("words"), text(OPEN_AUDIT))
_KEPT_BY = DEVICES.select.where(device.c.keeper_words == bindparam("words")).order_by(device.c.id)
_IN_STOCK_AT = DEVICES.select.where(
    device.c.state == DeviceState.IN_STOCK, device.c.location == bindparam("location")
).order_by(device.c.id)
_CERTIFICATES = CERTIFICATES.select.where(certificate.c.device_id.in_(_IDS)).order_by(certificate.c.id)


class SqlItems:
    """Reads items on one connection, and remembers where the log of each one ended."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.log_heads: dict[Subject, str] = {}
        """The hash of the last event of each subject that was read here."""
        self._finders: Mapping[SubjectKind, Callable[[int], Item | None]] = {
            SubjectKind.REQUEST: self.request,
            SubjectKind.DEVICE: self.device,
            SubjectKind.RETURN: self.the_return,
            SubjectKind.CERTIFICATE: self.certificate,
            SubjectKind.AUDIT: self.audit,
            SubjectKind.CAMPAIGN: self.the_campaign,
        }

    def item(self, subject: Subject) -> Item | None:
        """What a subject names, as it stands; None for a person, who has no log."""
        find = self._finders.get(subject.kind)
        return find(subject.id) if find else None

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

    def audit(self, audit_id: int) -> Audit | None:
        """The audit as it stands."""
        return self._one(AUDITS, audit_id)

    def the_campaign(self, campaign_id: int) -> Campaign | None:
        """The campaign as it stands."""
        return self._one(CAMPAIGNS, campaign_id)

    def devices(self, device_ids: Collection[int]) -> Sequence[Device]:
        """Those of these devices that are on record, by id."""
        return self._found(DEVICES, _DEVICES, ids=[*device_ids])

    def device_by_serial(self, serial: str) -> Device | None:
        """The device with that serial number (upper-case)."""
        return next(iter(self._found(DEVICES, _DEVICE_BY_SERIAL, serial=serial)), None)

    def device_by_tag(self, asset_tag: str) -> Device | None:
        """The device with that asset tag."""
        return next(iter(self._found(DEVICES, _DEVICE_BY_TAG, asset_tag=asset_tag)), None)

    def devices_known(
        self, serials: Collection[str], asset_tags: Collection[str], ids: Collection[int]
    ) -> Sequence[Device]:
        """The devices that have one of these serial numbers, asset tags or ids, by id."""
        return self._found(DEVICES, _DEVICES_KNOWN, serials=[*serials], asset_tags=[*asset_tags], ids=[*ids])

    def held_by(self, person_id: int) -> Sequence[Device]:
        """The devices whose holder that is, by id."""
        return self._found(DEVICES, _HELD_BY, person_id=person_id)

    def open_return_of(self, person_id: int) -> Return | None:
        """The return of a person that is not closed."""
        return next(iter(self._found(RETURNS, _OPEN_RETURN, person_id=person_id)), None)

    def open_audit_of(self, person_id: int) -> Audit | None:
        """The audit of a person that is not closed."""
        return next(iter(self._found(AUDITS, _OPEN_AUDIT, person_id=person_id)), None)

    def open_audit_of_keeper(self, keeper: str) -> Audit | None:
        """The audit that is not closed of somebody who is not in Slack, by their name."""
        return next(iter(self._found(AUDITS, _OPEN_AUDIT_OF_KEEPER, words=name_words(keeper))), None)

    def kept_by(self, keeper: str) -> Sequence[Device]:
        """The devices that somebody of that name has who is not in Slack, by id."""
        return self._found(DEVICES, _KEPT_BY, words=name_words(keeper))

    def in_stock_at(self, location: str) -> Sequence[Device]:
        """The devices in stock at a place, by id."""
        return self._found(DEVICES, _IN_STOCK_AT, location=location)

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

"""What there is to be known of a device: the fields that adding and correcting share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import DatePickerElement, Option, UserSelectElement

from lifecycle.device import Device
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.retrieval import Condition
from messages.blocks import field
from messages.forms import places
from messages.forms.base import Typed
from messages.forms.elements import line_input, one_of, option, text_input
from messages.forms.money import money, money_fields
from messages.forms.returns.parts import chosen
from messages.ids import Field
from messages.labels import CONDITIONS
from messages.payload import Block
from messages.voice import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """A device as it was typed; `holder` is a Slack account's id."""

    category: str
    manufacturer: str
    model: str
    serial: str | None
    asset_tag: str
    country: str
    purchased_on: date | None
    price: Money | None
    location: str | None
    holder: str | None
    keeper: str | None
    condition: Condition | None
    warranty_until: date | None
    system: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is filled in when the form opens: a device as it is, or a tag that is free."""

    device: Device | None = None
    holder: Person | None = None
    asset_tag: str | None = None


def fields(known: Known, policy: Policy, voice: Voice) -> Iterator[Block]:
    """The inputs, in the order of the contract; what is not in it comes after that."""
    device = known.device
    country = device.country if device else policy.default_country
    yield field(Field.CATEGORY, voice.gettext("Category"), one_of(_categories(device, policy), _of(device, "category")))
    yield field(Field.MANUFACTURER, voice.gettext("Manufacturer"), line_input(_of(device, "manufacturer")))
    yield field(Field.MODEL, voice.gettext("Model"), line_input(_of(device, "model")))
    serial = line_input(_of(device, "serial"))
    yield field(Field.SERIAL, voice.gettext("Serial number"), serial, optional=True)
    tag = device.asset_tag if device else known.asset_tag
    yield field(Field.ASSET_TAG, voice.gettext("Asset tag"), line_input(tag))
    yield places.country_field(voice, country)
    yield _day(Field.PURCHASED_ON, voice.gettext("Purchase date"), device.purchased_on if device else None)
    price = device.price if device and device.price else policy.currency
    yield from money_fields(voice, Field.PRICE, voice.gettext("Price"), price, optional=True)
    yield from places.location_fields(policy, voice, device.location if device else None)
    yield from _who_and_more(known, voice)


def read(typed: Typed, policy: Policy, voice: Voice, today: date) -> Values:
    """What was typed; faults are noted on their fields. `today` is the date at IT's desk."""
    bought = typed.any_day(Field.PURCHASED_ON)
    if bought is not None and bought > today:
        typed.fault(Field.PURCHASED_ON, voice.gettext("This day is still to come: please choose an earlier one."))
    holder, keeper = typed.account(Field.HOLDER), typed.line(Field.KEEPER)
    if holder and keeper:
        typed.fault(Field.KEEPER, voice.gettext("You picked somebody in Slack already: please clear one of the two."))
    condition = typed.chosen(Field.CONDITION)
    return Values(
        category=typed.needed(Field.CATEGORY, typed.chosen(Field.CATEGORY)),
        manufacturer=typed.needed(Field.MANUFACTURER, typed.line(Field.MANUFACTURER)),
        model=typed.needed(Field.MODEL, typed.line(Field.MODEL)),
        serial=typed.line(Field.SERIAL),
        asset_tag=typed.needed(Field.ASSET_TAG, typed.line(Field.ASSET_TAG)),
        country=places.country(typed, voice),
        purchased_on=bought,
        price=money(typed, Field.PRICE, voice) if typed.is_filled(Field.PRICE) else None,
        location=places.location(typed, policy, voice),
        holder=holder,
        keeper=keeper,
        condition=chosen(typed, Field.CONDITION, Condition, voice) if condition else None,
        warranty_until=typed.any_day(Field.WARRANTY_UNTIL),
        system=typed.line(Field.SYSTEM),
        note=typed.text(Field.NOTE),
    )


def check_category(typed: Typed, policy: Policy, voice: Voice, own: str | None = None) -> None:
    """Note a fault when the category is not one of the policy, nor the device's `own`."""
    if typed.chosen(Field.CATEGORY) not in {one.id for one in policy.categories} | {own}:
        typed.fault(Field.CATEGORY, voice.gettext("Please choose one."))


def _who_and_more(known: Known, voice: Voice) -> Iterator[Block]:
    device, holder = known.device, known.holder
    yield field(
        Field.HOLDER,
        voice.gettext("Holder"),
        UserSelectElement(initial_user=holder.slack_id if holder else None),
        optional=True,
        hint=voice.gettext("Leave it empty for a device that nobody has."),
    )
    yield field(
        Field.KEEPER,
        voice.gettext("Holder who is not in Slack"),
        line_input(_of(device, "keeper")),
        optional=True,
        hint=voice.gettext("By name. It stays on record."),
    )
    initial = device.condition if device else None
    labels = [option(voice.gettext(text), one.value) for one, text in CONDITIONS.items()]
    yield field(Field.CONDITION, voice.gettext("Condition"), one_of(labels, initial), optional=True)
    yield _day(Field.WARRANTY_UNTIL, voice.gettext("Warranty until"), device.warranty_until if device else None)
    yield field(
        Field.SYSTEM,
        voice.gettext("Operating system"),
        line_input(_of(device, "system")),
        optional=True,
        hint=voice.gettext("Like Windows 11 23H2: it tells until when there are updates."),
    )
    yield field(
        Field.NOTE,
        voice.gettext("Note"),
        text_input(_of(device, "note")),
        optional=True,
        hint=voice.gettext("It stays on record: please keep private data out of it."),
    )


def _categories(device: Device | None, policy: Policy) -> list[Option]:
    named = {one.id: one.name for one in policy.categories if one.tracked}
    own = {} if device is None or device.category in named else {device.category: device.category}
    return [option(name, one) for one, name in (named | own).items()]


def _day(where: Field, label: str, initial: date | None) -> Block:
    element = DatePickerElement(initial_date=initial.isoformat() if initial else None)
    return field(where, label, element, optional=True)


def _of(device: Device | None, name: str) -> str | None:
    found: str | None = getattr(device, name, None)
    return found

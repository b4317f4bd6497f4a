"""Asking for devices: one form for oneself, for somebody in Slack, and for a new hire who is not there yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from slack_sdk.models.blocks import (
    DatePickerElement,
    EmailInputElement,
    OptionGroup,
    StaticMultiSelectElement,
    UserSelectElement,
)

from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.requests.commands import NewHire, SubmitRequest
from lifecycle.requests.submission import MOST_LINES
from messages import countries
from messages.blocks import field, modal
from messages.forms import places
from messages.forms.base import Typed
from messages.forms.elements import group, line_input, option, text_input
from messages.forms.reach import email as typed_email
from messages.ids import Callback, Field, Opened
from messages.payload import Block, View
from messages.reader import Reader
from messages.voice import Voice, voice

NOTHING_OPENED = Opened()

TIME_TO_DECIDE = timedelta(days=7)
"""What the day that is offered leaves for the approval and the order, beside the lead times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInput:
    """What was asked for; `recipient` is a Slack account's id or a new hire."""

    recipient: str | NewHire
    country: str
    choices: tuple[str, ...]
    needed_by: date
    note: str | None
    address: str | None

    def command(self, recipient: int | NewHire) -> SubmitRequest:
        """The command, once the recipient's Slack account is known as a person."""
        return SubmitRequest(
            recipient=recipient,
            country=self.country,
            choices=self.choices,
            needed_by=self.needed_by,
            note=self.note,
            address=self.address,
        )


def build(policy: Policy, reader: Reader, person: Person, today: date, recipient: Person | None = None) -> View:
    """The form for `person`, at first for `recipient`, if any; `today` is the date at IT's desk."""
    speaking = voice(reader)
    here = (recipient or person).country
    country = here if here in countries.codes() else policy.default_country
    blocks = [*_for_whom(speaking, recipient), *_what(policy, speaking, country, today), *_more(speaking)]
    words = (speaking.gettext("Request a device"), speaking.gettext("Send"))
    return modal(Callback.REQUEST, blocks, words, speaking, NOTHING_OPENED)


def parse(view: Mapping[str, object], reader: Reader, policy: Policy, today: date) -> RequestInput:
    """What was asked for; raises `FieldErrors` with everything that is wrong with it.

    `today` is the date where the requester is.
    """
    speaking = voice(reader)
    typed = Typed(view, speaking)
    found = RequestInput(
        recipient=_recipient(typed, speaking),
        country=places.country(typed, speaking),
        choices=_choices(typed, policy, speaking),
        needed_by=typed.needed_day(Field.NEEDED_BY, first=today),
        note=typed.text(Field.NOTE),
        address=typed.text(Field.ADDRESS),
    )
    typed.check()
    return found


def _for_whom(voice: Voice, recipient: Person | None) -> Iterator[Block]:
    yield field(
        Field.RECIPIENT,
        voice.gettext("Who is it for?"),
        UserSelectElement(initial_user=recipient.slack_id if recipient else None),
        optional=True,
        hint=voice.gettext("Pick yourself for a device of your own. Leave it empty for a new hire not in Slack yet."),
    )
    yield field(
        Field.NAME,
        voice.gettext("Full name"),
        line_input(),
        optional=True,
        hint=voice.gettext(
            "For a new hire who is not in Slack yet, fill in both this and the personal email. "
            "Leave both empty for everybody else."
        ),
    )
    yield field(
        Field.EMAIL,
        voice.gettext("Personal email"),
        EmailInputElement(),
        optional=True,
        hint=voice.gettext(
            "The new hire’s own address, needed with the full name. "
            "It is kept encrypted, and used to recognise them when they join Slack."
        ),
    )


def _what(policy: Policy, voice: Voice, country: str, today: date) -> Iterator[Block]:
    yield places.country_field(voice, country)
    catalogue = list(_catalogue(policy, voice))
    usual = policy.usual_for(country)
    initial = [one for part in catalogue for one in part.options or () if one.value == usual]
    yield field(
        Field.DEVICE,
        voice.gettext("Device"),
        StaticMultiSelectElement(
            option_groups=catalogue, initial_options=initial or None, max_selected_items=MOST_LINES
        ),
    )
    lead = timedelta(days=policy.lead_times.purchase_days + policy.lead_times.delivery_days) + TIME_TO_DECIDE
    yield field(
        Field.NEEDED_BY,
        voice.gettext("Needed by"),
        DatePickerElement(initial_date=(today + lead).isoformat()),
    )


def _more(voice: Voice) -> Iterator[Block]:
    yield field(
        Field.ADDRESS,
        voice.gettext("Delivery address"),
        text_input(),
        optional=True,
        hint=voice.gettext("Only IT sees it, when it ships the parcel."),
    )
    yield field(
        Field.NOTE,
        voice.gettext("Note"),
        text_input(),
        optional=True,
        hint=voice.gettext("It stays on record: please keep private data out of it. An address has its own field."),
    )


def _catalogue(policy: Policy, voice: Voice) -> Iterator[OptionGroup]:
    """What can be asked for: the bundles, then the devices of each category that has any."""
    names = {profile.id: profile.name for profile in policy.profiles}
    bundles = [
        option(bundle.name, bundle.id, ", ".join(names.get(one, one) for one in bundle.profiles))
        for bundle in policy.bundles
    ]
    if bundles:
        yield group(voice.gettext("Bundles"), bundles)
    for category in policy.categories:
        devices = [
            option(profile.name, profile.id, voice.plainly().money(Money(profile.price, policy.currency)))
            for profile in policy.profiles
            if profile.category == category.id
        ]
        if devices:
            yield group(category.name, devices)


def _recipient(typed: Typed, voice: Voice) -> str | NewHire:
    account, name = typed.account(Field.RECIPIENT), typed.line(Field.NAME)
    email = typed_email(typed, voice)
    if account and (name or email):
        words = voice.gettext("You gave somebody in Slack and a new hire too: please clear one of the two.")
        typed.fault(Field.RECIPIENT, words)
    elif not account and not name and not email:
        words = voice.gettext("Pick somebody in Slack, or give a new hire’s full name and personal email below.")
        typed.fault(Field.RECIPIENT, words)
    elif not account and not name:
        typed.fault(Field.NAME, voice.gettext("Please give the new hire’s full name too."))
    elif not account and not email:
        typed.fault(Field.EMAIL, voice.gettext("Please give the new hire’s personal email too."))
    return account or NewHire(name=name or "", email=email or "")


def _choices(typed: Typed, policy: Policy, voice: Voice) -> tuple[str, ...]:
    choices = typed.several(Field.DEVICE)
    if not choices:
        typed.fault(Field.DEVICE, voice.gettext("Please choose at least one."))
    elif not set(choices) <= {profile.id for profile in policy.profiles} | {bundle.id for bundle in policy.bundles}:
        words = voice.gettext("Something here is not in the catalogue any more: please choose again.")
        typed.fault(Field.DEVICE, words)
    return choices

"""How a person can be reached beside Slack: private email, phone, pick-up address."""

import re
from collections.abc import Collection, Iterator, Mapping

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from lifecycle.reads.facts import Contact
from lifecycle.returns.commands import Reach
from messages.blocks import field, section, verbatim
from messages.forms.base import LONGEST_TEXT, Typed
from messages.forms.elements import email_input, line_input, text_input
from messages.ids import Field
from messages.payload import Block
from messages.voice import Voice

LONGEST_EMAIL = 254
"""Characters in an address (RFC 5321, 4.5.3.1.3)."""

FIELDS: Mapping[str, Field] = {"email": Field.EMAIL, "phone": Field.PHONE, "address": Field.PICK_UP}
"""The input of each piece of private data."""

SHORTEST_ADDRESS = 10
"""Characters: less is no place that a carrier finds."""


def reach_fields(voice: Voice, known: Collection[str] = (), shown: Contact | None = None) -> Iterator[Block]:
    """The three inputs, all optional.

    Whoever may see what is on record has it filled in (`shown`), and can take it away; for others it stays as it is.
    """
    on_record = voice.gettext("On record. Leave it empty to keep it.")
    filled_in = voice.gettext("On record. Empty the field to have it removed.")
    hints = {
        "email": voice.gettext("Where the person is written to once Slack has ended. Only used for this return."),
        "phone": voice.gettext("With the country’s code where it is another country, like +44 20 7946 0958."),
        "address": voice.gettext("Where the return kit is sent. Only IT sees it."),
    }
    first = {name: getattr(shown, name) if shown else None for name in hints}
    told = {name: filled_in if first[name] else on_record if name in known else hint for name, hint in hints.items()}
    email, number, address = email_input(first["email"]), line_input(first["phone"]), text_input(first["address"])
    yield field(Field.EMAIL, voice.gettext("Personal email"), email, optional=True, hint=told["email"])
    yield field(Field.PHONE, voice.gettext("Phone"), number, optional=True, hint=told["phone"])
    yield field(Field.PICK_UP, voice.gettext("Pick-up address"), address, optional=True, hint=told["address"])


def phone(contact: Contact | None, voice: Voice) -> Iterator[Block]:
    """The number to call, for IT's eyes, where there is one."""
    if contact and contact.phone:
        yield section("phone:label", voice.strong(voice.gettext("Phone")))
        yield verbatim("phone", contact.phone, LONGEST_TEXT)


def reach(typed: Typed, voice: Voice, country: str) -> Reach:
    """What was typed, and what was emptied; phone numbers are read as in `country`, and kept with its code."""
    told = {
        "email": email(typed, voice),
        "phone": _phone(typed, voice, country),
        "address": address(typed, Field.PICK_UP, voice),
    }
    new = {name: value for name, value in told.items() if not typed.is_untouched(FIELDS[name])}
    return Reach(**new, removed=frozenset(name for name, where in FIELDS.items() if typed.is_emptied(where)))


def email(typed: Typed, voice: Voice) -> str | None:
    """An email address; None for nothing."""
    given = typed.line(Field.EMAIL, most=LONGEST_EMAIL)
    if given is None:
        return None
    try:
        return validate_email(given, check_deliverability=False).normalized
    except EmailNotValidError:
        typed.fault(Field.EMAIL, voice.gettext("This is not an email address: please check it."))
        return given


def address(typed: Typed, where: Field, voice: Voice) -> str | None:
    """A postal address; None for nothing."""
    given = typed.text(where, most=LONGEST_TEXT)
    if given is not None and (len(given) < SHORTEST_ADDRESS or not re.search(r"\d", given)):
        words = voice.gettext("A carrier does not find this: please give street, number, postal code and town.")
        typed.fault(where, words)
    return given


def _phone(typed: Typed, voice: Voice, country: str) -> str | None:
    given = typed.line(Field.PHONE)
    if given is None:
        return None
    try:
        number = phonenumbers.parse(given, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        words = voice.gettext("This is not a phone number: please check it, with the country’s code, like +44.")
        typed.fault(Field.PHONE, words)
        return given
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

"""What people do again and again on the way of a device, in the words that they see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sandbox.company import ANA, BRUNO, CHIARA, DAVID, GRETA, IT_DEVICES, KAREN
from sandbox.person import After, Form, Person, SeenMessage
from tests.support.desk import Office

ENROLLED, YES = "Enrolled in device management", "Yes"

SOON = date(2026, 12, 18)
"""A day by which everything can be there."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: Ana and Bruno are IT, Karen the second approver; David leads a team, Greta and Chiara work here."""

    office: Office

    @property
    def ana(self) -> Person:
        return self.office.person(ANA)

    @property
    def bruno(self) -> Person:
        return self.office.person(BRUNO)

    @property
    def karen(self) -> Person:
        return self.office.person(KAREN)

    @property
    def david(self) -> Person:
        return self.office.person(DAVID)

    @property
    def greta(self) -> Person:
        return self.office.person(GRETA)

    @property
    def chiara(self) -> Person:
        return self.office.person(CHIARA)


def fill_request(who: Person, things: Sequence[str], **fields: object) -> Form:
    """Open the request form and fill it in: for Greta in the United Kingdom, unless `fields` (by label) say else."""
    who.command("/device request")
    form = who.form
    given: dict[str, object] = {"Country": "United Kingdom", "Needed by": SOON, **fields}
    if "Full name" not in given:
        given.setdefault("Who is it for?", "@greta")
    form.fill({"Device": list(things), **given})
    return form


def ask(who: Person, things: Sequence[str], **fields: object) -> None:
    """Ask for devices with success."""
    form = fill_request(who, things, **fields)
    assert form.submit() is After.CLOSED, who.screen()


def card(who: Person, number: int = 1) -> SeenMessage:
    """IT's card of a request."""
    return who.message(f"Request #{number}:", IT_DEVICES)


def click_for_form(message: SeenMessage, who: Person, button: str, near: str | None = None) -> Form:
    """Press a button that opens a form."""
    message.click(button, near)
    return who.form


def send(form: Form, answers: Mapping[str, object]) -> None:
    """Fill in a form and send it, with success."""
    form.fill(answers)
    after = form.submit()
    assert after is After.CLOSED, f"{after}: {form.text}"


def order(it: Person, line: str, *, expected_on: date, number: int = 1) -> None:
    """Mark a line as ordered."""
    form = click_for_form(card(it, number), it, "Mark ordered", line)
    answers = {"Vendor": "Lenovo Store", "Order number": "LV-2207", "Price": "1380.00", "Expected on": expected_on}
    send(form, answers)


def receive(it: Person, line: str, serial: str, *, number: int = 1) -> str:
    """Mark a line as received under the tag that is offered; returns the tag."""
    form = click_for_form(card(it, number), it, "Mark received", line)
    tag = form.fields["Asset tag"]
    send(form, {"Serial number": serial})
    return tag


def make_ready(it: Person, line: str, *, number: int = 1) -> None:
    """Mark a line as ready, enrolled."""
    form = click_for_form(card(it, number), it, "Mark ready", line)
    send(form, {ENROLLED: [YES]})


def ship(it: Person, line: str, *, number: int = 1) -> None:
    """Ship everything that is ready together with this line."""
    form = click_for_form(card(it, number), it, "Mark shipped", line)
    send(form, {"Carrier": "DHL", "Tracking number": "JD0146"})

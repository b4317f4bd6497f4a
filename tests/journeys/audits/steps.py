"""What happens again and again in audits."""

from datetime import timedelta

from lifecycle.audit import Audit
from lifecycle.subject import Subject, SubjectKind
from sandbox.company import IT_DEVICES
from sandbox.person import After, Person, SeenMessage
from tests.support.desk import Office


def audit_of(office: Office, number: int) -> Audit:
    """The audit as it stands."""
    with office.bot.core.desk.reading() as reads:
        found = reads.item(Subject(SubjectKind.AUDIT, number))
    assert isinstance(found, Audit)
    return found


def begin(office: Office, who: Person, **answers: object) -> SeenMessage:
    """Begin a campaign and have the first people asked; IT's card of it."""
    who.command("/device audit")
    form = who.form
    form.fill(answers)
    assert form.submit() is After.CLOSED, form.text
    go_on(office, timedelta(minutes=1))
    return who.message("Audit campaign #1", IT_DEVICES)


def go_on(office: Office, time: timedelta) -> None:
    """Let time pass, and everything be done and told that is due then."""
    office.clock.walk(time)
    office.sweep()
    office.settle()

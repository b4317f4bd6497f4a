"""`/device add`, and the forms about one device that name an account."""

from slack_sdk import WebClient

from handlers.modals import open_view
from handlers.offboarding import person_of
from handlers.reception import Reception, Visit
from handlers.submitted import Submitted
from lifecycle.desk import Outcome
from lifecycle.device import Device
from lifecycle.devices.commands import AssignDevice, CorrectDevice
from lifecycle.errors import Reason, Refused
from lifecycle.people import Role
from lifecycle.reads.facts import DeviceFacts
from lifecycle.requests.commands import AddDevice
from messages import answers
from messages.forms.devices import add as add_form
from messages.forms.devices import correct as correct_form
from messages.forms.devices import simple
from messages.ids import Field
from messages.payload import Message


def add(reception: Reception, visit: Visit, client: WebClient, _: str) -> Message | None:
    """Open the form, for IT; everybody else hears whose it is."""
    if Role.IT not in visit.visitor.roles:
        return Message(answers.only_it_adds(visit.reader), [])
    policy = reception.desk.policy
    with reception.desk.reading() as reads:
        tag = reads.next_asset_tag(policy.asset_tag_prefix)
    open_view(client, visit, add_form.build(policy, visit.reader, tag, visit.incoming.answer_to))
    return None


def addition_of(form: Submitted) -> AddDevice:
    """The command behind the form, with the account that it names known as a person."""
    policy = form.reception.desk.policy
    found = add_form.parse(form.view, policy, form.visit.reader, form.visit.today)
    return add_form.command(found, policy, _holder(form, found.holder))


def assignment_of(form: Submitted) -> AssignDevice:
    """The same for who gets a device."""
    device_id, account, enrolled = simple.parse_assign(form.view, form.visit.reader)
    holder = person_of(form.reception, form.visit, account, Field.HOLDER)
    return AssignDevice(device_id=device_id, holder_id=holder.id, enrolled=enrolled)


def correction_of(form: Submitted) -> CorrectDevice:
    """The same for a correction; a holder who is not in Slack yet stays where nobody else is named."""
    reader, policy = form.visit.reader, form.reception.desk.policy
    device, in_slack = _device(form)
    found = correct_form.parse(form.view, device, policy, reader, form.visit.today)
    stays = found.holder is None and found.keeper is None and not in_slack
    holder_id = device.holder_id if stays else _holder(form, found.holder)
    return correct_form.command(form.view, found, device, holder_id, reader)


def done(form: Submitted, outcome: Outcome) -> None:
    """Say where the device is now and what can be done next, to whoever has sent a form about it."""
    visit, device = form.visit, outcome.device
    with form.reception.desk.reading() as reads:
        facts = reads.facts(device.subject) if device else None
    if isinstance(facts, DeviceFacts):
        told = answers.device_now(facts, visit.visitor.actor, form.reception.desk.policy, visit.reader, visit.now)
        form.reception.answers.whisper(visit.incoming.place, told.text, told.blocks)


def _device(form: Submitted) -> tuple[Device, bool]:
    """The device of the form, and whether its holder has an account that the form can show."""
    with form.reception.desk.reading() as reads:
        device = reads.device(correct_form.number(form.view, form.visit.reader))
        holder = reads.person(device.holder_id) if device and device.holder_id else None
    if device is None:
        raise Refused(Reason.NOT_FOUND)
    return device, holder is None or holder.slack_id is not None


def _holder(form: Submitted, account: str | None) -> int | None:
    return None if account is None else person_of(form.reception, form.visit, account, Field.HOLDER).id

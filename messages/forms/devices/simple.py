"""The small forms about one device: handed out, moved, repaired, lost, found."""

from collections.abc import Iterator, Mapping
from datetime import date

from slack_sdk.models.blocks import DatePickerElement, UserSelectElement

from lifecycle.devices.commands import BackFromRepair, MarkFound, MoveDevice, ReportLost, SendToRepair
from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from lifecycle.retrieval import Condition
from messages.blocks import field, modal
from messages.forms import places
from messages.forms.base import Typed
from messages.forms.elements import line_input, option, some_of, text_input
from messages.forms.ready import ENROLLED
from messages.forms.returns.need_help import answers
from messages.forms.returns.parts import about_device, choice, chosen, subject_id
from messages.ids import Callback, Field, Opened
from messages.labels import CONDITIONS
from messages.payload import Block, View
from messages.reader import Reader
from messages.voice import Voice, voice


def build_assign(facts: DeviceFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks who has it now, and whether it is enrolled, where that is asked for."""
    speaking, device = voice(reader), facts.device
    hint = speaking.gettext("The person is told, and how to say that it is wrong.")
    blocks = [
        about_device(device, speaking),
        field(Field.HOLDER, speaking.gettext("Holder"), UserSelectElement(), hint=hint),
    ]
    if policy.needs_enrolment(device.category) and not device.enrolled:
        box = some_of([option(speaking.gettext("Yes"), ENROLLED)])
        blocks.append(field(Field.ENROLLED, speaking.gettext("Enrolled in device management"), box, optional=True))
    words = (speaking.gettext("Assign"), speaking.gettext("Save"))
    return modal(Callback.ASSIGN, blocks, words, speaking, opened)


def parse_assign(view: Mapping[str, object], reader: Reader) -> tuple[int, str, bool]:
    """The device, the holder's Slack account, and whether it is enrolled; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    holder = typed.needed(Field.HOLDER, typed.account(Field.HOLDER))
    enrolled = ENROLLED in typed.several(Field.ENROLLED)
    typed.check()
    return subject_id(typed), holder, enrolled


def build_move(facts: DeviceFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks where it is."""
    speaking, device = voice(reader), facts.device
    blocks = [
        about_device(device, speaking),
        *places.location_fields(policy, speaking, device.location),
        places.country_field(speaking, device.country),
    ]
    words = (speaking.gettext("Move"), speaking.gettext("Save"))
    return modal(Callback.MOVE, blocks, words, speaking, opened)


def parse_move(view: Mapping[str, object], policy: Policy, reader: Reader) -> MoveDevice:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    location, country = places.location(typed, policy, speaking), places.country(typed, speaking)
    typed.check()
    return MoveDevice(device_id=subject_id(typed), location=location, country=country)


def build_repair(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks what is wrong with it."""
    speaking = voice(reader)
    hint = speaking.gettext("It stays on record: please keep private data out of it.")
    blocks = [
        about_device(facts.device, speaking),
        field(Field.REASON, speaking.gettext("What is wrong with it?"), text_input(), hint=hint),
    ]
    words = (speaking.gettext("Send to repair"), speaking.gettext("Save"))
    return modal(Callback.REPAIR, blocks, words, speaking, opened)


def parse_repair(view: Mapping[str, object], reader: Reader) -> SendToRepair:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    reason = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return SendToRepair(device_id=subject_id(typed), reason=reason)


def build_repaired(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks for its condition."""
    speaking = voice(reader)
    words = (speaking.gettext("Back from repair"), speaking.gettext("Save"))
    return modal(Callback.REPAIRED, list(_seen(facts, speaking)), words, speaking, opened)


def parse_repaired(view: Mapping[str, object], reader: Reader) -> BackFromRepair:
    """The command; raises `FieldErrors`."""
    device_id, condition, note = _seen_as(view, reader)
    return BackFromRepair(device_id=device_id, condition=condition, note=note)


def build_found(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks for its condition."""
    speaking = voice(reader)
    words = (speaking.gettext("It has turned up"), speaking.gettext("Save"))
    return modal(Callback.FOUND, list(_seen(facts, speaking)), words, speaking, opened)


def parse_found(view: Mapping[str, object], reader: Reader) -> MarkFound:
    """The command; raises `FieldErrors`."""
    device_id, condition, note = _seen_as(view, reader)
    return MarkFound(device_id=device_id, condition=condition, note=note)


def build_lost(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks what IT, the police and whoever is in charge of data protection will ask."""
    speaking = voice(reader)
    on_record = speaking.gettext("IT reads it. It stays on record: please keep private data out of it.")
    later = speaking.gettext("If there is one. It can be told later, too.")
    blocks = [
        about_device(facts.device, speaking),
        field(Field.TEXT, speaking.gettext("What happened?"), text_input(), hint=on_record),
        field(Field.LAST_SEEN_ON, speaking.gettext("When was it last seen?"), DatePickerElement(), optional=True),
        field(Field.LAST_SEEN_AT, speaking.gettext("Where was it last seen?"), line_input(), optional=True),
        field(Field.POLICE_REPORT, speaking.gettext("Police report number"), line_input(), optional=True, hint=later),
    ]
    words = (speaking.gettext("Report lost"), speaking.gettext("Tell IT"))
    return modal(Callback.REPORT_LOST, blocks, words, speaking, opened)


def parse_lost(view: Mapping[str, object], reader: Reader, today: date, told_to: Reader) -> ReportLost:
    """The command; raises `FieldErrors`. `today` is where the person is, `told_to` are those who read the answers."""
    typed = Typed(view, voice(reader))
    told = [*answers(typed, today, voice(told_to)), typed.needed(Field.TEXT, typed.text(Field.TEXT))]
    typed.check()
    return ReportLost(device_id=subject_id(typed), text="\n".join(told))


def _seen(facts: DeviceFacts, voice: Voice) -> Iterator[Block]:
    yield about_device(facts.device, voice)
    yield choice(Field.CONDITION, voice.gettext("Condition"), CONDITIONS, voice)
    yield field(Field.NOTE, voice.gettext("Note"), text_input(), optional=True)


def _seen_as(view: Mapping[str, object], reader: Reader) -> tuple[int, Condition, str | None]:
    speaking = voice(reader)
    typed = Typed(view, speaking)
    condition, note = chosen(typed, Field.CONDITION, Condition, speaking), typed.text(Field.NOTE)
    typed.check()
    return subject_id(typed), condition, note

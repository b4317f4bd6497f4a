"""A device that is due for replacement: its successor, or why it is used on."""

from collections.abc import Mapping
from datetime import date, timedelta

from slack_sdk.models.blocks import DatePickerElement

from lifecycle.facts import DeviceFacts
from lifecycle.policy import Policy
from lifecycle.refresh_commands import PutOffRefresh, ReplaceDevice
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import one_of, option, text_input
from messages.forms.request import TIME_TO_DECIDE
from messages.forms.returns.parts import about_device, reason, subject_id
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def replacing(facts: DeviceFacts, policy: Policy, reader: Reader, opened: Opened, today: date) -> View:
    """Asks for the successor and when it is needed; offered first is what is of the same category."""
    speaking = voice(reader)
    profiles = sorted(policy.profiles, key=lambda one: one.category != facts.device.category)
    lead = timedelta(days=policy.lead_times.purchase_days + policy.lead_times.delivery_days)
    blocks = [
        about_device(facts.device, speaking),
        field(
            Field.CHOICE,
            speaking.gettext("Replaced by"),
            one_of([option(one.name, one.id) for one in profiles], profiles[0].id),
        ),
        field(
            Field.NEEDED_BY,
            speaking.gettext("Needed by"),
            DatePickerElement(initial_date=str(today + TIME_TO_DECIDE + lead)),
            hint=speaking.gettext("The old device is asked for two weeks after that day."),
        ),
        field(Field.NOTE, speaking.gettext("Note"), text_input(), optional=True),
    ]
    words = (speaking.gettext("Replace"), speaking.gettext("Send"))
    return modal(Callback.REPLACE_DEVICE, blocks, words, speaking, opened)


def put_off(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks until when and why."""
    speaking = voice(reader)
    until = field(
        Field.UNTIL,
        speaking.gettext("Until"),
        DatePickerElement(),
        optional=True,
        hint=speaking.gettext("Left empty, it is not listed again."),
    )
    words = (speaking.gettext("Put off replacement"), speaking.gettext("Save"))
    blocks = [about_device(facts.device, speaking), until, reason(speaking)]
    return modal(Callback.PUT_OFF_REFRESH, blocks, words, speaking, opened)


def parse_replacing(view: Mapping[str, object], reader: Reader, today: date) -> ReplaceDevice:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    choice = typed.chosen(Field.CHOICE)
    if choice is None:
        typed.fault(Field.CHOICE, speaking.gettext("Please choose one."))
    needed_by = typed.needed_day(Field.NEEDED_BY, first=today)
    note = typed.text(Field.NOTE)
    typed.check()
    return ReplaceDevice(device_id=subject_id(typed), choice=choice or "", needed_by=needed_by, note=note)


def parse_put_off(view: Mapping[str, object], reader: Reader, today: date) -> PutOffRefresh:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    until = typed.day(Field.UNTIL, first=today)
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return PutOffRefresh(device_id=subject_id(typed), until=until, reason=why)

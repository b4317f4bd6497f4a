"""A device that is due for replacement: its successor, or why it is used on."""

from collections.abc import Mapping
from datetime import date, timedelta

from slack_sdk.models.blocks import DatePickerElement

from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from lifecycle.refresh import reasons
from lifecycle.refreshing.commands import AcknowledgeRefresh, PutOffRefresh, ReplaceDevice, ResumeRefresh
from messages.blocks import field, modal, section
from messages.forms.base import Typed
from messages.forms.elements import one_of, option, text_input
from messages.forms.request import TIME_TO_DECIDE
from messages.forms.returns.parts import about_device, reason, subject_id
from messages.ids import Callback, Field, Opened
from messages.labels import REFRESH_REASONS
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
            hint=speaking.gettext(
                "The old device is asked for once the new one has arrived. If the request is declined or cancelled, "
                "the old one stays with its holder."
            ),
        ),
        field(Field.NOTE, speaking.gettext("Note"), text_input(), optional=True),
    ]
    words = (speaking.gettext("Replace"), speaking.gettext("Send"))
    return modal(Callback.REPLACE_DEVICE, blocks, words, speaking, opened)


def put_off(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks until when and why; a day that was chosen before can be changed."""
    speaking = voice(reader)
    after = facts.device.refresh_after
    until = field(
        Field.UNTIL,
        speaking.gettext("Until"),
        DatePickerElement(initial_date=str(after)) if after else DatePickerElement(),
        hint=speaking.gettext("On that day it is listed again."),
    )
    words = (speaking.gettext("Put off replacement"), speaking.gettext("Save"))
    blocks = [about_device(facts.device, speaking), until, reason(speaking)]
    return modal(Callback.PUT_OFF_REFRESH, blocks, words, speaking, opened)


def acknowledge(facts: DeviceFacts, policy: Policy, reader: Reader, opened: Opened, today: date) -> View:
    """Says what is known about the device from now on, and asks why it is used on all the same."""
    speaking = voice(reader)
    why = speaking.listed(speaking.gettext(REFRESH_REASONS[one]) for one in reasons(facts.device, policy, today))
    hint = speaking.gettext("It is not listed again for what is known today, but it is for anything new, like damage.")
    words = (speaking.gettext("Keep in use"), speaking.gettext("Save"))
    known = section("known", speaking.write("refresh/known", why=why)) if why else None
    blocks = [about_device(facts.device, speaking), *([known] if known else []), reason(speaking, hint)]
    return modal(Callback.ACKNOWLEDGE_REFRESH, blocks, words, speaking, opened)


def resume(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks why what was decided is taken back."""
    speaking = voice(reader)
    hint = speaking.gettext("What was put off or acknowledged counts no more: it is listed again at once if it is due.")
    words = (speaking.gettext("Flag it again"), speaking.gettext("Save"))
    blocks = [about_device(facts.device, speaking), reason(speaking, hint)]
    return modal(Callback.RESUME_REFRESH, blocks, words, speaking, opened)


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
    until = typed.needed_day(Field.UNTIL, first=today)
    why = _why(typed)
    return PutOffRefresh(device_id=subject_id(typed), until=until, reason=why)


def parse_acknowledge(view: Mapping[str, object], reader: Reader) -> AcknowledgeRefresh:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    why = _why(typed)
    return AcknowledgeRefresh(device_id=subject_id(typed), reason=why)


def parse_resume(view: Mapping[str, object], reader: Reader) -> ResumeRefresh:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    why = _why(typed)
    return ResumeRefresh(device_id=subject_id(typed), reason=why)


def _why(typed: Typed) -> str:
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return why

"""One medium of a device was sanitized: the fields of the certificate [NIST SP 800-88 Rev. 2, 4.6]."""

from collections.abc import Mapping

from lifecycle.reads.facts import DeviceFacts
from lifecycle.sanitization import MediaType, Method, Verification, WipeResult
from lifecycle.wipes.commands import RecordWipe
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import line_input
from messages.forms.returns.parts import about_device, choice, chosen, subject_id
from messages.ids import Callback, Field, Opened
from messages.labels import MEDIA_TYPES, METHODS, RESULTS, VERIFICATIONS
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: DeviceFacts, reader: Reader, opened: Opened) -> View:
    """Asks for everything that the certificate holds."""
    speaking = voice(reader)
    blocks = [
        about_device(facts.device, speaking),
        choice(Field.METHOD, speaking.gettext("Method"), METHODS, speaking),
        field(
            Field.TECHNIQUE,
            speaking.gettext("Technique"),
            line_input(),
            hint=speaking.gettext("Like: cryptographic erase, overwrite, shred."),
        ),
        field(Field.TOOL, speaking.gettext("Tool"), line_input()),
        field(Field.TOOL_VERSION, speaking.gettext("Tool version"), line_input()),
        choice(Field.MEDIA_TYPE, speaking.gettext("Media type"), MEDIA_TYPES, speaking, MediaType.FLASH),
        field(
            Field.MEDIA_SERIAL,
            speaking.gettext("Media serial"),
            line_input(),
            optional=True,
            hint=speaking.gettext("Of the drive. A device with several drives gets a certificate for each."),
        ),
        choice(Field.VERIFICATION, speaking.gettext("Verification"), VERIFICATIONS, speaking),
        choice(Field.RESULT, speaking.gettext("Result"), RESULTS, speaking),
    ]
    return modal(Callback.WIPE, blocks, (speaking.gettext("Record wipe"), speaking.gettext("Save")), speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> RecordWipe:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    command = RecordWipe(
        device_id=subject_id(typed),
        method=chosen(typed, Field.METHOD, Method, speaking),
        technique=typed.needed(Field.TECHNIQUE, typed.line(Field.TECHNIQUE)),
        tool=typed.needed(Field.TOOL, typed.line(Field.TOOL)),
        tool_version=typed.needed(Field.TOOL_VERSION, typed.line(Field.TOOL_VERSION)),
        media_type=chosen(typed, Field.MEDIA_TYPE, MediaType, speaking),
        media_serial=typed.line(Field.MEDIA_SERIAL),
        verification=chosen(typed, Field.VERIFICATION, Verification, speaking),
        result=chosen(typed, Field.RESULT, WipeResult, speaking),
    )
    typed.check()
    return command

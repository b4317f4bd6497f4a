"""A certificate of sanitization is not accepted."""

from collections.abc import Mapping

from lifecycle.reads.facts import CertificateFacts
from lifecycle.wipes.commands import RejectCertificate
from messages.blocks import modal
from messages.forms.base import Typed
from messages.forms.returns.parts import about_device, reason, subject_id
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: CertificateFacts, reader: Reader, opened: Opened) -> View:
    """Asks why."""
    speaking = voice(reader)
    words = (speaking.gettext("Reject certificate"), speaking.gettext("Reject"))
    blocks = [about_device(facts.device, speaking), reason(speaking)]
    return modal(Callback.REJECT_CERTIFICATE, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> RejectCertificate:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return RejectCertificate(certificate_id=subject_id(typed), reason=why)

"""A certificate of sanitization is accepted, by somebody who has read it."""

from collections.abc import Iterator, Mapping

from lifecycle.people import Person
from lifecycle.reads.facts import CertificateFacts
from lifecycle.wipes.commands import AcceptCertificate
from messages.blocks import context, fields, modal, section
from messages.forms.base import Typed
from messages.forms.returns.parts import subject_id
from messages.ids import Callback, Opened
from messages.labels import MEDIA_TYPES, METHODS, RESULTS, VERIFICATIONS
from messages.payload import View
from messages.reader import Reader
from messages.returns import terms
from messages.text import NOTHING, Mrkdwn
from messages.voice import Voice, voice


def build(facts: CertificateFacts, operator: Person | None, reader: Reader, opened: Opened) -> View:
    """Shows all that the certificate says, and who did it; asks nothing."""
    speaking = voice(reader)
    label = speaking.gettext("Accept certificate")
    device = facts.device
    about = speaking.write(
        "return/device",
        device=terms.named_device(device, device.id, speaking),
        serial=device.serial if device.asset_tag else None,
    )
    recorded = speaking.write("form/certificate", who=operator, at=facts.certificate.recorded_at)
    blocks = [
        section("about", about),
        fields("certificate", list(_told(facts, speaking))),
        section("recorded", recorded),
        context("revision", speaking.say(facts.certificate.revision)),
    ]
    return modal(Callback.ACCEPT_CERTIFICATE, blocks, (label, label), speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> AcceptCertificate:
    """The command."""
    return AcceptCertificate(certificate_id=subject_id(Typed(view, voice(reader))))


def _told(facts: CertificateFacts, voice: Voice) -> Iterator[tuple[str, Mrkdwn]]:
    """What was recorded, under the labels of the form in which it was."""
    proof = facts.certificate
    serial = voice.code(proof.media_serial) if proof.media_serial else Mrkdwn(NOTHING)
    yield voice.gettext("Method"), voice.say(voice.gettext(METHODS[proof.method]))
    yield voice.gettext("Technique"), voice.say(proof.technique)
    yield voice.gettext("Tool"), voice.say(proof.tool)
    yield voice.gettext("Tool version"), voice.say(proof.tool_version)
    yield voice.gettext("Media type"), voice.say(voice.gettext(MEDIA_TYPES[proof.media_type]))
    yield voice.gettext("Media serial"), serial
    yield voice.gettext("Verification"), voice.say(voice.gettext(VERIFICATIONS[proof.verification]))
    yield voice.gettext("Result"), voice.strong(voice.gettext(RESULTS[proof.result]))

"""Taking a line from somewhere else."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import Option

from lifecycle.policy import Policy
from lifecycle.reads.facts import RequestFacts
from lifecycle.request import Line, Source
from lifecycle.requests.commands import ChangeSource
from lifecycle.requests.sourcing import Offer, offers
from messages.blocks import field, modal, section
from messages.cards.lines import kept
from messages.forms.base import Typed
from messages.forms.elements import one_of, option
from messages.forms.lines import about
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import Voice, voice


def build(facts: RequestFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks from where, best source first."""
    speaking = voice(reader)
    line, words = about(facts, opened, speaking)
    sources = list(_options(facts, line, policy, speaking.plainly()))
    blocks = [
        section("about", words),
        field(
            Field.SOURCE,
            speaking.gettext("Source"),
            one_of(sources),
            hint=speaking.gettext("Once the request is approved, a device from stock is set aside at once."),
        ),
    ]
    return modal(
        Callback.SOURCE, blocks, (speaking.gettext("Other source"), speaking.gettext("Save")), speaking, opened
    )


def parse(view: Mapping[str, object], reader: Reader) -> ChangeSource:
    """The command; raises `FieldErrors`, and `ValueError` for a form that is not ours."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    chosen = typed.needed(Field.SOURCE, typed.chosen(Field.SOURCE))
    typed.check()
    source, _, device = chosen.partition(":")
    return ChangeSource(
        request_id=typed.target.subject.id,
        line=typed.target.number or 0,
        source=Source(source),
        device_id=int(device) if device else None,
    )


def _options(facts: RequestFacts, line: Line, policy: Policy, voice: Voice) -> Iterator[Option]:
    for offer in offers(line, facts.request.country, facts.stock.get(line.number, ()), policy):
        where = kept(offer.device, policy, voice) if offer.device else None
        yield option(voice.write("form/source", source=offer.source, where=where), _value(offer))


def _value(offer: Offer) -> str:
    return f"{offer.source}:{offer.device.id}" if offer.device else offer.source.value

"""A request's lines, to choose from and to name in a form."""

from collections.abc import Iterable

from slack_sdk.models.blocks import Option

from lifecycle.reads.facts import RequestFacts
from lifecycle.request import Line
from messages.forms.elements import option
from messages.ids import Opened
from messages.labels import PROBLEM_KINDS
from messages.text import Mrkdwn
from messages.voice import Voice


def options(facts: RequestFacts, lines: Iterable[Line], voice: Voice) -> list[Option]:
    """These lines to choose from: by number and name, with the device's tag and what is wrong with its parcel."""
    return [option(f"{line.number}. {line.name}", str(line.number), _more(facts, line, voice)) for line in lines]


def about(facts: RequestFacts, opened: Opened, voice: Voice) -> tuple[Line, Mrkdwn]:
    """The line that the form is about, and the words that say so.

    Raises:
        lifecycle.errors.Refused: there is no such line.
    """
    line = facts.request.line(line_number(opened))
    whom = facts.people[facts.request.recipient_id]
    words = voice.write("form/about", number=facts.request.id, line=line, recipient=whom)
    return line, words


def line_number(opened: Opened) -> int:
    """The number of the line that a form is about, 0 when it is about none."""
    return (opened.target.number if opened.target else None) or 0


def _more(facts: RequestFacts, line: Line, voice: Voice) -> str | None:
    problem = voice.gettext(PROBLEM_KINDS[line.problem]) if line.problem else None
    return " · ".join(filter(None, (_tag(facts, line), problem))) or None


def _tag(facts: RequestFacts, line: Line) -> str | None:
    device = facts.devices.get(line.device_id or 0)
    return (device.asset_tag or device.serial) if device else None

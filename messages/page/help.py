"""**I need help** on the page: one step to say with what, and a small form for each kind of trouble."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item, ProblemKind, Return
from messages import html
from messages.forms.base import LONGEST_LINE, LONGEST_TEXT
from messages.forms.returns.need_help import DAYS, OWN
from messages.forms.returns.parts import device_words
from messages.forms.returns.questions import ABOUT_DEVICES, QUESTIONS
from messages.ids import Field
from messages.labels import HELP_KINDS
from messages.page import NOTHING, action_url
from messages.page.answers import NAMES, item_name
from messages.reader import Reader
from messages.voice import voice

WRITTEN = frozenset({Field.TEXT, Field.PICK_UP})
"""The answers that may have several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of a form: its name, its words, into what it is typed, and how long it may be."""

    name: str
    label: str
    hint: str | None
    type: str
    needed: bool
    longest: int


def help_kinds(reader: Reader, *, url: str, said: str | None = None, errors: Mapping[str, str] = NOTHING) -> str:
    """With what somebody may need help: each leads to its form, below the page at `url`."""
    kinds = {kind.value: label for kind, label in HELP_KINDS.items()}
    return html.render("help", voice(reader).plainly(), title=OWN[1], kinds=kinds, url=url, said=said, errors=errors)


def help_form(
    facts: ReturnFacts,
    reader: Reader,
    kind: ProblemKind,
    *,
    url: str,
    said: str | None = None,
    errors: Mapping[str, str] = NOTHING,
    typed: Mapping[str, str] = NOTHING,
) -> str:
    """What has to be known about this kind, and about which devices where that may be some of several.

    It posts `action` ("need_help"), `kind`, the inputs by the names of `messages.page.answers`, and a box for each
    device that was chosen.
    """
    return html.render(
        "help_form",
        voice(reader).plainly(),
        title=HELP_KINDS[kind],
        kind=kind.value,
        devices=[(item_name(one.number), _words(one, facts)) for one in to_choose_from(facts.case, kind)],
        some_needed=ABOUT_DEVICES.get(kind, False),
        inputs=list(_inputs(kind, facts)),
        url=url,
        action_url=action_url(url, facts),
        said=said,
        errors=errors,
        typed=typed,
    )


def to_choose_from(case: Return, kind: ProblemKind) -> tuple[Item, ...]:
    """The devices that somebody may choose among; none where it is about all that is out, or about the only one."""
    out = case.outstanding()
    return out if kind in ABOUT_DEVICES and len(out) > 1 else ()


def _words(item: Item, facts: ReturnFacts) -> str:
    return device_words(facts.devices.get(item.device_id), item.number)


def _inputs(kind: ProblemKind, facts: ReturnFacts) -> Iterator[Input]:
    for one in QUESTIONS[kind]:
        if one.field in NAMES:
            is_written = one.field in WRITTEN
            yield Input(
                name=NAMES[one.field],
                label=one.label,
                hint=one.known if one.known and "address" in facts.reach else one.hint,
                type="textarea" if is_written else ("date" if one.field in DAYS else "text"),
                needed=one.needed,
                longest=LONGEST_TEXT if is_written else LONGEST_LINE,
            )

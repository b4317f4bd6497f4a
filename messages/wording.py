"""The templates that hold the wording: Jinja2 with gettext, in which whatever is filled in is made safe by itself."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context

from lifecycle.money import Money
from lifecycle.people import Person
from messages.text import Mrkdwn

TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".jinja"


class Speaker(Protocol):
    """What the templates need from the voice that they are written in."""

    def gettext(self, message: str) -> str:
        """A message, translated."""

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A message that depends on a number, translated."""

    def say(self, value: object) -> Mrkdwn:
        """Any value, made safe."""

    def strong(self, value: object) -> Mrkdwn:
        """A value that stands out."""

    def code(self, text: str) -> Mrkdwn:
        """A number to copy."""

    def person(self, person: Person | None) -> Mrkdwn:
        """A person."""

    def day(self, day: date) -> Mrkdwn:
        """A date."""

    def weekday(self, day: date) -> Mrkdwn:
        """A date with its day of the week."""

    def moment(self, moment: datetime) -> Mrkdwn:
        """A moment."""

    def money(self, money: Money) -> Mrkdwn:
        """An amount."""

    def country(self, code: str) -> Mrkdwn:
        """A country."""

    def number(self, number: float) -> Mrkdwn:
        """A number with its thousands apart."""


def render(template: str, speaker: Speaker, facts: Mapping[str, object]) -> Mrkdwn:
    """The words of a template (its name below `messages/templates/`, without suffix) for one reader.

    Raises:
        jinja2.UndefinedError: the template names a fact that is not there.
    """
    words = _template(template).render(facts, speaker=speaker)
    return Mrkdwn(_on_one_line(words))


def _on_one_line(words: str) -> str:
    """A template's lines are no lines of its text: whatever is filled in has no line ends of its own."""
    words = words.replace("\n", " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words.strip()


@cache
def _template(name: str) -> Template:
    """A template with its globals in one place: Jinja gathers them for every rendering, and that takes its time."""
    template = _environment().get_template(name + SUFFIX)
    template.globals = dict(template.globals)
    return template


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        finalize=_filter("say"),
        autoescape=False,  # noqa: S701 (`finalize` escapes, for Slack and not for HTML)
        auto_reload=False,
        cache_size=-1,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext)
    environment.filters.update({name: _filter(name) for name in FILTERS})
    return environment


FILTERS = ("strong", "code", "person", "day", "weekday", "moment", "money", "country", "number")
"""What templates do to facts: each filter is the speaker's method of that name."""


def _filter(name: str) -> Callable[[Context, object], Mrkdwn]:
    @pass_context
    def filtered(context: Context, value: object) -> Mrkdwn:
        speak: Callable[[object], Mrkdwn] = getattr(_speaker(context), name)
        return speak(value)

    return filtered


@pass_context
def _gettext(context: Context, message: str, /, **facts: object) -> Mrkdwn:
    speaker = _speaker(context)
    return _filled(speaker.gettext(message), speaker, facts)


@pass_context
def _ngettext(context: Context, singular: str, plural: str, number: int, /, **facts: object) -> Mrkdwn:
    speaker = _speaker(context)
    return _filled(speaker.ngettext(singular, plural, number), speaker, facts)


def _filled(message: str, speaker: Speaker, facts: Mapping[str, object]) -> Mrkdwn:
    """The message with its facts, each made safe: gettext's own formatting would not do that."""
    return Mrkdwn(message % {name: speaker.say(value) for name, value in facts.items()})


def _speaker(context: Context) -> Speaker:
    return cast(Speaker, context["speaker"])

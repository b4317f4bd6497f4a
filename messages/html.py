"""HTML for those who are not in Slack: letters and pages, in which whatever is filled in is escaped."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from messages import i18n
from messages.text import Mrkdwn, unescape
from messages.voice import Voice
from messages.wording import SUFFIX, TEMPLATES


def render(template: str, voice: Voice, **facts: object) -> str:
    """A template of `messages/templates/html/`, with these facts; words from plain speech are taken as they are meant.

    Raises:
        jinja2.UndefinedError: the template names a fact that is not there.
    """
    language = i18n.language(voice.reader.locale).replace("_", "-")
    page = _environment().get_template(f"html/{template}{SUFFIX}")
    return page.render(facts, _=voice.gettext, language=language)


def plain(words: str) -> str:
    """Words as they are meant: what plain speech has escaped for Slack is unescaped."""
    return unescape(words) if isinstance(words, Mrkdwn) else words


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        finalize=plain,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )

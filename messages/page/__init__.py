"""The page of whoever gives devices back and is not in Slack any more: the same words and the same three answers."""

from collections.abc import Mapping
from datetime import datetime

from lifecycle.reads.facts import ReturnFacts
from lifecycle.returns.commands import AskForHelp, ConfirmKit, MarkSent
from lifecycle.rules import possible
from messages import html
from messages.forms.base import LONGEST_LINE
from messages.ids import Action
from messages.labels import ACTIONS
from messages.reader import Reader
from messages.returns.leaver import Guide
from messages.text import Mrkdwn
from messages.voice import voice

ACTIONS_HERE = {
    Action.KIT_ARRIVED: ConfirmKit,
    Action.SENT_BACK: MarkSent,
    Action.NEED_HELP: AskForHelp,
}
"""The command behind each button."""

NOTHING: Mapping[str, str] = {}


def return_page(
    facts: ReturnFacts,
    reader: Reader,
    now: datetime,
    *,
    url: str,
    said: str | None = None,
    errors: Mapping[str, str] = NOTHING,
    typed: Mapping[str, str] = NOTHING,
) -> str:
    """The page as the return stands, with what came of the last click; it is at `url`, wherever a proxy has put it.

    That is `said`, or `errors`, which tell by input what was wrong, with `typed`, which is what stood there.
    Its forms post a field `action` ("kit_arrived", "sent_back") and their inputs, `carrier` and `tracking`, to
    `action_url`; the third button leads to the page of `messages.page.help`.
    """
    speaking = voice(reader).plainly()
    guide = Guide(facts, speaking, now)
    return html.render(
        "return",
        speaking,
        title=guide.headline(),
        items=[Mrkdwn(one.removeprefix("• ")) for one in guide.items()],
        way=guide.way(),
        problems=list(guide.problems()),
        data=guide.data(),
        actions={one.value: ACTIONS[one] for one, command in ACTIONS_HERE.items() if possible(command, facts.case)},
        longest={"name": LONGEST_LINE},
        url=url,
        action_url=action_url(url, facts),
        said=said,
        errors=errors,
        typed=typed,
    )


def action_url(url: str, facts: ReturnFacts) -> str:
    """Where the forms of a page lead: it tells which version of the return was shown."""
    return f"{url}?at={facts.case.version}"


def dead_link(reader: Reader) -> str:
    """That a link leads nowhere any more, and what to do instead."""
    return html.render("dead_link", voice(reader))

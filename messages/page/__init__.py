"""The page of whoever gives devices back and is not in Slack any more: the same words and the same three answers."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from lifecycle.facts import ReturnFacts
from lifecycle.retrieval import ProblemKind
from lifecycle.return_commands import AskForHelp, ConfirmKit, MarkSent
from lifecycle.rules import possible
from messages import html
from messages.forms.returns.need_help import DAYS, TOLD_AS
from messages.forms.returns.questions import QUESTIONS
from messages.ids import Action
from messages.labels import ACTIONS, HELP_KINDS
from messages.reader import Reader
from messages.returns.leaver import Guide
from messages.text import Mrkdwn
from messages.voice import voice

NAME, WORDS = 80, 500
"""Most characters of a number or a name, and of what somebody tells."""

ACTIONS_HERE = {
    Action.KIT_ARRIVED: ConfirmKit,
    Action.SENT_BACK: MarkSent,
    Action.NEED_HELP: AskForHelp,
}
"""The command behind each button."""

MORE = (ProblemKind.LOST_OR_STOLEN, ProblemKind.WANTS_TO_BUY, ProblemKind.PRIVATE_DATA)
"""The kinds of trouble about which the page, too, asks more; what is folded away is not in the way of the others."""

NOTHING: Mapping[str, str] = {}


def return_page(
    facts: ReturnFacts,
    reader: Reader,
    now: datetime,
    *,
    action_url: str,
    said: str | None = None,
    errors: Mapping[str, str] = NOTHING,
    typed: Mapping[str, str] = NOTHING,
) -> str:
    """The page as the return stands, with what came of the last click.

    That is `said`, or `errors`, which tell by input what was wrong, with `typed`, which is what stood there.
    Each form posts to `action_url` a field `action` ("kit_arrived", "sent_back", "need_help") and its inputs:
    `carrier` and `tracking`, or `kind`, `text`, `address` and the answers of `MORE`.
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
        kinds={kind.value: label for kind, label in HELP_KINDS.items()},
        more=[(HELP_KINDS[kind], list(_questions(kind))) for kind in MORE],
        longest={"name": NAME, "words": WORDS},
        action_url=action_url,
        said=said,
        errors=errors,
        typed=typed,
        given={name for name in (*typed, *errors) if typed.get(name) or name in errors},
    )


def _questions(kind: ProblemKind) -> Iterator[tuple[str, str, str]]:
    """The inputs that a kind of trouble has for itself: name, label, and what a browser takes into it."""
    for one in QUESTIONS[kind]:
        if one.field in TOLD_AS:
            yield one.field.value, one.label, "date" if one.field in DAYS else "text"


def dead_link(reader: Reader) -> str:
    """That a link leads nowhere any more, and what to do instead."""
    return html.render("dead_link", voice(reader))

"""Blocks, built with slack_sdk's models, cut to Slack's limits and made safe in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from slack_sdk.models.blocks import (
    ActionsBlock,
    AlertBlock,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    InputInteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks import (
    Block as SdkBlock,
)
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.models.views import View as SdkView

from messages.as_json import as_json
from messages.ids import VALUE, Action, Callback, Field, Opened, Target, Turn
from messages.labels import ACTIONS, STYLES, TURNS
from messages.payload import Block, View
from messages.places import Place
from messages.text import NOTHING, Mrkdwn, clean, clip, escape, unescape
from messages.voice import Voice

TITLE, BUTTON, LABEL, ALERT, HEADER, ALT = 24, 75, 2000, 200, 150, 2000
"""Most units in a modal's title and buttons, a button, a label or a hint, an alert, a header, the words for a picture.

See facts/slack.md, 1.2.
"""

OVERVIEW = Place()


@dataclass(frozen=True, slots=True)
class Turning:
    """A button that changes nothing: it shows something else."""

    turn: Turn
    value: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button to be shown: what it does and to what; a `calm` one does not stand out, whatever it does."""

    action: Action
    target: Target | None = None
    calm: bool = False


def plain(text: str, most: int) -> PlainTextObject:
    """Text that is shown as it is, emoji names included."""
    words = unescape(text) if isinstance(text, Mrkdwn) else text
    return PlainTextObject(text=escape(clip(clean(words), most) or NOTHING), emoji=False)


def mrkdwn(text: Mrkdwn) -> MarkdownTextObject:
    """Markup that was built here; bare names and addresses in it mean nothing."""
    return MarkdownTextObject(text=text, verbatim=True)


def section(block_id: str, text: Mrkdwn) -> Block:
    """A paragraph of markup."""
    return _json(SectionBlock(block_id=block_id, text=mrkdwn(text)))


def context(block_id: str, text: Mrkdwn) -> Block:
    """A line in small print."""
    return _json(ContextBlock(block_id=block_id, elements=[mrkdwn(text)]))


def verbatim(block_id: str, text: str, most: int) -> Block:
    """A paragraph that somebody wrote, exactly as written."""
    return _json(SectionBlock(block_id=block_id, text=plain(text, most)))


def picture(block_id: str, file_id: str, alt_text: str) -> Block:
    """A picture that somebody has uploaded to Slack; `alt_text` is for those who do not see it."""
    return _json(ImageBlock(block_id=block_id, slack_file=SlackFile(id=file_id), alt_text=clip(alt_text, ALT)))


def fields(block_id: str, pairs: Sequence[tuple[str, Mrkdwn]]) -> Block:
    """Facts beside each other, each below its label."""
    texts = [mrkdwn(Mrkdwn(f"*{escape(label)}*\n{value}")) for label, value in pairs]
    return _json(SectionBlock(block_id=block_id, fields=texts))


def header(block_id: str, text: str) -> Block:
    """A heading."""
    return _json(HeaderBlock(block_id=block_id, text=plain(text, HEADER)))


def buttons(block_id: str, row: Sequence[Button], voice: Voice, *, calm: bool = False) -> list[Block]:
    """A row of buttons, none of them coloured where it is `calm`; no block at all for an empty one."""
    elements = [
        ButtonElement(
            text=plain(voice.gettext(ACTIONS[button.action]), BUTTON),
            action_id=button.action.value,
            value=button.target.encode() if button.target else None,
            style=None if calm or button.calm else STYLES.get(button.action),
        )
        for button in row
    ]
    return [_json(ActionsBlock(block_id=block_id, elements=elements))] if elements else []


def pages(block_id: str, row: Sequence[Turning], voice: Voice) -> list[Block]:
    """A row of buttons that show something else; no block at all for an empty one."""
    return [_json(ActionsBlock(block_id=block_id, elements=[_turn(one, voice) for one in row]))] if row else []


def entry(block_id: str, text: Mrkdwn, button: Turning, voice: Voice) -> Block:
    """A line of a list, with a button that shows more of it."""
    return _json(SectionBlock(block_id=block_id, text=mrkdwn(text), accessory=_turn(button, voice)))


def opening(block_id: str, text: Mrkdwn, place: Place, voice: Voice) -> Block:
    """A line of the Home, with a button that shows more of it there."""
    label = plain(voice.gettext(TURNS[Turn.SHOW_DEVICE]), BUTTON)
    button = ButtonElement(text=label, action_id=place.action_id, value=place.encode())
    return _json(SectionBlock(block_id=block_id, text=mrkdwn(text), accessory=button))


def turns(block_id: str, row: Sequence[tuple[str, Place]]) -> list[Block]:
    """A row of buttons that lead to other places of the Home; no block at all for an empty one."""
    elements = [
        ButtonElement(text=plain(words, BUTTON), action_id=place.action_id, value=place.encode() or None)
        for words, place in row
    ]
    return [_json(ActionsBlock(block_id=block_id, elements=elements))] if elements else []


def alert(block_id: str, text: str, level: str = "error") -> Block:
    """Words above a form that was not taken, or not yet; modals only."""
    return _json(AlertBlock(block_id=block_id, text=plain(text, ALERT), level=level))


def field(
    block_id: Field,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
    tells_at_once: bool = False,
) -> Block:
    """An input with its label; one that `tells_at_once` has its form built anew as soon as something is chosen."""
    element.action_id = VALUE
    block = InputBlock(
        block_id=block_id.value,
        label=plain(label, LABEL),
        element=element,
        optional=optional,
        hint=plain(hint, LABEL) if hint else None,
        dispatch_action=True if tells_at_once else None,
    )
    return _json(block)


def modal(callback: Callback, blocks: Sequence[Block], words: tuple[str, str], voice: Voice, opened: Opened) -> View:
    """A form; `words` are its title and the word on the button that sends it."""
    title, submit = words
    view = SdkView(
        type="modal",
        callback_id=callback.value,
        title=plain(title, TITLE),
        submit=plain(submit, TITLE),
        close=plain(voice.gettext("Close"), TITLE),
        private_metadata=opened.encode(),
    )
    return _view(view, blocks)


def home_tab(blocks: Sequence[Block], place: Place = OVERVIEW) -> View:
    """The Home tab, which remembers what it shows."""
    return _view(SdkView(type="home", private_metadata=place.encode() or None), blocks)


def _view(view: SdkView, blocks: Sequence[Block]) -> View:
    """The view with its blocks, JSON already: its constructor would make objects of them, and JSON again."""
    view.blocks = cast(list[SdkBlock], list(blocks))
    return cast(View, as_json(view))


def _turn(button: Turning, voice: Voice) -> ButtonElement:
    label = plain(voice.gettext(TURNS[button.turn]), BUTTON)
    return ButtonElement(text=label, action_id=button.turn.value, value=button.value)


def _json(block: SdkBlock) -> Block:
    """The block as JSON; raises `slack_sdk.errors.SlackObjectFormationError` when it breaks a limit."""
    return cast(Block, as_json(block))

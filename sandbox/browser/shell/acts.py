"""What a person does: type a command or a message, press, choose, submit, close. Each waits until the app answered."""

from sandbox.blocks import find_element
from sandbox.browser.shell.objections import objections
from sandbox.browser.shell.panels import failure_words
from sandbox.browser.shell.room import Unfit, Unseen
from sandbox.browser.shell.visit import Visit
from sandbox.browser.typed import value_of
from sandbox.escaping import escaped
from sandbox.mrkdwn import read_object
from sandbox.payload import Payload, child, text
from sandbox.screens import View

NOTHING: Payload = {}

MAX_TEXT = 12_000
"""Characters of a message that somebody types [D:chat.postMessage]."""


def command(visit: Visit) -> Payload:
    """Type a slash command; when it fails, Slackbot says so in the conversation."""
    if visit.text("thread"):
        raise Unfit("Slack takes no slash commands in threads. Write it in the conversation itself.")
    visit.room.interactions.command(visit.user.id, visit.text("line"), visit.channel().id)
    return NOTHING


def post(visit: Visit) -> Payload:
    """Say something, with files or without."""
    room, channel = visit.room, visit.channel()
    files = visit.given.get("files")
    names = [str(name) for name in files] if isinstance(files, list) else []
    if any(name not in room.workspace.files.by_id for name in names):
        raise Unseen("file")
    words = visit.text("text")
    if len(words) > MAX_TEXT:
        raise Unfit(f"A message has at most {MAX_TEXT:,} characters.")
    if words or names:
        with room.workspace.changing():
            thread_ts = _root(visit, visit.text("thread"))
            said = escaped(room.workspace, words)
            room.happenings.write(visit.user.id, channel.id, said, thread_ts, files=tuple(names))
    return NOTHING


def act(visit: Visit) -> Payload:
    """Press a button, or choose something that the app hears of at once."""
    where, block_id, action_id = visit.where(), visit.text("block"), visit.text("action")
    element = find_element(where.blocks, block_id, action_id)
    if element is None:
        raise Unfit("This has changed meanwhile. Have another look.")
    try:
        value = value_of(element, visit.given.get("value"), visit.room.workspace, visit.room.slack.base_url)
    except ValueError as reason:
        raise Unfit(f"That cannot be chosen: {reason}.") from reason
    outcome = visit.room.interactions.act(
        visit.user.id, where, block_id, action_id, value=value, typed=visit.typed(where)
    )
    if outcome.failure:
        raise Unfit(f"That did not work: {failure_words(outcome.failure)}.")
    return NOTHING


def submit(visit: Visit) -> Payload:
    """Send a modal. What keeps it from being sent, and what the app has against it, is on the modal afterwards."""
    view = _modal(visit)
    typed: dict[tuple[str, str], object] = {}
    errors: dict[str, str] = {}
    for entry in visit.entries():
        try:
            typed |= visit.held(view, entry)
        except ValueError as reason:
            errors[str(entry[:1][0] if entry else "")] = f"Please check this: {reason}."
    errors |= {block_id: words for block_id, words in objections(view, typed).items() if block_id not in errors}
    if errors:
        with visit.room.workspace.changing():
            visit.room.workspace.screens.mark(view, errors=errors)
        return NOTHING
    visit.room.interactions.submit(visit.user.id, view.id, typed)
    return NOTHING


def close(visit: Visit) -> Payload:
    """Close the modal in front."""
    visit.room.interactions.close(visit.user.id, _modal(visit).id)
    return NOTHING


def suggest(visit: Visit) -> Payload:
    """Ask the app what it offers in an external select."""
    where = visit.where()
    found = visit.room.interactions.suggest(
        visit.user.id, where, visit.text("block"), visit.text("action"), visit.text("query")
    )
    reader = visit.room.reader(visit.user)
    options = [{"text": read_object(child(one, "text"), reader), "value": text(one, "value")} for one in found]
    return {"options": options}


def home(visit: Visit) -> Payload:
    """Open the app: its Home, or its messages."""
    if not visit.user.deleted:
        visit.room.happenings.open_home(visit.user.id, "messages" if visit.text("tab") == "messages" else "home")
    return NOTHING


def dismiss(visit: Visit) -> Payload:
    """Take a message away that only this person sees."""
    with visit.room.workspace.changing():
        conversations = visit.room.workspace.conversations
        message = conversations.find(visit.text("channel"), visit.text("ts"))
        if message is None or message.only_for != visit.user.id:
            raise Unfit("This is not there any more.")
        conversations.remove(message)
    return NOTHING


def _modal(visit: Visit) -> View:
    view = visit.where()
    if not isinstance(view, View) or not view.is_modal:
        raise Unseen("modal")
    return view


def _root(visit: Visit, ts: str) -> str | None:
    """The root of the thread that a reply joins."""
    if not ts:
        return None
    message = visit.room.workspace.conversations.find(visit.channel().id, ts)
    if message is None or message.only_for is not None:
        raise Unfit("This thread is not there any more.")
    return message.thread_ts or message.ts

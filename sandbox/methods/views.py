"""views.*: modals and the Home tab."""

from sandbox.arguments import Arguments
from sandbox.context import Slack
from sandbox.errors import Refused
from sandbox.payload import Payload
from sandbox.screens import View
from sandbox.viewing import changed_view, new_view, view_json


def open_(slack: Slack, args: Arguments) -> Payload:
    """views.open: a new modal for whoever the trigger belongs to."""
    user_id = _exchange(slack, args)
    view = new_view(slack, user_id, _modal(args))
    slack.workspace.screens.open(view)
    return _answer(slack, view)


def push(slack: Slack, args: Arguments) -> Payload:
    """views.push: a modal over the one in which the person acted."""
    user_id = _exchange(slack, args)
    top = slack.workspace.screens.top_modal(user_id)
    if top is None:
        raise Refused("not_found")
    view = new_view(slack, user_id, _modal(args), above=top)
    slack.workspace.screens.push(view)
    return _answer(slack, view)


def update(slack: Slack, args: Arguments) -> Payload:
    """views.update: by view_id or external_id; with a stale hash it is refused."""
    screens = slack.workspace.screens
    found = screens.find(args.text("view_id")) or screens.find_external(args.text("external_id"))
    if found is None:
        raise Refused("not_found")
    view = changed_view(slack, found, args.mapping("view"), expected_hash=args.text("hash"))
    screens.put(view)
    return _answer(slack, view)


def publish(slack: Slack, args: Arguments) -> Payload:
    """views.publish: the Home tab of one person. A stranger sees nothing of it, which Slack does not say."""
    user_id = args.text("user_id")
    if not slack.app.features.has_home_tab:
        raise Refused("not_enabled")
    if user_id not in slack.workspace.directory.users:
        raise Refused("user_not_found")
    content = args.mapping("view")
    if content.get("type") != "home":
        raise Refused("invalid_arguments", messages=["[ERROR] views.publish takes a view of type home"])
    screens = slack.workspace.screens
    before = screens.home(user_id)
    if before:
        view = changed_view(slack, before, content, expected_hash=args.text("hash"))
    else:
        view = new_view(slack, user_id, content)
    screens.publish(view)
    return _answer(slack, view)


def _modal(args: Arguments) -> Payload:
    content = args.mapping("view")
    if content.get("type") != "modal":
        raise Refused("invalid_arguments", messages=["[ERROR] only a view of type modal can be opened"])
    return content


def _exchange(slack: Slack, args: Arguments) -> str:
    trigger_id = args.text("trigger_id") or args.text("interactivity_pointer")
    return slack.triggers.exchange(trigger_id, slack.now())


def _answer(slack: Slack, view: View) -> Payload:
    return {"view": view_json(slack, view, {})}

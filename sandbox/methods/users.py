"""users.*, usergroups.*, team.info, bots.info: who is here."""

from sandbox.arguments import Arguments
from sandbox.context import Slack
from sandbox.errors import Refused
from sandbox.methods.paging import page
from sandbox.payload import Payload
from sandbox.people import User


def info(slack: Slack, args: Arguments) -> Payload:
    """users.info."""
    user = slack.workspace.directory.users.get(args.text("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": _described(slack, user, args)}


def list_(slack: Slack, args: Arguments) -> Payload:
    """users.list: deactivated people too, strangers not."""
    people = [user for user in slack.workspace.directory.users.values() if not user.is_stranger]
    found, more = page(people, args, default=len(people))
    return {"members": [_described(slack, user, args) for user in found], **more}


def lookup_by_email(slack: Slack, args: Arguments) -> Payload:
    """users.lookupByEmail: a deactivated person is not found."""
    user = slack.workspace.directory.by_email(args.text("email"))
    if user is None or not args.has("email"):
        raise Refused("users_not_found")
    return {"user": _described(slack, user, args)}


def groups(slack: Slack, args: Arguments) -> Payload:
    """usergroups.list."""
    with_users = args.flag("include_users")
    return {"usergroups": [group.as_json(with_users=with_users) for group in slack.workspace.directory.groups.values()]}


def group_members(slack: Slack, args: Arguments) -> Payload:
    """usergroups.users.list."""
    group = slack.workspace.directory.groups.get(args.text("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": list(group.members)}


def team_info(slack: Slack, _args: Arguments) -> Payload:
    """team.info."""
    team = slack.workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}


def bot_info(slack: Slack, args: Arguments) -> Payload:
    """bots.info: the app's own bot is the only one."""
    app = slack.app
    if args.text("bot", app.bot_id) != app.bot_id:
        raise Refused("bot_not_found")
    name = slack.workspace.user(app.bot_user).name
    bot = {"id": app.bot_id, "deleted": False, "name": name, "app_id": app.app_id, "user_id": app.bot_user, "icons": {}}
    return {"bot": bot}


def _described(slack: Slack, user: User, args: Arguments) -> Payload:
    return user.as_json(
        slack.now(),
        with_email="users:read.email" in slack.app.scopes,
        with_locale=args.flag("include_locale"),
    )

"""The page that a browser gets: what this is, and who and what is in the workspace now."""

from collections.abc import Callable, Iterator, Mapping

from jinja2 import Environment, StrictUndefined

from sandbox.conversations import Kind
from sandbox.people import User
from sandbox.workspace import Workspace

HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
"""The page loads nothing and runs nothing."""

_PAGE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
    """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ team }}, a sandbox</title>
<style>
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }
  table { border-collapse: collapse; }
  th, td { padding: .2rem 1.5rem .2rem 0; text-align: left; vertical-align: top; }
</style>
<h1>{{ team }}, a sandbox</h1>
<p>This is a Slack workspace on this machine, for trying an app without Slack. It speaks Slack’s protocol and has no
windows to sign in to: its people act through programs, and everything said in it is gone when it stops.
{% if guide %}
<p>{{ guide }}
{% endif %}
<h2>People</h2>
<table>
<tr><th>Name<th>Handle<th>Id<th>Notes
{% for user, notes in people %}
<tr><td>{{ user.real_name }}<td>@{{ user.name }}<td>{{ user.id }}<td>{{ notes }}
{% endfor %}
</table>
<h2>Channels</h2>
<table>
<tr><th>Name<th>Id<th>Members
{% for channel, members in channels %}
<tr><td>#{{ channel.name }}<td>{{ channel.id }}<td>{{ members }}
{% endfor %}
</table>
</html>
"""
)

_STANDINGS: Mapping[str, Callable[[User, str], bool]] = {
    "app": lambda user, _: user.is_bot,
    "guest": lambda user, _: user.is_restricted,
    "deactivated": lambda user, _: user.deleted,
    "of another workspace": lambda user, team_id: user.team_id != team_id,
}
"""What makes somebody different from an ordinary member."""


def page(workspace: Workspace, guide: str) -> str:
    """The page as HTML; `guide` is what whoever runs the sandbox has to say about it, as plain text."""
    with workspace.changing():
        users = workspace.directory.users
        channels = workspace.conversations.channels.values()
        return _PAGE.render(
            team=workspace.team.name,
            guide=guide,
            people=[(user, ", ".join(_notes(user, workspace))) for user in users.values()],
            channels=[
                (channel, ", ".join(f"@{users[member].name}" for member in channel.members))
                for channel in channels
                if channel.kind in (Kind.PUBLIC, Kind.PRIVATE)
            ],
        )


def _notes(user: User, workspace: Workspace) -> Iterator[str]:
    """The user groups that somebody is in, and how they are no ordinary member."""
    yield from (f"@{group.handle}" for group in workspace.directory.groups.values() if user.id in group.members)
    yield from (standing for standing, has in _STANDINGS.items() if has(user, workspace.team.id))

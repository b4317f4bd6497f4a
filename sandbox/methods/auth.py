"""auth.test and apps.connections.open: what the tokens are good for."""

from sandbox.arguments import Arguments
from sandbox.context import Slack
from sandbox.payload import Payload


def test(slack: Slack, _args: Arguments) -> Payload:
    """auth.test: whose token it is."""
    team = slack.workspace.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": slack.workspace.user(slack.app.bot_user).name,
        "team_id": team.id,
        "user_id": slack.app.bot_user,
        "bot_id": slack.app.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(slack: Slack, _args: Arguments) -> Payload:
    """apps.connections.open: a fresh address for one Socket Mode link."""
    return {"url": f"{slack.socket_url}?ticket={slack.tickets.issue()}&app_id={slack.app.app_id}"}

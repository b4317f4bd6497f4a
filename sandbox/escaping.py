"""What Slack makes of the words after a slash command when the app asked for `should_escape`."""

import re

from sandbox.workspace import Workspace

_MENTION = re.compile(r"(?<!\S)([@#])([\w.-]*\w)")
_URL = re.compile(r"(?<!\S)https?://\S+")
_MAIL = re.compile(r"(?<!\S)([\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?!\S)")


def escaped(workspace: Workspace, words: str) -> str:
    """`& < >` as entities, and then names, channels, links and addresses in Slack's angle brackets.

    `@ana` becomes `<@U…|ana>` and `#general` `<#C…|general>` where they exist; anything else stays as typed. Brackets
    that a person types are entities afterwards, so nobody can forge a mention.
    """
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = _MAIL.sub(r"<mailto:\1|\1>", _URL.sub(r"<\g<0>>", plain))
    return _MENTION.sub(lambda match: _mention(workspace, match), linked)


def _mention(workspace: Workspace, match: re.Match[str]) -> str:
    sign, name = match.groups()
    if sign == "@":
        user = workspace.directory.by_name(name)
        return f"<@{user.id}|{user.name}>" if user else match.group()
    channel = workspace.conversations.by_name(name)
    return f"<#{channel.id}|{channel.name}>" if channel else match.group()

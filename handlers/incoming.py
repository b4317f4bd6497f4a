"""What Slack delivers, read once: who sent it, under which key it counts, where an answer goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from messages.ids import Opened

Body = Mapping[str, object]
"""A payload, or a part of one, as JSON."""

Place = str | tuple[str, str]
"""Where an answer for one person's eyes goes: a response_url, or (channel id, Slack user id).

Where there is neither, the channel is the person's own id: the conversation with the app.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A payload's sender and address.

    `key` is the same however often the payload is delivered. `team_id` is the workspace that the app is in,
    `homes` what the sender's own team may be called for them to be of it. `place` takes an answer for the sender's
    eyes; `trigger_id` opens one modal within 3 seconds.
    """

    key: str
    team_id: str
    user_id: str
    user_team_id: str
    homes: tuple[str, ...]
    place: Place
    trigger_id: str

    @property
    def answer_to(self) -> str | None:
        """The response_url, where there is one."""
        return self.place if isinstance(self.place, str) else None

    @property
    def is_from_here(self) -> bool:
        """Whether the sender is of this workspace (or, on Grid, of its organisation), as far as the payload tells."""
        return not self.user_team_id or self.user_team_id in self.homes


def of_command(body: Body) -> Incoming:
    """A slash command; people of other workspaces have none, so it does not name the sender's team."""
    team_id, user_id = text(body, "team_id"), text(body, "user_id")
    return Incoming(
        key=f"command:{text(body, 'trigger_id')}",
        team_id=team_id,
        user_id=user_id,
        user_team_id="",
        homes=(team_id,),
        place=text(body, "response_url") or (user_id, user_id),
        trigger_id=text(body, "trigger_id"),
    )


def of_action(body: Body) -> Incoming:
    """A click: the same person cannot press the same button of the same screen twice at one action_ts."""
    action = first_action(body)
    where = text(body, "container", "message_ts") or text(body, "view", "id")
    parts = (text(body, "team", "id"), text(body, "user", "id"), where, text(action, "action_id"))
    user_id = text(body, "user", "id")
    return _interaction(
        body,
        key=":".join(("click", *parts, text(action, "action_ts"))),
        place=text(body, "response_url") or (user_id, user_id),
    )


def of_submission(body: Body) -> Incoming:
    """A submission: a view is submitted with effect once; a refused one keeps its key unused for the next try."""
    user_id = text(body, "user", "id")
    opened = Opened.decode(text(body, "view", "private_metadata"))
    place = opened.answer_to or (opened.channel or user_id, user_id)
    return _interaction(body, key=f"view:{text(body, 'view', 'id')}", place=place)


def of_event(body: Body, user_id: str) -> Incoming:
    """An event that a person brought about by opening something; it has no trigger."""
    team_id = text(body, "team_id")
    return Incoming(
        key=text(body, "event_id"),
        team_id=team_id,
        user_id=user_id,
        user_team_id="",
        homes=(team_id,),
        place=(user_id, user_id),
        trigger_id="",
    )


def of_message(body: Body, event: Body) -> Incoming:
    """A message to the app; what is said to one about it stands where they wrote."""
    user_id = text(event, "user")
    return replace(of_event(body, user_id), place=(text(event, "channel") or user_id, user_id))


def first_action(body: Body) -> Body:
    """What was pressed; Slack sends one action at a time."""
    match body.get("actions"):
        case [Mapping() as action, *_]:
            return action
    return {}


def text(body: Body, *path: str) -> str:
    """The string that stands at `path`, or an empty one."""
    found: object = body
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def words(body: Body, key: str) -> tuple[str, ...]:
    """The texts of a list in the payload; without the list, none."""
    value = body.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _interaction(body: Body, *, key: str, place: Place) -> Incoming:
    team_id, organisation = text(body, "team", "id"), text(body, "enterprise", "id")
    return Incoming(
        key=key,
        team_id=team_id,
        user_id=text(body, "user", "id"),
        user_team_id=text(body, "user", "team_id"),
        homes=tuple(filter(None, (team_id, organisation))),
        place=place,
        trigger_id=text(body, "trigger_id"),
    )

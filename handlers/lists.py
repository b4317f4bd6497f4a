"""Lists of devices that IT drops into the conversation with the desk: looked at first, taken over at a press."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from slack_bolt import Ack, App

from handlers.incoming import Body, first_action, of_action, of_message, text
from handlers.reception import NO, Reception, Visit
from lifecycle.people import Role
from messages import answers, lists
from messages.ids import ListAction
from messages.places import DroppedList
from messages.reader import Reader

WRITTEN = frozenset({"", "file_share"})
"""Messages that somebody has written; the others tell of changes, and of what programs say."""

EVERY_BUTTON = re.compile(rf"^(?:{'|'.join(ListAction)})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A list, who has sent it, and where what is said about it goes; `ts` is the message with the buttons."""

    list: DroppedList
    slack_id: str
    channel: str
    reader: Reader
    ts: str = ""


class Lists(Protocol):
    """Reads and takes over lists in the background: a file can be larger than what Slack waits for."""

    def look(self, dropped: Dropped) -> None:
        """Tell in the conversation what would become of each row, with buttons to go on."""

    def take(self, dropped: Dropped, team_id: str, key: str) -> bool:
        """Take the list over, and tell what became of it; False when that is under way already.

        That it is to be done is on record when this returns, and outlives the process. Under the same `key`, nothing is
        done twice; what the person may do is looked at again when it is done.
        """

    def leave(self, dropped: Dropped) -> bool:
        """Leave the list as it is, and take the buttons away; False when it is being taken over."""


def register(app: App, reception: Reception, dropped: Lists) -> None:
    """Listen to what is written to the desk, and to the buttons below its answer about a list."""

    @app.event("message")
    def written(event: Body, body: Body) -> None:
        if text(event, "subtype") not in WRITTEN or text(event, "bot_id") or text(event, "channel_type") != "im":
            return
        incoming, visit = of_message(body, event), None
        try:
            visit = reception.admit(incoming)
        except NO as no:
            reception.whisper(incoming, reception.words(no, visit))
        else:
            _written(reception, visit, event, dropped)

    @app.action(EVERY_BUTTON)
    def press(body: Body, ack: Ack) -> None:
        incoming, visit = of_action(body), None
        try:
            visit = reception.admit(incoming)
            _pressed(reception, visit, body, dropped)
        except NO as no:
            reception.whisper(incoming, reception.words(no, visit))
        ack()


def _written(reception: Reception, visit: Visit, event: Body, dropped: Lists) -> None:
    """A file of IT's is looked at; whoever writes anything else is told what can be said to the desk."""
    files = event.get("files")
    found = [text(one, "id") for one in files if isinstance(one, Mapping)] if isinstance(files, list) else []
    if not found:
        reception.whisper(visit.incoming, answers.help_text(visit.reader))
    elif Role.IT not in visit.visitor.roles:
        reception.whisper(visit.incoming, lists.only_it(visit.reader))
    else:
        reception.whisper(visit.incoming, lists.reading(visit.reader))
    for file_id in found if Role.IT in visit.visitor.roles else ():
        dropped.look(_dropped(visit, DroppedList(file_id, text(event, "text")), text(event, "channel")))


def _pressed(reception: Reception, visit: Visit, body: Body, dropped: Lists) -> None:
    if Role.IT not in visit.visitor.roles:
        reception.whisper(visit.incoming, lists.only_it(visit.reader))
        return
    action = first_action(body)
    the_list = DroppedList.decode(text(action, "value"))
    meant = _dropped(visit, the_list, text(body, "channel", "id"), text(body, "container", "message_ts"))
    if text(action, "action_id") == ListAction.CANCEL:
        if not dropped.leave(meant):
            reception.whisper(visit.incoming, lists.running(visit.reader))
    else:
        is_begun = dropped.take(meant, visit.incoming.team_id, visit.incoming.key)
        reception.whisper(visit.incoming, (lists.taking if is_begun else lists.running)(visit.reader))


def _dropped(visit: Visit, the_list: DroppedList, channel: str, ts: str = "") -> Dropped:
    user_id = visit.incoming.user_id
    return Dropped(list=the_list, slack_id=user_id, channel=channel or user_id, reader=visit.reader, ts=ts)

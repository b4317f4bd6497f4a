"""What happens in the workspace: somebody opens Home, joins, changes; a group has other members.

Slack delivers an event again until it is acknowledged, so everything here may be done twice: records are written over
by newer ones only, a hire is tied once.
"""

from slack_bolt import App

from handlers import guests, home
from handlers.guard import NotWelcome, unwelcome
from handlers.hires import tie_hires
from handlers.incoming import Body, of_event, text, words
from handlers.reception import Reception
from lifecycle.leaving import see_off, welcome_back


def register(app: App, reception: Reception) -> None:
    """Listen to the events of `manifest.json`; Bolt acknowledges each once its listener has returned."""

    @app.event("app_home_opened")
    def home_opened(event: Body, body: Body) -> None:
        if text(event, "tab") != "home":
            return
        try:
            visit = reception.admit(of_event(body, text(event, "user")), guests.at_home)
        except NotWelcome:
            return
        home.turn(reception, visit, home.place_of(event))

    @app.event("team_join")
    def joined(event: Body, body: Body) -> None:
        _meet(reception, event, body, joined=True)

    @app.event("user_change")
    def changed(event: Body, body: Body) -> None:
        _meet(reception, event, body)

    @app.event("subteam_members_changed")
    def regrouped(event: Body) -> None:
        joined, left = words(event, "added_users"), words(event, "removed_users")
        reception.directory.regroup(text(event, "subteam_id"), joined, left)


def _meet(reception: Reception, event: Body, body: Body, *, joined: bool = False) -> None:
    """Have on record what an event says of an account; it may be an awaited hire's, who has just `joined`.

    Where somebody cannot be asked any more, whoever speaks for them now is shown what is on its way.
    """
    match event.get("user"):
        case dict() as account:
            visitor = reception.directory.account(account)
            if unwelcome(visitor.person, text(body, "team_id")) is None:
                tie_hires(reception.desk, visitor, reception.clock(), joined=joined)
                welcome_back(reception.desk, visitor.person.id, reception.clock())
            else:
                see_off(reception.desk, visitor.person.id, reception.clock())
                reception.refresh_all(visitor.person.id, text(body, "event_id"))

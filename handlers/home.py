"""The app's Home tab: published when somebody opens it."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.reception import Reception, Visit
from messages import home

CONFLICT = "hash_conflict"


def publish(reception: Reception, visit: Visit, client: WebClient, shown: str | None) -> None:
    """Show what concerns the person; `shown` is the hash of the Home that they have, None for the first one.

    Where another delivery was faster, what stands now is read and shown once more, whatever is there.
    """
    try:
        _publish(reception, visit, client, shown)
    except SlackApiError as error:
        if error.response["error"] != CONFLICT:
            raise
        _publish(reception, visit, client, None)


def _publish(reception: Reception, visit: Visit, client: WebClient, shown: str | None) -> None:
    person = visit.visitor.person
    with reception.desk.reading() as reads:
        mine = reads.mine(person.id)
    view = home.build(person, mine, reception.desk.policy, visit.reader, visit.now)
    client.views_publish(user_id=visit.incoming.user_id, view=view, hash=shown)

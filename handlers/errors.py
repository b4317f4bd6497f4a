"""When something breaks: it is logged, the person is told that nothing was kept, and Slack is told the truth."""

import logging

from slack_bolt import App, BoltResponse

from handlers.incoming import Body, of_action, text
from handlers.reception import Reception
from messages.answers import Hitch, hitch
from messages.forms.again import with_alert

log = logging.getLogger(__name__)


def register(app: App, reception: Reception) -> None:
    """Answer for every listener that raised.

    A payload that a person was told about is acknowledged; any other is not, so that Slack delivers an event again.
    """

    @app.error
    def broken(error: Exception, body: Body) -> BoltResponse | None:
        log.error("a listener failed", exc_info=error)
        words = hitch(Hitch.BROKEN, reception.stranger)
        view = body.get("view")
        if text(body, "command"):
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": words})
        if text(body, "type") == "view_submission" and isinstance(view, dict):
            return BoltResponse(status=200, body={"response_action": "update", "view": with_alert(view, words)})
        if text(body, "type") == "block_actions":
            reception.whisper(of_action(body), words)
            return BoltResponse(status=200)
        return None

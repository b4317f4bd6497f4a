"""Payloads of each family, as Slack sends them from Dana."""

from handlers.incoming import Body
from messages.ids import Opened, Target
from tests.support.subjects import a_request

RESPONSE_URL = "https://hooks.example/1"
USER: Body = {"id": "U1", "team_id": "T1"}

COMMAND: Body = {
    "command": "/device",
    "text": "mine",
    "team_id": "T1",
    "user_id": "U1",
    "trigger_id": "1.2",
    "response_url": RESPONSE_URL,
}
CLICK: Body = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": USER,
    "container": {"message_ts": "1.2"},
    "trigger_id": "1.2",
    "response_url": RESPONSE_URL,
    "actions": [{"action_id": "approve", "block_id": "b", "action_ts": "1.3", "value": "request:17"}],
}
VIEW: Body = {
    "id": "V1",
    "type": "modal",
    "callback_id": "decline",
    "private_metadata": Opened(Target(a_request(17)), "C1", "1.2").encode(),
    "title": {"type": "plain_text", "text": "Decline"},
    "submit": {"type": "plain_text", "text": "Decline"},
    "blocks": [
        {
            "type": "input",
            "block_id": "reason",
            "label": {"type": "plain_text", "text": "Reason"},
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
    ],
    "state": {"values": {"reason": {"value": {"type": "plain_text_input", "value": "No budget"}}}},
}
SUBMISSION: Body = {"type": "view_submission", "team": {"id": "T1"}, "user": USER, "view": VIEW}
HOME_OPENED: Body = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "app_home_opened", "user": "U1", "tab": "home"},
}
CHANGED: Body = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev2",
    "event": {"type": "user_change", "user": {"id": "U1"}},
}

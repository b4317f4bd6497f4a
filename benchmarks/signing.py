"""Requests as Slack sends them: signed, form-encoded, over a kept-alive connection."""

import json
import time
from urllib.parse import urlencode

from sandbox.company import IT_DEVICES
from sandbox.company import TEAM as WORKSPACE
from sandbox.signing import signed_headers

SECRET = "bench-signing-secret"
TEAM = WORKSPACE.id


def http_request(body: bytes, host: str) -> bytes:
    """A whole signed HTTP request, stamped with the present second."""
    headers = {
        "Host": host,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **signed_headers(SECRET, body, int(time.time())),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{head}\r\n".encode() + body


def command_body(text: str, user: str, trigger: str) -> bytes:
    """The body of `/device TEXT`."""
    fields = {
        "command": "/device",
        "text": text,
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": IT_DEVICES,
        "channel_name": "it-devices",
        "user_id": user,
        "user_name": "bench",
        "api_app_id": "A0BENCH",
        "trigger_id": trigger,
        "response_url": "http://127.0.0.1:9/unused",
    }
    return urlencode(fields).encode()


def click_body(action_id: str, value: str, user: str, ts: str) -> bytes:
    """The body of a click on a button of a message."""
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "bench"},
        "user": {"id": user, "username": "bench", "name": "bench", "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "unused",
        "container": {"type": "message", "message_ts": ts, "channel_id": IT_DEVICES, "is_ephemeral": False},
        "trigger_id": f"trigger.{ts}",
        "channel": {"id": IT_DEVICES, "name": "it-devices"},
        "message": {"type": "message", "ts": ts, "text": "card", "blocks": []},
        "state": {"values": {}},
        "response_url": "http://127.0.0.1:9/unused",
        "actions": [
            {"action_id": action_id, "block_id": "b", "type": "button", "value": value, "action_ts": ts},
        ],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()

"""Requests as Slack sends them: signed, form-encoded, over a kept-alive connection."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

SECRET = "bench-signing-secret"
TEAM = "T0BENCH"


def http_request(body: bytes, host: str) -> bytes:
    """A whole signed HTTP request, stamped with the present second."""
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={digest}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def command_body(text: str, user: str, trigger: str) -> bytes:
    """The body of `/device TEXT`."""
    fields = {
        "command": "/device",
        "text": text,
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": "C0BENCH",
        "channel_name": "general",
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
        "container": {"type": "message", "message_ts": ts, "channel_id": "C0BENCH", "is_ephemeral": False},
        "trigger_id": f"trigger.{ts}",
        "channel": {"id": "C0BENCH", "name": "it-devices"},
        "message": {"type": "message", "ts": ts, "text": "card", "blocks": []},
        "state": {"values": {}},
        "response_url": "http://127.0.0.1:9/unused",
        "actions": [
            {"action_id": action_id, "block_id": "b", "type": "button", "value": value, "action_ts": ts},
        ],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()

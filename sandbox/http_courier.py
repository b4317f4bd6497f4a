"""HTTP delivery: signed POSTs to the app's request URL."""

import json
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import httpx

from sandbox.clock import Clock
from sandbox.couriers import Parcel, Receipt, Undelivered
from sandbox.journal import EnvelopeType
from sandbox.payload import Payload
from sandbox.signing import signed_headers

_FORM = "application/x-www-form-urlencoded"

Encoder = Callable[[Payload], tuple[str, str]]


def _as_event(payload: Payload) -> tuple[str, str]:
    return "application/json", json.dumps(payload)


def _as_interaction(payload: Payload) -> tuple[str, str]:
    return _FORM, urlencode({"payload": json.dumps(payload)})


def _as_command(payload: Payload) -> tuple[str, str]:
    return _FORM, urlencode(payload)


_ENCODERS: Mapping[EnvelopeType, Encoder] = {
    EnvelopeType.COMMAND: _as_command,
    EnvelopeType.EVENT: _as_event,
    EnvelopeType.INTERACTION: _as_interaction,
}


class HttpCourier:
    """Posts to `url`. `wall_clock` is the real time: the app compares signatures with its own."""

    def __init__(self, url: str, signing_secret: str, ack_timeout: float, wall_clock: Clock) -> None:
        self._url = url
        self._secret = signing_secret
        self._wall_clock = wall_clock
        self._client = httpx.AsyncClient(timeout=ack_timeout, trust_env=False)

    async def bring(self, parcel: Parcel) -> Receipt:
        """Post once; any status but 2xx is a failure."""
        content_type, body = _ENCODERS[parcel.type](parcel.payload)
        content = body.encode()
        headers = {"Content-Type": content_type, **self._signature(content), **_retry_headers(parcel)}
        try:
            response = await self._client.post(self._url, content=content, headers=headers)
        except httpx.TimeoutException:
            raise Undelivered("http_timeout") from None
        except httpx.TransportError:
            raise Undelivered("connection_failed") from None
        if not response.is_success:
            raise Undelivered("http_error", is_final=response.headers.get("x-slack-no-retry") == "1")
        return Receipt(_answer(response))

    async def close(self) -> None:
        """Close the connections to the app."""
        await self._client.aclose()

    def _signature(self, content: bytes) -> dict[str, str]:
        return signed_headers(self._secret, content, int(self._wall_clock().timestamp()))


def _retry_headers(parcel: Parcel) -> dict[str, str]:
    if not parcel.retry:
        return {}
    return {"X-Slack-Retry-Num": str(parcel.retry), "X-Slack-Retry-Reason": parcel.retry_reason}


def _answer(response: httpx.Response) -> Payload:
    """A JSON object as it is; plain text as the `text` of a message; nothing as nothing."""
    if response.headers.get("content-type", "").startswith("application/json"):
        answer = response.json()
        return answer if isinstance(answer, dict) else {}
    return {"text": response.text} if response.text else {}

"""Answers for one person's eyes, sent in the background: implements `handlers.guard.Answers`.

They are a courtesy, not a promise: an answer that Slack does not take is logged and given up. What must arrive goes
through the outbox.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.webhook import WebhookClient

from bot.delivery.refusals import NETWORK, code_of
from handlers.incoming import Place
from messages.report.parts import Report

log = logging.getLogger(__name__)

HOOK_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
"""Where Slack's response_urls are; nothing is posted to any other host but that of the API itself."""

MOST_WAITING = 200
"""Answers that wait to be sent; when Slack is that slow, nobody looks for them any more."""

PATIENCE = timedelta(seconds=3)
"""How long answers are still sent at the end."""

Blocks = Sequence[Mapping[str, object]]


class BackgroundAnswers:
    """Sends from a small pool of threads, through `client`."""

    def __init__(self, client: WebClient, *, threads: int = 4, patience: timedelta = PATIENCE) -> None:
        self._client = client
        self._hosts = HOOK_HOSTS | {urlsplit(client.base_url).netloc}
        self._patience = patience
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._waiting: set[Future[None]] = set()

    def whisper(self, place: Place, text: str, blocks: Blocks = (), *, instead: bool = False) -> None:
        """Show a message to the person who acted; `instead` of the one on which they did, where there is such a place.

        Only a response_url reaches what somebody alone sees: elsewhere it is a new message.
        """
        self._put(partial(self._answer, place, text, blocks, instead=instead))

    def send(self, slack_id: str, report: Report) -> None:
        """Send a report to a person's conversation with the desk, its picture after the words."""
        self._put(partial(self._report, slack_id, report))

    def stop(self) -> None:
        """Take no more; send what there is for as long as `patience` lasts, and drop the rest."""
        self._pool.shutdown(wait=False)
        wait(tuple(self._waiting), self._patience.total_seconds())
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _put(self, send: Callable[[], None]) -> None:
        if len(self._waiting) >= MOST_WAITING:
            log.warning("an answer was dropped: %d others wait already", MOST_WAITING)
            return
        try:
            answer = self._pool.submit(_heeded, send)
        except RuntimeError:
            log.warning("an answer was dropped: the bot is ending")
            return
        self._waiting.add(answer)
        answer.add_done_callback(self._waiting.discard)

    def _answer(self, place: Place, text: str, blocks: Blocks, *, instead: bool) -> None:
        if isinstance(place, str):
            self._to_response_url(place, text, blocks, instead=instead)
        else:
            self._to_conversation(*place, text, blocks)

    def _report(self, slack_id: str, report: Report) -> None:
        channel = self._conversation(slack_id)
        message = report.message
        self._client.chat_postMessage(
            channel=channel, text=message.text, blocks=message.blocks, unfurl_links=False, unfurl_media=False
        )
        try:
            picture = report.draw()
            self._client.files_upload_v2(
                channel=channel, file=picture.png, filename=picture.name, title=picture.title, alt_txt=picture.alt
            )
        except Exception as error:  # whatever it is, the words are there, and the person waits for a picture
            cause = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("the picture of a report could not be sent: %s", cause, exc_info=error)
            self._client.chat_postMessage(channel=channel, text=report.without)

    def _to_response_url(self, url: str, text: str, blocks: Blocks, *, instead: bool) -> None:
        if urlsplit(url).netloc not in self._hosts:
            log.warning("an answer was not sent: its response_url is not Slack's")
            return
        hook = WebhookClient(
            url, timeout=self._client.timeout, retry_handlers=[], logger=logging.getLogger("slack_sdk.webhook")
        )
        answer = hook.send(
            text=text,
            blocks=[dict(block) for block in blocks] or None,
            response_type="ephemeral",
            replace_original=instead,
        )
        if answer.status_code != 200:
            log.warning("an answer was refused: http_%d", answer.status_code)

    def _to_conversation(self, channel: str, user: str, text: str, blocks: Blocks) -> None:
        """`channel` may be the person's own id: their conversation with the desk."""
        if channel == user:
            channel = self._conversation(user)
        shown = [dict(block) for block in blocks] or None
        self._client.chat_postEphemeral(channel=channel, user=user, text=text, blocks=shown)

    def _conversation(self, user: str) -> str:
        return str(self._client.conversations_open(users=[user])["channel"]["id"])


def _heeded(send: Callable[[], None]) -> None:
    """Nobody asks the pool how it went: what went wrong is logged."""
    try:
        send()
    except SlackApiError as error:
        log.warning("an answer was refused: %s", code_of(error))
    except (SlackRequestError, *NETWORK) as error:
        log.warning("an answer did not get through: %s", type(error).__name__)
    except Exception:
        log.exception("an answer met a fault of ours")

import logging
from datetime import timedelta

import pytest

from bot.delivery.answers import MOST_WAITING, BackgroundAnswers
from bot.slack.client import web_client
from sandbox.company import ANA, IT_DEVICES
from sandbox.faults import LostBefore, Slow
from sandbox.response_urls import Grant
from tests.unit.bot.post import QUICK, PostOffice, settings_of

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Already approved"}}]


@pytest.fixture
def answers(post: PostOffice) -> BackgroundAnswers:
    return BackgroundAnswers(web_client(settings_of(post.sandbox), timeout=QUICK.http))


def only_for_ana(post: PostOffice) -> list[tuple[str, str]]:
    with post.sandbox.workspace.changing():
        seen = post.sandbox.workspace.messages_for(ANA)
    return [(message.channel, message.text) for message in seen if message.only_for == ANA]


def test_in_the_place_where_somebody_acted(post: PostOffice, answers: BackgroundAnswers) -> None:
    answers.whisper((IT_DEVICES, ANA), "Already approved", BLOCKS)
    answers.stop()
    assert only_for_ana(post) == [(IT_DEVICES, "Already approved")]


def test_in_the_conversation_with_the_desk(post: PostOffice, answers: BackgroundAnswers) -> None:
    answers.whisper((ANA, ANA), "Already approved")
    answers.stop()
    assert only_for_ana(post) == [(post.dm(ANA), "Already approved")]


def test_through_a_response_url(post: PostOffice, answers: BackgroundAnswers) -> None:
    slack = post.sandbox.slack
    token = slack.response_urls.issue(Grant(user=ANA, channel=IT_DEVICES, issued=slack.now()))
    answers.whisper(f"{slack.base_url}/response/{token}", "Already approved", BLOCKS)
    answers.stop()
    assert only_for_ana(post) == [(IT_DEVICES, "Already approved")]


def test_no_more_wait_than_anybody_would_look_for(post: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    post.sandbox.faults.order("chat.postEphemeral", Slow(0.5), times=2)
    client = web_client(settings_of(post.sandbox), timeout=timedelta(seconds=5))
    answers = BackgroundAnswers(client, threads=1, patience=timedelta(seconds=0.1))
    for number in range(MOST_WAITING + 1):
        answers.whisper((IT_DEVICES, ANA), str(number))
    assert caplog.text.count("an answer was dropped") == 1
    answers.stop()
    answers.whisper((IT_DEVICES, ANA), "too late")
    assert "the bot is ending" in caplog.text
    assert len(only_for_ana(post)) <= 2


def test_never_to_a_foreign_address(answers: BackgroundAnswers, caplog: pytest.LogCaptureFixture) -> None:
    answers.whisper("http://169.254.169.254/latest/meta-data", "Hello")
    answers.stop()
    assert "is not Slack's" in caplog.text


def test_what_slack_does_not_take_is_logged_and_given_up(
    post: PostOffice, answers: BackgroundAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="bot.delivery.answers")
    post.sandbox.faults.order("chat.postEphemeral", LostBefore())
    answers.whisper((IT_DEVICES, ANA), "Lost")
    answers.stop()
    assert "did not get through" in caplog.text
    assert only_for_ana(post) == []


def test_a_refusal_is_logged_by_its_code(
    post: PostOffice, answers: BackgroundAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    answers.whisper(("C0NOWHERE", ANA), "Refused")
    answers.stop()
    assert "an answer was refused: channel_not_found" in caplog.text

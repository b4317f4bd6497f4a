import io
import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.config.settings import Settings
from bot.logs import QUIET, RedactingFormatter, configure

SECRETS = {
    "token": "sent with xoxb-12-34-AbC and xapp-1-A0-99-ff",
    "secret": "key is 0123456789abcdef",
    "email": "asked by maria.silva+private@example.co.uk today",
    "response_url": "post to https://hooks.slack.com/commands/T1/2/abc and http://127.0.0.1:99/response/tok-en",
    "query": "GET wss://x/link/?ticket=abc&app_id=A1 and /r?token=zzz",
    "link": "POST http://127.0.0.1:3000/r/AAAAAAAAABEAC0ZFxx-zq9Jm_yy7zz0123456789012345678901234567890 broke",
    "credentials": "postgresql+psycopg://desk:pass-word@host/desk",
}
HIDDEN = ("AAAAAABEAC", "xoxb-12", "xapp-1", "0123456789", "maria", "T1/2", "tok-en", "ticket=abc", "zzz", "pass-word")


def formatted(message: str, **parts: object) -> str:
    formatter = RedactingFormatter(["0123456789abcdef", ""])
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", "name": "test", **parts})
    return formatter.format(record)


@pytest.mark.parametrize("what", SECRETS)
def test_secrets_and_private_data_are_taken_out_of_messages(what: str) -> None:
    line = formatted(SECRETS[what])
    assert not [word for word in HIDDEN if word in line]
    assert json.loads(line)["logger"] == "test"


@pytest.mark.parametrize("what", SECRETS)
def test_and_out_of_arguments_extras_and_tracebacks(what: str) -> None:
    try:
        raise ValueError(SECRETS[what])
    except ValueError as error:
        failure = (ValueError, error, error.__traceback__)
    line = formatted("%s", args=(SECRETS[what],), extra_thing=SECRETS[what], exc_info=failure)
    assert not [word for word in HIDDEN if word in line]
    assert "Traceback" in json.loads(line)["exc_info"]


@pytest.mark.parametrize("secret", ['quo"te-back\\slash', "schlüssel-für-alles", "line\nbreak"])
def test_a_secret_that_json_spells_differently_is_found(secret: str) -> None:
    formatter = RedactingFormatter([secret])
    record = logging.makeLogRecord({"msg": "with %s", "args": (secret,), "thing": {"deep": [secret, 7, None]}})
    line = json.loads(formatter.format(record))
    assert line["message"] == "with [secret]"
    assert line["thing"] == {"deep": ["[secret]", 7, None]}


def test_a_line_stays_json_whatever_is_taken_out() -> None:
    assert json.loads(formatted("asked by\nmaria@example.com"))["message"] == "asked by\n[email]"


@pytest.mark.usefixtures("restored_logging")
def test_a_secret_that_is_hardly_one_does_not_spoil_every_line() -> None:
    settings = Settings(secret_key=SecretStr("a,0123456789abcdef"), slack_signing_secret=SecretStr("no"))
    stream = io.StringIO()
    configure(settings, stream)
    logging.getLogger("bot.test").warning("nothing about 0123456789abcdef")
    assert json.loads(stream.getvalue())["message"] == "nothing about [secret]"


def test_what_is_harmless_stays() -> None:
    message = "notice request:1:v2:note:person:5 waits 30 s: ratelimited (C0SBITDEVIC, https://slack.com/api/)"
    assert json.loads(formatted(message))["message"] == message


@pytest.fixture
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.level, root.handlers[:], {name: logging.getLogger(name).level for name in QUIET})
    yield
    logging.captureWarnings(capture=False)
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("restored_logging")
def test_not_even_debug_prints_what_slack_sends() -> None:
    stream = io.StringIO()
    configure(Settings(log_level="DEBUG", slack_signing_secret=SecretStr("sign-me")), stream)
    for name in QUIET:
        logging.getLogger(name).debug("a body")
    logging.getLogger("slack_bolt.RequestVerification").info("a body")
    logging.getLogger("bot.test").debug("ours: sign-me")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["logger"], line["message"]) for line in lines] == [("bot.test", "ours: [secret]")]

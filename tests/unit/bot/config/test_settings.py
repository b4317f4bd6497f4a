import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config.settings import NAMES, REMEDIES, Settings, read_settings
from bot.config.smtp_url import Security, SmtpServer, sender
from bot.faults import Faulty

ROOT = Path(__file__).parents[4]
NO_FILE = Path("there-is-no-such-file")
WORKSPACE = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "IT_CHANNEL": "C1",
    "IT_USERS": "U1, U2,",
}
MAIL = {"SMTP_URL": "smtp://mail", "MAIL_FROM": "a@b.example", "PUBLIC_URL": "https://desk.example.com/"}
BROKEN = {
    "SLACK_BOT_TOKEN": "abc-secret",
    "SLACK_APP_TOKEN": "xoxb-secret",
    "SLACK_API_URL": "slack.com",
    "DATABASE_URL": "mysql://secret@host/name",
    "IT_CHANNEL": "#it",
    "IT_USERGROUP": "@it",
    "IT_USERS": "ana",
    "APPROVER_USERS": "U1;U2",
    "PORT": "70000",
    "PUBLIC_URL": "desk",
    "SMTP_URL": "https://secret@mail",
    "MAIL_FROM": "nobody",
    "API_TOKENS": "secret-that-is-short," + "k" * 32,
    "LOG_LEVEL": "LOUD",
}


def faults_of(environment: dict[str, str], env_file: Path = NO_FILE) -> list[str]:
    with pytest.raises(Faulty) as caught:
        read_settings(environment, env_file)
    assert "secret" not in str(caught.value)
    return [fault.name for fault in caught.value.faults]


def test_without_anything_the_bot_runs_with_the_sandbox() -> None:
    settings = read_settings({}, NO_FILE)
    assert not settings.has_slack
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.database_url == "sqlite:///sandbox.db"


def test_a_workspace_with_socket_mode() -> None:
    settings = read_settings(WORKSPACE, NO_FILE)
    assert settings.has_slack
    assert settings.database_url == "sqlite:///device-desk.db"
    assert settings.it_users == ("U1", "U2")


def test_every_broken_value_is_told_at_once() -> None:
    assert sorted(faults_of(BROKEN)) == sorted(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_value_is_told_alone(name: str) -> None:
    """A default that is made from another setting must not hide what is wrong with that one."""
    assert name in faults_of({name: BROKEN[name]})
    assert faults_of({**WORKSPACE, **MAIL, name: BROKEN[name]}) == [name]


def test_every_value_that_can_be_broken_has_its_remedy() -> None:
    assert set(BROKEN) == set(REMEDIES)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_APP_TOKEN", "IT_CHANNEL", "IT_USERGROUP"]),
        ({"SLACK_SIGNING_SECRET": "s"}, ["SLACK_BOT_TOKEN", "IT_CHANNEL", "IT_USERGROUP"]),
        ({"SMTP_URL": "smtp://mail"}, ["MAIL_FROM", "PUBLIC_URL"]),
        ({**MAIL, "PUBLIC_URL": ""}, ["PUBLIC_URL"]),
        ({**MAIL, "MAIL_FROM": " "}, ["MAIL_FROM"]),
    ],
)
def test_what_belongs_together(given: dict[str, str], missing: list[str]) -> None:
    assert faults_of(given) == missing


def test_the_environment_wins_over_the_file_and_empty_is_absent(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("PORT=1234\nHOST=0.0.0.0\nLOG_LEVEL=\nIT_USERS=U1,U2\nSOMETHING_ELSE=1\n", encoding="utf-8")
    settings = read_settings({"PORT": "4321", "SMTP_URL": " "}, env_file)
    assert (settings.port, settings.host, settings.log_level) == (4321, "0.0.0.0", "INFO")
    assert settings.smtp_url is None


def test_usual_spellings_are_understood() -> None:
    given = {"DATABASE_URL": "postgres://u:p@h/n", "SLACK_API_URL": "http://127.0.0.1:9/api", "LOG_LEVEL": "debug"}
    settings = read_settings(given, NO_FILE)
    assert settings.database_url == "postgresql+psycopg://u:p@h/n"
    assert settings.slack_api_url == "http://127.0.0.1:9/api/"
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("url", "is_real"),
    [
        ("https://slack.com/api/", True),
        ("https://acme.slack.com/api/", True),
        ("https://slack-gov.com/api/", True),
        ("http://127.0.0.1:8080/api/", False),
        ("https://notslack.com/api/", False),
    ],
)
def test_slack_itself_is_told_from_a_workspace_on_this_machine(url: str, is_real: bool) -> None:
    settings = Settings(slack_bot_token=SecretStr("xoxb-1"), slack_api_url=url)
    assert settings.is_real_slack == is_real


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com", SmtpServer("mail.example.com", 25, Security.OFFERED)),
        ("smtp://localhost:1025", SmtpServer("localhost", 1025, Security.OFFERED)),
        ("smtps://u:p%40ss@m.example", SmtpServer("m.example", 465, Security.FROM_THE_START, "u", "p@ss")),
        ("smtp+starttls://u:p@m.example", SmtpServer("m.example", 587, Security.REQUIRED, "u", "p")),
    ],
)
def test_where_mail_is_handed_in(url: str, server: SmtpServer) -> None:
    assert read_settings({**MAIL, "SMTP_URL": url}, NO_FILE).smtp == server


@pytest.mark.parametrize(
    "url",
    ["smtp://", "smtp://m/x", "smtp://m?x", "smtp://m:0", "smtp://m:99999", "smtp://u@m", "smtp://:p@m", "m.example"],
)
def test_no_mail_server(url: str) -> None:
    assert faults_of({**MAIL, "SMTP_URL": url}) == ["SMTP_URL"]


@pytest.mark.parametrize(
    "given", ["a@b, c@d", "<a@b> <c@d>", "Desk <a@b", "a b@c.example", "a@", "@b", "dësk@b.example", "a@b\tBcc: c@d"]
)
def test_no_address_that_mail_can_come_from(given: str) -> None:
    assert faults_of({**MAIL, "MAIL_FROM": given}) == ["MAIL_FROM"]


def test_an_address_with_a_name() -> None:
    given = read_settings({**MAIL, "MAIL_FROM": "Gerätetisch <desk@bücher.example>"}, NO_FILE).mail_from
    assert given
    assert str(sender(given)) == "Gerätetisch <desk@xn--bcher-kva.example>"


@pytest.mark.parametrize(
    "url", ["http://desk.example.com", "https://u:p@desk.example.com", "https://d.example/?x", "https://"]
)
def test_no_address_that_links_may_lead_to(url: str) -> None:
    assert faults_of({**MAIL, "PUBLIC_URL": url}) == ["PUBLIC_URL"]


@pytest.mark.parametrize(
    "url", ["https://d.example", "https://d.example:8443/desk", "http://127.0.0.1:3000", "http://[::1]"]
)
def test_addresses_that_links_may_lead_to(url: str) -> None:
    assert read_settings({**MAIL, "PUBLIC_URL": f"{url}/"}, NO_FILE).public_url == url


def test_no_secret_shows() -> None:
    given = {**WORKSPACE, **MAIL, "SECRET_KEY": "k" * 40, "DATABASE_URL": "postgres://u:pw@h/n", "API_TOKENS": "k" * 40}
    settings = read_settings({**given, "SMTP_URL": "smtp://u:pw@h"}, NO_FILE)
    shown = repr(settings) + repr(settings.smtp)
    assert not re.search(r"xoxb|xapp|kkk|pw", shown)


@pytest.mark.parametrize("tokens", ["k" * 31, "k" * 31 + "é", "k" * 20 + " " + "k" * 20, "k" * 32 + ",k"])
def test_tokens_that_are_none(tokens: str) -> None:
    assert faults_of({"API_TOKENS": tokens}) == ["API_TOKENS"]


def test_several_tokens() -> None:
    given = read_settings({"API_TOKENS": f"{'a' * 32}, {'b' * 40},"}, NO_FILE).api_tokens
    assert [one.get_secret_value() for one in given] == ["a" * 32, "b" * 40]


def test_the_example_lists_exactly_the_settings() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line.partition("=")[0] for line in lines if line and not line.startswith("#")] == list(NAMES)


def test_the_example_changes_nothing() -> None:
    assert read_settings({}, ROOT / ".env.example") == Settings()

"""The settings: environment variables, or the same names in a `.env` file.

The names are the public contract. `.env.example` lists each with its purpose.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
)

from bot.config.smtp_url import LOOPBACK, SmtpServer, sender
from bot.faults import Fault, Faulty


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _psycopg(value: object) -> object:
    """The URL with the driver named that the desk uses, for what hosts hand out as `postgres://`."""
    if isinstance(value, str):
        for scheme in ("postgres://", "postgresql://"):
            if value.startswith(scheme):
                return f"postgresql+psycopg://{value.removeprefix(scheme)}"
    return value


def _with_slash(value: object) -> object:
    return f"{value.rstrip('/')}/" if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _begins_with(*prefixes: str) -> Callable[[SecretStr], SecretStr]:
    def check(secret: SecretStr) -> SecretStr:
        if not secret.get_secret_value().startswith(prefixes):
            raise ValueError(f"must begin with {' or '.join(prefixes)}")
        return secret

    return check


def _mail_server(secret: SecretStr) -> SecretStr:
    SmtpServer.parse(secret.get_secret_value())
    return secret


def _sender(value: str) -> str:
    sender(value)
    return value


def _public(value: str) -> str:
    """The address without a final slash; unencrypted it can only be this machine's own."""
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" or parts.hostname in LOOPBACK
    if not parts.hostname or parts.port == 0 or not is_safe or "?" in value or "#" in value or "@" in parts.netloc:
        raise ValueError("must be an https address")
    return value.rstrip("/")


def _token(secret: SecretStr) -> SecretStr:
    token = secret.get_secret_value()
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise ValueError("is no token")
    return secret


SHORTEST_TOKEN = 32
"""Characters; nobody guesses that many."""

ApiToken = Annotated[SecretStr, AfterValidator(_token)]
SlackUser = Annotated[str, StringConstraints(pattern=r"^[UW]\w+$")]
SlackUsers = Annotated[tuple[SlackUser, ...], BeforeValidator(_split)]
SlackUrl = Annotated[str, BeforeValidator(_with_slash), StringConstraints(pattern=r"^https?://[^\s/]+(/\S*)?/$")]
Database = Annotated[
    str, BeforeValidator(_psycopg), StringConstraints(pattern=r"^(sqlite:///.+|postgresql\+psycopg://\S+)$")
]

SLACKS_DOMAINS = (".slack.com", ".slack-gov.com")

SANDBOX_DATABASE = "sandbox.db"
"""The record of a bot without Slack, unless DATABASE_URL says else: never the file of one that works in Slack."""


def _usual_database(given: dict[str, object]) -> str:
    return "sqlite:///device-desk.db" if given.get("slack_bot_token") else f"sqlite:///{SANDBOX_DATABASE}"


class Settings(BaseModel):
    """What the environment decides; secrets never show in a repr or a log."""

    model_config = ConfigDict(frozen=True, alias_generator=str.upper, populate_by_name=True, hide_input_in_errors=True)

    slack_bot_token: Annotated[SecretStr, AfterValidator(_begins_with("xoxb-"))] | None = None
    slack_app_token: Annotated[SecretStr, AfterValidator(_begins_with("xapp-"))] | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: SlackUrl = "https://slack.com/api/"
    database_url: Database = Field(default_factory=_usual_database, repr=False)
    it_channel: Annotated[str | None, StringConstraints(pattern=r"^[CG]\w+$")] = None
    it_usergroup: Annotated[str | None, StringConstraints(pattern=r"^S\w+$")] = None
    it_users: SlackUsers = ()
    approver_users: SlackUsers = ()
    policy_file: Path = Path("policy.toml")
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    public_url: (
        Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/\S*)?$"), AfterValidator(_public)] | None
    ) = None
    smtp_url: Annotated[SecretStr, AfterValidator(_mail_server)] | None = None
    mail_from: Annotated[str, AfterValidator(_sender)] | None = None
    secret_key: SecretStr | None = None
    api_tokens: Annotated[tuple[ApiToken, ...], BeforeValidator(_split)] = ()
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"

    @property
    def has_slack(self) -> bool:
        """Whether there is a workspace to work in; without one the bot runs with the sandbox."""
        return self.slack_bot_token is not None

    @property
    def has_passing_record(self) -> bool:
        """Whether the record is the sandbox's own, which begins anew at every start: nobody chose another."""
        return "database_url" not in self.model_fields_set and self.database_url == f"sqlite:///{SANDBOX_DATABASE}"

    @property
    def is_real_slack(self) -> bool:
        """Whether people read what the bot posts: there is a token, and the API is Slack's own."""
        host = urlsplit(self.slack_api_url).hostname or ""
        return self.has_slack and f".{host}".endswith(SLACKS_DOMAINS)

    @property
    def smtp(self) -> SmtpServer | None:
        """Where mail is handed in, if anywhere."""
        return SmtpServer.parse(self.smtp_url.get_secret_value()) if self.smtp_url else None


NAMES = tuple(name.upper() for name in Settings.model_fields)
"""Every setting there is."""

REMEDIES: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": "must be the Bot User OAuth Token: it begins with xoxb-",
    "SLACK_APP_TOKEN": "must be an app-level token with connections:write: it begins with xapp-",
    "SLACK_API_URL": "must be a web address, like https://slack.com/api/",
    "DATABASE_URL": "must be like sqlite:///device-desk.db or postgresql://user:password@host/name",
    "IT_CHANNEL": "must be a channel's id, like C0123456789 (in the channel's details, at the very end)",
    "IT_USERGROUP": "must be a user group's id, like S0123456789",
    "IT_USERS": "must be ids of people, separated by commas, like U0123456789,U9876543210",
    "APPROVER_USERS": "must be ids of people, separated by commas, like U0123456789,U9876543210",
    "PORT": "must be a number from 0 (any free port) to 65535",
    "PUBLIC_URL": "must be an https address, like https://desk.example.com (or, to try it, http://127.0.0.1:3000)",
    "SMTP_URL": "must be like smtp+starttls://user:password@mail.example.com:587, smtps://… or smtp://localhost:25",
    "MAIL_FROM": "must be one e-mail address, like desk@example.com or Device Desk <desk@example.com>",
    "API_TOKENS": f"must be tokens of at least {SHORTEST_TOKEN} letters, digits and signs each, separated by commas",
    "LOG_LEVEL": "must be DEBUG, INFO, WARNING or ERROR",
}
"""What to do about a value that cannot be; the value itself may be a secret and is never repeated."""


FOLLOWS = "default_factory_not_called"
"""What pydantic says of a default that is made from another setting, when that one is at fault."""


def read_settings(environment: Mapping[str, str], env_file: Path) -> Settings:
    """The settings of this environment, which wins over the file; an empty value counts as absent.

    Raises:
        Faulty: with every fault there is.
    """
    given = {**dotenv_values(env_file, interpolate=False), **environment}
    values = {name: value.strip() for name in NAMES if (value := given.get(name)) and value.strip()}
    faults = [*_field_faults(values), *_missing(values)]
    if faults:
        raise Faulty("The settings", faults)
    return Settings.model_validate(values)


def _field_faults(values: Mapping[str, str]) -> Iterator[Fault]:
    try:
        Settings.model_validate(values)
    except ValidationError as error:
        told = [problem for problem in error.errors() if problem["type"] != FOLLOWS]
        names = dict.fromkeys(str(problem["loc"][0]) for problem in told)
        yield from (Fault(name, REMEDIES[name]) for name in names)


def _missing(values: Mapping[str, str]) -> Iterator[Fault]:
    """What a real workspace needs, as soon as one of its secrets is set."""
    if any(name in values for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")):
        if "SLACK_BOT_TOKEN" not in values:
            yield Fault("SLACK_BOT_TOKEN", "is missing; set the Bot User OAuth Token of the app's page “Install App”")
        if "SLACK_APP_TOKEN" not in values and "SLACK_SIGNING_SECRET" not in values:
            yield Fault("SLACK_APP_TOKEN", "is missing; set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP")
        if "IT_CHANNEL" not in values:
            yield Fault("IT_CHANNEL", "is missing; set the id of the channel that gets IT's cards")
        if "IT_USERGROUP" not in values and "IT_USERS" not in values:
            yield Fault("IT_USERGROUP", "is missing; set IT's user group, or IT_USERS with the ids of IT's people")
    if "SMTP_URL" in values and "MAIL_FROM" not in values:
        yield Fault("MAIL_FROM", "is missing; set the address that mail comes from, or remove SMTP_URL")
    if "SMTP_URL" in values and "PUBLIC_URL" not in values:
        yield Fault("PUBLIC_URL", "is missing; set the address that links in mail lead to, or remove SMTP_URL")

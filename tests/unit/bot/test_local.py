"""The bot's settings in a sandbox, and its record."""

from contextlib import chdir
from pathlib import Path

from pydantic import SecretStr

from bot.config.settings import SANDBOX_DATABASE, Settings
from bot.local import clear_database, sandbox_workspace

FILES = (SANDBOX_DATABASE, f"{SANDBOX_DATABASE}-wal", f"{SANDBOX_DATABASE}-shm")


def test_an_earlier_record_is_cleared_with_all_its_files(tmp_path: Path) -> None:
    for name in (*FILES, "mine.db"):
        (tmp_path / name).write_text("old")
    with chdir(tmp_path):
        clear_database(Settings())
        assert [path.name for path in tmp_path.iterdir()] == ["mine.db"]
        clear_database(Settings())


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    """The lock lies beside the file that a link leads to: a file in the link's place would have another lock."""
    elsewhere = tmp_path / "elsewhere.db"
    elsewhere.write_text("old")
    (tmp_path / SANDBOX_DATABASE).symlink_to(elsewhere)
    with chdir(tmp_path):
        clear_database(Settings())
    assert not elsewhere.exists()
    assert (tmp_path / SANDBOX_DATABASE).is_symlink()


def test_a_record_that_was_chosen_is_left_alone(tmp_path: Path) -> None:
    chosen = Settings(database_url=f"sqlite:///{SANDBOX_DATABASE}")
    (tmp_path / SANDBOX_DATABASE).write_text("mine")
    with chdir(tmp_path):
        clear_database(chosen)
    assert (tmp_path / SANDBOX_DATABASE).read_text() == "mine"


def test_a_record_passes_unless_it_was_chosen_or_is_of_a_workspace() -> None:
    chosen, of_slack = Settings(database_url="sqlite:///sandbox.db"), Settings(slack_bot_token=SecretStr("xoxb-1"))
    assert [one.has_passing_record for one in (Settings(), chosen, of_slack)] == [True, False, False]


def test_no_letter_leaves_the_machine() -> None:
    given = Settings(
        smtp_url=SecretStr("smtp://mail.example.com"),
        mail_from="it@example.com",
        public_url="https://desk.example.com",
        host="0.0.0.0",
        port=3000,
    )
    with sandbox_workspace(given) as place:
        assert place.sandbox.mailroom
        assert place.settings.smtp_url == SecretStr(place.sandbox.mailroom.url)
        assert place.settings.mail_from == "Device Desk <desk@tallpine.example>"
        assert place.settings.public_url == "http://127.0.0.1:3000"
    with sandbox_workspace(given.model_copy(update={"port": 0})) as place:
        assert place.sandbox.mailroom is None
        assert (place.settings.smtp_url, place.settings.mail_from, place.settings.public_url) == (None, None, None)

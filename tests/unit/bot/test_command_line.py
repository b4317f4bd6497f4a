"""`python -m bot COMMAND`, as it is typed."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta

from lifecycle.notices import Kind, Notice
from sandbox import Sandbox
from sandbox.company import IT_DEVICES, KAREN
from store.crypto import Cipher
from store.engine import migrations
from store.engine.database import open_database
from store.unit_of_work import SqlStore
from tests.unit.bot.shell import ROOT, Shell


def test_the_way_of_a_new_database(shell: Shell) -> None:
    before = shell.bot_from_scratch("doctor")
    assert before.returncode == 1
    assert "fault  database: The database is at revision none" in before.stdout
    too_early = shell.bot("verify")
    assert too_early.returncode == 1
    assert too_early.stderr.startswith("The database is at revision none and must be at ")
    assert not list(shell.directory.glob("*.db")), "looking makes no file"
    migrated = shell.bot_from_scratch("migrate")
    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert migrated.stdout.startswith("The database is at revision ")
    after = shell.bot("doctor")
    assert (after.returncode, after.stderr) == (0, "")
    assert "ok     Slack: no tokens are set, so the bot runs with the sandbox" in after.stdout
    whole = shell.bot_from_scratch("verify")
    assert (whole.returncode, whole.stdout) == (0, "The record is whole.\n")


def test_every_fault_of_the_settings_and_exit_1(shell: Shell) -> None:
    shell.environment |= {"PORT": "none", "IT_CHANNEL": "#it"}
    told = shell.bot("run")
    assert told.returncode == 1
    assert told.stderr.splitlines()[0] == "The settings: 2 faults"


def test_every_fault_of_the_policy_and_exit_1(shell: Shell) -> None:
    broken = shell.directory / "broken.toml"
    broken.write_text('currency = "EUX"\nsurprise = 1\n', encoding="utf-8")
    shell.environment["POLICY_FILE"] = str(broken)
    told = shell.bot("tick")
    assert told.returncode == 1
    assert f"{broken}:1: currency: " in told.stderr
    assert f"{broken}:2: surprise: " in told.stderr
    assert "Traceback" not in told.stderr


def test_a_database_of_a_newer_release_is_left_alone(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    with closing(open_database(shell.database_url)) as database, database.writer() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    told = shell.bot("run")
    assert told.returncode == 1
    assert told.stderr == "The database is at revision 9999, which is newer than this release.\n"


def test_verify_names_every_break_and_exits_1(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    with closing(open_database(shell.database_url)) as database, database.writer() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(
            "INSERT INTO event (subject, seq, at, name, origin, parts, changes, facts, key, prev_hash, hash)"
            " VALUES ('device:1', 1, 0, 'device_added', 'cli', '[]', '{}', '{}', 'k', '', 'no such hash')"
        )
        connection.commit()
    told = shell.bot("verify")
    assert told.returncode == 1
    assert "device:1" in told.stdout


def test_tick_without_slack_runs_the_jobs(shell: Shell) -> None:
    told = shell.bot("tick", "--at", "2026-12-01T10:00")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == "Every job ran as of 2026-12-01T10:00:00+00:00; without Slack, nothing was delivered.\n"


def test_a_policy_is_new_once(shell: Shell) -> None:
    policy = shell.directory / "policy.toml"
    policy.write_text((ROOT / "policy.toml").read_text(encoding="utf-8"), encoding="utf-8")
    shell.environment |= {"POLICY_FILE": str(policy), "LOG_LEVEL": "INFO"}
    said = ["the policy is new" in shell.bot("tick").stderr for _ in range(2)]
    with policy.open("a", encoding="utf-8") as file:
        file.write("# another word\n")
    said.append("the policy is new" in shell.bot("tick").stderr)
    assert said == [True, False, True]


def test_tick_wants_a_moment(shell: Shell) -> None:
    told = shell.bot("tick", "--at", "soon")
    assert told.returncode == 2
    assert "'soon' is not a moment" in told.stderr


def test_tick_delivers_what_is_due_then(shell: Shell, sandbox: Sandbox) -> None:
    migrations.upgrade(shell.database_url)
    shell.work_in(sandbox)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    lost = Notice(kind=Kind.UNDELIVERED, to=f"channel:{IT_DEVICES}", key="lost:1", at=tomorrow, facts=FACTS)
    with (
        closing(open_database(shell.database_url)) as database,
        SqlStore(database, Cipher("k" * 40)).transaction() as work,
    ):
        work.tell([lost])
    assert shell.bot("tick").stdout.endswith("; 0 messages were delivered.\n")
    told = shell.bot("tick", "--at", tomorrow.isoformat())
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("; 1 messages were delivered.\n")


def test_time_is_not_walked_where_people_would_hear_of_it(shell: Shell, sandbox: Sandbox) -> None:
    shell.work_in(sandbox)
    shell.environment["SLACK_API_URL"] = "https://slack.com/api/"
    told = shell.bot("tick", "--at", "2036-12-01T10:00")
    assert told.returncode == 1
    assert "--at: is 2036-12-01T10:00:00+00:00, but time can only be walked in a sandbox" in told.stderr
    assert not (shell.directory / "desk.db").exists()


FACTS: Mapping[str, str | int | None] = {
    "kind": "note",
    "to": f"channel:{IT_DEVICES}",
    "error": "is_archived",
    "for_sure": 1,
}


def test_doctor_in_a_workspace(shell: Shell, sandbox: Sandbox) -> None:
    migrations.upgrade(shell.database_url)
    shell.work_in(sandbox)
    shell.environment["APPROVER_USERS"] = KAREN
    told = shell.bot("doctor")
    assert (told.returncode, told.stderr) == (0, "")
    assert [line.split(":")[0].split("  ", 1)[1].strip() for line in told.stdout.splitlines()] == [
        "policy",
        "database",
        "secret key",
        "web address",
        "public address",
        "mail",
        "labels",
        "bot token and scopes",
        "channel",
        "cards",
        "IT",
        "second approver",
        "app token",
    ]


def test_doctor_doubts_labels_that_name_nobody_to_call(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    assert "ok     labels: none can be printed without PUBLIC_URL\n" in shell.bot("doctor").stdout
    shell.environment["PUBLIC_URL"] = "https://desk.tallpine.example"
    told = shell.bot("doctor")
    assert told.returncode == 0
    (doubt,) = (line for line in told.stdout.splitlines() if line.startswith("doubt"))
    path = ROOT / "policy.toml"
    words = "whoever finds a device is told nobody to call or write to: fill in [found] in"
    assert doubt == f"doubt  labels: {words} {path}"
    reachable = shell.directory / "reachable.toml"
    reachable.write_text(f'{path.read_text()}\n[found]\nphone = "+49 30 901820"\n')
    shell.environment["POLICY_FILE"] = str(reachable)
    assert "ok     labels: finders are led to https://desk.tallpine.example/a/…" in shell.bot("doctor").stdout


def test_doctor_names_what_the_workspace_lacks(shell: Shell) -> None:
    with Sandbox(scopes={"chat:write", "commands", "groups:history"}) as poor:
        migrations.upgrade(shell.database_url)
        shell.work_in(poor)
        shell.environment |= {"IT_CHANNEL": "C0NOWHERE", "SLACK_APP_TOKEN": "xapp-wrong"}
        shell.environment |= {"SECRET_KEY": "short"}
        told = shell.bot("doctor")
    assert told.returncode == 1
    faults = [line for line in told.stdout.splitlines() if line.startswith("fault")]
    assert faults == [
        "fault  secret key: is weak: every key needs at least 32 random characters",
        "fault  bot token and scopes: the app lacks channels:history, files:read, files:write, im:history, im:write, "
        "usergroups:read, users:read, users:read.email: install it again with manifest.json",
        "fault  channel: Slack says channel_not_found",
        "fault  IT: Slack says missing_scope (needed: usergroups:read)",
        "fault  second approver: approval_limit is set but APPROVER_USERS is empty: "
        "requests over the limit wait until somebody is in it",
        "fault  app token: Slack says invalid_auth",
    ]


def test_a_token_that_slack_does_not_take_is_told_in_a_sentence(shell: Shell, sandbox: Sandbox) -> None:
    shell.work_in(sandbox)
    shell.environment["SLACK_BOT_TOKEN"] = "xoxb-wrong"
    told = shell.bot("run")
    assert told.returncode == 1
    assert "SLACK_BOT_TOKEN: is not accepted: invalid_auth" in told.stderr
    assert "Traceback" not in told.stderr

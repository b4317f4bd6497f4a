"""What the machine does not allow is said in a sentence by every command, and beside everything else by the doctor."""

import socket
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from bot.faults import Faulty
from bot.ports import listen
from sandbox import Sandbox
from tests.support.desk import Transport, office
from tests.support.smtp import HOST, PASSWORD, USER, mail_server
from tests.unit.bot.shell import Shell

ELSEWHERE = "192.0.2.1"
"""An address of no machine (RFC 5737)."""

REFUSES = "postgresql://desk@127.0.0.1:1/desk"
"""A database server that is not there."""


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("host", [ELSEWHERE, "no-such-host.invalid", "x" * 64])
def test_an_address_that_is_not_ours(host: str) -> None:
    with pytest.raises(Faulty) as caught:
        listen(host, 0)
    told = f"HOST: {host} must be an address of this machine, like 127.0.0.1, or 0.0.0.0 for all of them"
    assert [str(fault) for fault in caught.value.faults] == [told]


def test_run_says_where_it_cannot_listen(shell: Shell, sandbox: Sandbox, taken_port: int) -> None:
    shell.work_in(sandbox)
    shell.environment["PORT"] = str(taken_port)
    told = shell.bot("run")
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "The settings: 1 fault",
        f"  PORT: {taken_port} is in use: stop what listens there, or choose another one, "
        f"like this: PORT={taken_port + 1} make run",
    ]


@pytest.mark.parametrize("command", ["run", "migrate", "tick", "verify"])
@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite:///no/such/desk.db", "The database cannot be opened: there is no folder "),
        (REFUSES, "The database cannot be opened: "),
    ],
)
def test_a_database_that_is_not_there_is_told_in_a_sentence(shell: Shell, command: str, url: str, why: str) -> None:
    shell.environment["DATABASE_URL"] = url
    told = shell.bot(command)
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert line.startswith(why)


def test_a_file_that_is_no_database(shell: Shell) -> None:
    (shell.directory / "desk.db").write_text("Dear diary, " * 1_000, encoding="utf-8")
    told = shell.bot("migrate")
    assert (told.returncode, told.stderr) == (1, "The database cannot be opened: file is not a database.\n")


def test_the_doctor_names_them_and_goes_on(shell: Shell, sandbox: Sandbox, taken_port: int) -> None:
    shell.work_in(sandbox)
    shell.environment |= {"PORT": str(taken_port), "DATABASE_URL": REFUSES}
    told = shell.bot("doctor")
    assert (told.returncode, told.stderr) == (1, "")
    assert "\nfault  database: The database cannot be opened: connection " in told.stdout
    assert f"\nfault  web address: PORT: {taken_port} is in use" in told.stdout
    assert "\nok     channel: " in told.stdout
    assert told.stdout.splitlines()[-1].startswith("ok     app token: ")


def test_the_doctor_knows_a_bot_that_is_at_work(shell: Shell, sqlite_url: str) -> None:
    with office(sqlite_url, Transport.HTTP) as running:
        shell.environment |= {"PORT": str(running.bot.web.port), "DATABASE_URL": sqlite_url}
        told = shell.bot("doctor")
    assert f"\nok     web address: Device Desk answers at {running.bot.web.url} already\n" in told.stdout


def test_the_doctor_signs_in_at_the_mail_server(shell: Shell) -> None:
    with mail_server() as server:
        url = f"smtp://{USER}:{quote(PASSWORD)}@{HOST}:{server.port}"
        shell.environment |= {
            "SMTP_URL": url,
            "MAIL_FROM": "desk@example.com",
            "PUBLIC_URL": "https://desk.example.com",
        }
        good = shell.bot("doctor").stdout
        assert f"\nok     mail: {HOST}:{server.port} takes us, in the clear\n" in good
        assert "\nok     public address: links in mail lead to https://desk.example.com/r/…\n" in good
        shell.environment["SMTP_URL"] = url.replace(USER, "nobody")
        assert f"\nfault  mail: {HOST}:{server.port}: the mail server says 535\n" in shell.bot("doctor").stdout
        assert server.contents == []
    assert f"\nfault  mail: {HOST}:{server.port}: the mail server is not there\n" in shell.bot("doctor").stdout

"""The sandbox's company has devices from the first minute."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.company import COMPANY, furnish
from bot.config.policy import load_policy
from lifecycle.device import DeviceState
from sandbox.company import CHIARA, IT_DEVICES
from tests.journeys.records import device, happened
from tests.support.desk import Office, office
from tests.support.policy import POLICY

SHIPPED = load_policy(Path(__file__).parents[2] / "policy.toml", IT_DEVICES)


@pytest.fixture
def furnished(sqlite_url: str) -> Iterator[Office]:
    """A running company under the policy that the project comes with."""
    with office(sqlite_url, policy=SHIPPED) as running:
        furnish(running.bot.core, running.bot.office.directory, running.clock())
        yield running
        assert running.breaks() == []


def test_all_of_it_is_on_record(furnished: Office) -> None:
    assert furnished.rows()["device"] == len(COMPANY)
    kept, held = device(furnished, "DD-00001"), device(furnished, "DD-00012")
    assert (kept.state, kept.location, kept.country) == (DeviceState.IN_STOCK, "berlin", "DE")
    assert (held.state, held.location, held.country) == (DeviceState.IN_USE, None, "DE")
    assert happened(furnished, f"device:{kept.id}") == ["device_added"]


def test_people_have_some_of_it(furnished: Office) -> None:
    chiara = furnished.person(CHIARA)
    chiara.command("/device mine")
    chiara.ephemeral("DD-00012").wait_for("DD-00013")


def test_a_second_time_changes_nothing(furnished: Office) -> None:
    before = furnished.rows()
    furnish(furnished.bot.core, furnished.bot.office.directory, furnished.clock())
    assert furnished.rows() == before


def test_what_the_policy_does_not_know_is_left_out(company: Office) -> None:
    furnish(company.bot.core, company.bot.office.directory, company.clock())
    known = {profile.id for profile in POLICY.profiles}
    stocked = {location.id for location in POLICY.locations}
    fitting = [one for one in COMPANY if one.profile in known and (one.at is None or one.at in stocked)]
    assert company.rows()["device"] == len(fitting) < len(COMPANY)

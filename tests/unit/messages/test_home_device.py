"""A device on the Home: within Slack's limits, and with what whoever looks may do."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lifecycle.people import Actor, Role
from lifecycle.reads.finding import DeviceStory
from lifecycle.reads.worklist import Listing
from messages import home_device
from messages.payload import View
from messages.places import Place
from messages.reader import Reader
from sandbox.blockkit import Surface, check_view
from tests.support import longest
from tests.support.samples import ANA, CHIARA, GRETA, NOW, POLICY
from tests.unit.messages.devices.samples import STORY, longest_stories
from tests.unit.messages.locales import EVERY_LOCALE

IT = Actor(person_id=ANA.id, roles=frozenset({Role.IT}))
HELD = replace(STORY, device=replace(STORY.device, holder_id=GRETA.id), case=None)


def shown(story: DeviceStory, actor: Actor, place: Place = Place(device=201)) -> View:  # noqa: B008  (it is frozen)
    return home_device.build(story, place, POLICY, Reader("en-US", "UTC"), NOW, actor=actor)


def buttons(view: View) -> dict[str, str]:
    blocks = view["blocks"]
    assert isinstance(blocks, Sequence)
    rows = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    return {one["text"]["text"]: one.get("value", "") for one in rows}


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_the_longest_is_within_the_limits(locale: str) -> None:
    for story in longest_stories("名&<@U1>"):
        reader = Reader(locale, "Europe/Berlin")
        view = home_device.build(story, Place(device=1), longest.policy("名&<@U1>"), reader, NOW, actor=IT)
        assert check_view(view, Surface.HOME) == []


def test_it_leads_back_to_where_it_was_opened() -> None:
    assert buttons(shown(HELD, IT))["Back to the overview"] == ""
    from_list = shown(HELD, IT, Place(Listing.TEAM_DEVICES, 9, 201))
    assert buttons(from_list)["Back to the list"] == "team_devices/9"
    assert from_list["private_metadata"] == "team_devices/9@201"


def test_whoever_has_it_reports_it_lost_and_sees_no_history() -> None:
    view = shown(HELD, Actor(person_id=GRETA.id))
    assert list(buttons(view)) == ["Back to the overview", "Report lost"]
    assert "What happened" not in str(view)


def test_their_manager_asks_for_something_else_too() -> None:
    managed = replace(HELD, people={**HELD.people, GRETA.id: replace(GRETA, manager_id=CHIARA.id)})
    view = shown(managed, Actor(person_id=CHIARA.id))
    assert list(buttons(view)) == ["Back to the overview", "Report lost", "Request a device"]
    assert buttons(view)["Request a device"] == str(HELD.device.subject)


def test_it_reads_the_newest_of_the_history_and_where_the_rest_is() -> None:
    view = shown(HELD, IT)
    assert "What happened before that: `/device show" in str(view)
    assert not {"Older", "Newer"} & buttons(view).keys()

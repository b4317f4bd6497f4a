"""One device: by its label, with its history page by page, and what is near a label that nobody has."""

from datetime import timedelta

from lifecycle.device import DeviceState
from lifecycle.events import Happened
from lifecycle.people import COMMAND_LINE
from lifecycle.reads.finding import FIRST, PAGE, DeviceStory, Edge
from lifecycle.requests.commands import AddDevice
from tests.support.company import NOW, Company
from tests.support.returns import change_device, open_case


def story(company: Company, device_id: int, edge: Edge = FIRST) -> DeviceStory:
    with company.store.reading() as reads:
        found = reads.story(device_id, edge)
    assert found
    return found


def seqs(found: DeviceStory) -> list[int]:
    return [one.seq for one in found.events]


def test_the_history_is_turned_both_ways(company: Company) -> None:
    (one,) = company.stock()
    for number in range(2 * PAGE + 1):
        change_device(company.store, one, company.ana, location=f"shelf {number}")
    newest = story(company, one)
    last = newest.device.version
    assert seqs(newest) == list(range(last, last - PAGE, -1))
    assert (newest.has_newer, newest.has_older) == (False, True)
    older = story(company, one, Edge(below=newest.events[-1].seq))
    assert seqs(older) == list(range(last - PAGE, last - 2 * PAGE, -1))
    oldest = story(company, one, Edge(below=older.events[-1].seq))
    assert seqs(oldest) == [2, 1]
    assert (oldest.has_newer, oldest.has_older) == (True, False)
    assert story(company, one, Edge(above=older.events[0].seq)) == newest
    assert seqs(story(company, one, Edge(above=10**6))) == seqs(newest), "what is beyond leads to the newest"


def test_it_names_everybody_and_the_open_return(company: Company) -> None:
    (one,) = company.stock()
    change_device(company.store, one, company.ana, holder_id=company.worker.id, state=DeviceState.RETURN_DUE)
    case = open_case(company.store, company.worker, one)
    change_device(company.store, one, company.ben, return_id=case.id)
    found = story(company, one)
    assert found.case == case
    assert set(found.people) == {company.worker.id, company.ana.id, company.ben.id}
    assert [event.name for event in found.events] == [Happened.DEVICE_REASSIGNED] * 2 + [Happened.DEVICE_ADDED]
    assert found.events[1].changed("holder_id") == company.worker.id
    assert found.events[0].changed("holder_id") is None
    assert abs(found.events[0].at - NOW) < timedelta(seconds=1)


def test_a_device_that_is_not_there_has_no_story(company: Company) -> None:
    with company.store.reading() as reads:
        assert reads.story(404, FIRST) is None


def add(company: Company, tag: str, serial: str, holder_id: int | None = None) -> int:
    command = AddDevice(
        category="laptop", manufacturer="A", model="B", country="DE", serial=serial, asset_tag=tag, holder_id=holder_id
    )
    device = company.perform(command, COMMAND_LINE).device
    assert device
    return device.id


def test_a_label_may_be_a_tag_and_a_serial_number(company: Company) -> None:
    first, second = add(company, "LT-1", "X"), add(company, "LT-2", "LT-1", company.worker.id)
    with company.store.reading() as reads:
        assert [one.id for one in reads.labelled(" lt-1 ", None)] == [first, second]
        assert [one.id for one in reads.labelled("lt-1", frozenset({company.worker.id}))] == [second]
        assert [one.id for one in reads.labelled("x", None)] == [first]
        assert reads.labelled("lt-1", frozenset()) == []


def test_what_is_near_begins_alike_for_as_long_as_possible(company: Company) -> None:
    near, far = add(company, "LT-0123", "S1"), add(company, "LT-9", "S2", company.worker.id)
    with company.store.reading() as reads:
        assert [one.id for one in reads.nearest("lt-01299", None)] == [near]
        assert [one.id for one in reads.nearest("lt-5", None)] == [near, far]
        assert reads.nearest("lt-99999", None) == (), "that all tags begin alike makes none of them near"
        own = frozenset({company.worker.id})
        assert reads.nearest("lt-01299", own) == (), "nor those of whoever does not see what is near"
        assert [one.id for one in reads.nearest("lt-95", own)] == [far]
        assert reads.nearest("%_'", None) == ()
        assert reads.nearest("L" * 5_000, None) == ()

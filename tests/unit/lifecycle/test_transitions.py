"""The transition tables as graphs: every state can be reached, and what is an end stays one."""

from enum import StrEnum

import pytest

from lifecycle.audit import AUDIT_TRANSITIONS, AuditState
from lifecycle.campaign import CAMPAIGN_TRANSITIONS, CampaignState
from lifecycle.device import DEVICE_ENDS, DEVICE_TRANSITIONS, Device, DeviceState, moved
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.request import (
    LINE_ENDS,
    LINE_TRANSITIONS,
    REQUEST_ENDS,
    REQUEST_TRANSITIONS,
    LineState,
    RequestState,
)
from lifecycle.retrieval import RETURN_TRANSITIONS, ReturnState
from lifecycle.sanitization import CERTIFICATE_ENDS, CERTIFICATE_TRANSITIONS, CertificateState
from lifecycle.transitions import S, Table

TABLES = [
    pytest.param(REQUEST_TRANSITIONS, RequestState, REQUEST_ENDS, id="request"),
    pytest.param(LINE_TRANSITIONS, LineState, LINE_ENDS, id="line"),
    pytest.param(DEVICE_TRANSITIONS, DeviceState, DEVICE_ENDS, id="device"),
    pytest.param(RETURN_TRANSITIONS, ReturnState, frozenset(), id="return"),
    pytest.param(AUDIT_TRANSITIONS, AuditState, frozenset({AuditState.CLOSED}), id="audit"),
    pytest.param(CAMPAIGN_TRANSITIONS, CampaignState, frozenset({CampaignState.CLOSED}), id="campaign"),
    pytest.param(CERTIFICATE_TRANSITIONS, CertificateState, CERTIFICATE_ENDS, id="certificate"),
]

NOT_IN_TABLES = frozenset(
    {
        Happened.RECIPIENT_JOINED,
        Happened.REQUEST_NUDGED,
        Happened.RETURN_CHANGED,
        Happened.RETURN_HANDED_OVER,
        Happened.RETURN_HANDED_BACK,
        Happened.MAIL_REFUSED,
        Happened.RETURN_NUDGED,
        Happened.LEAVER_REMINDED,
        Happened.HELP_ASKED,
        Happened.HELP_GIVEN,
        Happened.AUDIT_NUDGED,
        Happened.DEVICE_CORRECTED,
    }
)


def reachable(table: Table[S]) -> set[S]:
    found = {row.target for row in table.rows if not row.sources}
    while new := {row.target for row in table.rows if row.sources & found} - found:
        found |= new
    return found


@pytest.mark.parametrize(("table", "states", "ends"), TABLES)
def test_every_state_can_be_reached(table: Table[StrEnum], states: type[StrEnum], ends: frozenset[StrEnum]) -> None:
    assert reachable(table) == set(states)


@pytest.mark.parametrize(("table", "states", "ends"), TABLES)
def test_the_ends_and_no_others_have_no_way_out(
    table: Table[StrEnum], states: type[StrEnum], ends: frozenset[StrEnum]
) -> None:
    left = {source for row in table.rows for source in row.sources if row.target is not source}
    assert set(states) - left == ends


@pytest.mark.parametrize(("table", "states", "ends"), TABLES)
def test_an_event_leads_to_one_state_or_is_decided_by_the_rules(
    table: Table[StrEnum], states: type[StrEnum], ends: frozenset[StrEnum]
) -> None:
    pairs = [(row.event, source) for row in table.rows for source in row.sources]
    ambiguous = {pair for pair in pairs if pairs.count(pair) > 1}
    assert ambiguous <= {
        (Happened.REQUEST_CANCELLED, RequestState.APPROVED),
        (Happened.DEVICE_REPAIRED, DeviceState.IN_REPAIR),
    }


def test_every_event_moves_something_or_is_known_not_to() -> None:
    rows = (row for one in TABLES for row in one.values[0].rows)  # type: ignore[union-attr]
    assert {row.event for row in rows} | NOT_IN_TABLES == set(Happened)


def test_what_does_not_apply_is_stale() -> None:
    device = Device(
        id=1, state=DeviceState.EXPECTED, category="laptop", manufacturer="Lenovo", model="T14", country="DE"
    )
    assert moved(device, Happened.DEVICE_RECEIVED).state is DeviceState.IN_STOCK
    with pytest.raises(Stale) as stale:
        moved(device, Happened.DEVICE_SHIPPED)
    assert isinstance(stale.value, Refused)
    assert stale.value.reason is Reason.STALE

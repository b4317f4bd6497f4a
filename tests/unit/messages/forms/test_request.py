"""Asking for devices: what was filled in comes back as it was meant, or as errors on the fields at fault."""

from datetime import timedelta

import pytest

from lifecycle.requests.commands import NewHire, SubmitRequest
from messages.forms import request
from messages.forms.base import FieldErrors
from messages.reader import Reader
from tests.support.forms import element, inputs, offered, submitted
from tests.support.samples import CHIARA, NINA, POLICY, TODAY
from tests.unit.messages.locales import EVERY_LOCALE

READER = Reader("en-US", "Europe/Berlin")
REQUEST = request.build(POLICY, READER, CHIARA, TODAY)
HIRE = {"name": "Nina Weber", "email": "nina@weber.example"}
NEEDED_BY = TODAY + timedelta(days=20)


def asked(**typed: object) -> request.RequestInput:
    return request.parse(submitted(REQUEST, **typed), READER, POLICY, TODAY)


def test_a_request_for_a_new_hire() -> None:
    found = asked(**HIRE, note=" please\nsoon ", address="Lindenweg 4\n12345 Musterstadt")
    assert found == request.RequestInput(
        recipient=NewHire(name="Nina Weber", email="nina@weber.example"),
        country="DE",
        choices=("laptop-14",),
        needed_by=NEEDED_BY,
        note="please\nsoon",
        address="Lindenweg 4\n12345 Musterstadt",
    )
    assert isinstance(found.recipient, NewHire)
    assert found.command(found.recipient) == SubmitRequest(
        recipient=found.recipient,
        country="DE",
        choices=("laptop-14",),
        needed_by=NEEDED_BY,
        note="please\nsoon",
        address="Lindenweg 4\n12345 Musterstadt",
    )


def test_a_request_for_somebody_in_slack() -> None:
    found = asked(recipient="U0GRETA", country="NO", device=["new-hire", "headset"], needed_by=str(TODAY))
    assert (found.recipient, found.country, found.needed_by) == ("U0GRETA", "NO", TODAY)
    assert found.choices == ("new-hire", "headset")
    assert (found.note, found.address) == (None, None)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"recipient"}),
        ({**HIRE, "recipient": "U0GRETA"}, {"recipient"}),
        ({"name": "Nina Weber"}, {"email"}),
        ({"email": "nina@weber.example"}, {"name"}),
        ({**HIRE, "email": "nina@"}, {"email"}),
        ({**HIRE, "email": "nina weber.example"}, {"email"}),
        ({**HIRE, "email": "n" * 300 + "@weber.example"}, {"email"}),
        ({**HIRE, "name": "N" * 81}, {"name"}),
        ({**HIRE, "name": "\u200b"}, {"name"}),
        ({**HIRE, "country": "XX"}, {"country"}),
        ({**HIRE, "country": "EU"}, {"country"}),
        ({**HIRE, "country": None}, {"country"}),
        ({**HIRE, "device": []}, {"device"}),
        ({**HIRE, "device": ["unheard-of"]}, {"device"}),
        ({**HIRE, "needed_by": str(TODAY - timedelta(days=1))}, {"needed_by"}),
        ({**HIRE, "needed_by": None}, {"needed_by"}),
        ({**HIRE, "needed_by": "9999-12-31"}, {"needed_by"}),
        ({**HIRE, "needed_by": "soon"}, {"needed_by"}),
        ({**HIRE, "note": "x" * 501}, {"note"}),
        ({**HIRE, "address": "x" * 501}, {"address"}),
        ({"recipient": "U1", "note": "x" * 501, "country": "XX", "device": []}, {"note", "country", "device"}),
    ],
)
def test_what_is_wrong_with_a_request_stands_at_its_field(typed: dict[str, object], fields: set[str]) -> None:
    with pytest.raises(FieldErrors) as wrong:
        asked(**typed)
    assert set(wrong.value.errors) == fields
    assert all(wrong.value.errors.values())
    assert fields <= {str(block["block_id"]) for block in inputs(REQUEST)}


def test_a_note_may_be_exactly_as_long_as_the_form_says() -> None:
    assert asked(**HIRE, note="x" * 500).note == "x" * 500
    assert element(REQUEST, "note")["max_length"] == 500


def test_what_the_request_form_offers() -> None:
    assert len(offered(REQUEST, "country")) == 249
    assert offered(REQUEST, "device") == ["new-hire", "laptop-14", "headset", "cable"]
    elsewhere = request.build(POLICY, READER, NINA, TODAY)
    assert submitted(elsewhere)["state"] == submitted(REQUEST)["state"]
    assert element(REQUEST, "needed_by")["initial_date"] == NEEDED_BY.isoformat()


@pytest.mark.parametrize("locale", EVERY_LOCALE)
def test_countries_in_every_language(locale: str) -> None:
    view = request.build(POLICY, Reader(locale, "UTC"), CHIARA, TODAY)
    assert sorted(offered(view, "country")) == sorted(offered(REQUEST, "country"))

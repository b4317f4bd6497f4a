"""The forms of audits: built within limits, and read back as commands."""

from collections.abc import Mapping

import pytest

from messages.forms.again import with_alert
from messages.forms.base import FieldErrors
from messages.ids import Callback, Field
from messages.reader import Reader
from sandbox.blockkit import Surface, check_view
from tests.support.audit_forms import FORMS, GOOD, PARSERS, WRONG, built
from tests.support.audit_samples import largest
from tests.support.forms import inputs, submitted
from tests.support.longest import FILLINGS, policy
from tests.unit.messages.locales import EVERY_LOCALE


def test_every_form_knows_itself() -> None:
    assert set(FORMS) == set(PARSERS) == set(GOOD)
    for callback, view in FORMS.items():
        assert view["callback_id"] == callback
        assert {block["block_id"] for block in inputs(view)} <= set(Field)


@pytest.mark.parametrize("locale", EVERY_LOCALE)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_forms_are_within_limits(filling: str, locale: str) -> None:
    facts, rules = largest(FILLINGS[filling])[1], policy(FILLINGS[filling])
    for view in built(facts, Reader(locale, "UTC"), rules).values():
        assert check_view(view, Surface.MODAL) == []
        assert check_view(with_alert(submitted(view), "x" * 400), Surface.MODAL) == []


@pytest.mark.parametrize("callback", GOOD)
def test_what_was_typed_comes_back_as_the_command(callback: Callback) -> None:
    typed, command = GOOD[callback]
    assert PARSERS[callback](submitted(FORMS[callback], **typed)) == command


@pytest.mark.parametrize(("callback", "typed", "field"), WRONG)
def test_what_is_wrong_stands_at_its_field(callback: Callback, typed: Mapping[str, object], field: str) -> None:
    good, _ = GOOD[callback]
    with pytest.raises(FieldErrors) as wrong:
        PARSERS[callback](submitted(FORMS[callback], **{**good, **typed}))
    assert list(wrong.value.errors) == [field]

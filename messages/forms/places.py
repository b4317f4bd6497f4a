"""Countries and stock locations, as fields of forms."""

from slack_sdk.models.blocks import StaticSelectElement

from lifecycle.policy import Policy
from messages import countries
from messages.blocks import field
from messages.forms.base import Typed
from messages.forms.elements import group, one_of, option
from messages.ids import Field
from messages.payload import Block
from messages.voice import Voice


def country_field(voice: Voice, initial: str, hint: str | None = None) -> Block:
    """Every country, by the letter that its name begins with; `initial` is chosen already."""
    groups = [
        group(letter, [option(name, code) for code, name in named])
        for letter, named in countries.by_letter(voice.locale).items()
    ]
    names = countries.names(voice.locale)
    here = option(names[initial], initial) if initial in names else None
    element = StaticSelectElement(option_groups=groups, initial_option=here)
    return field(Field.COUNTRY, voice.gettext("Country"), element, hint=hint)


def country(typed: Typed, voice: Voice) -> str:
    """The country that was chosen, which must be one."""
    chosen = typed.chosen(Field.COUNTRY) or ""
    if chosen not in countries.codes():
        typed.fault(Field.COUNTRY, voice.gettext("Please choose a country."))
    return chosen


def location_fields(policy: Policy, voice: Voice, initial: str | None = None) -> list[Block]:
    """The company's stock locations, none of which has to be chosen; no field where there are none."""
    places = [option(one.name, one.id) for one in policy.locations]
    if not places:
        return []
    hint = voice.gettext("Where it is kept. It then counts as being in the country of that place.")
    return [field(Field.LOCATION, voice.gettext("Location"), one_of(places, initial), optional=True, hint=hint)]


def location(typed: Typed, policy: Policy, voice: Voice) -> str | None:
    """The stock location that was chosen."""
    chosen = typed.chosen(Field.LOCATION)
    if chosen is not None and chosen not in {one.id for one in policy.locations}:
        typed.fault(Field.LOCATION, voice.gettext("This place is not in the policy any more: choose another one."))
    return chosen

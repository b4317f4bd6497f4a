"""An audit of many, on demand: whose devices, or which shelf."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import StaticSelectElement, UserSelectElement

from lifecycle.campaign import Scope
from lifecycle.policy import Policy
from messages import countries
from messages.blocks import field, modal, section
from messages.forms.base import Typed
from messages.forms.elements import group, option
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


@dataclass(frozen=True, slots=True)
class Begun:
    """What was asked for; `manager` is a Slack account whose people are meant."""

    scope: Scope
    manager: str | None


def build(policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks whose devices it is about; left empty, everybody's."""
    speaking = voice(reader)
    groups = [
        group(letter, [option(name, code) for code, name in named])
        for letter, named in countries.by_letter(speaking.locale).items()
    ]
    categories = [option(one.name, one.id) for one in policy.categories if one.tracked]
    blocks = [
        section("about", speaking.write("campaign/asks")),
        field(Field.COUNTRY, speaking.gettext("Country"), StaticSelectElement(option_groups=groups), optional=True),
        field(Field.DEVICE, speaking.gettext("Device"), StaticSelectElement(options=categories), optional=True),
        field(
            Field.MANAGER,
            speaking.gettext("Manager"),
            UserSelectElement(),
            optional=True,
            hint=speaking.gettext("Only the people whose manager that is, by HR’s file."),
        ),
    ]
    if policy.locations:
        places = [option(one.name, one.id) for one in policy.locations]
        hint = speaking.gettext("Instead of people: what is in stock there, which IT goes through itself.")
        where = StaticSelectElement(options=places)
        blocks.append(field(Field.LOCATION, speaking.gettext("Stock location"), where, optional=True, hint=hint))
    words = (speaking.gettext("Audit"), speaking.gettext("Start"))
    return modal(Callback.BEGIN_CAMPAIGN, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> Begun:
    """What was asked for; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    scope = Scope(
        country=typed.chosen(Field.COUNTRY),
        category=typed.chosen(Field.DEVICE),
        location=typed.chosen(Field.LOCATION),
    )
    typed.check()
    return Begun(scope, typed.account(Field.MANAGER))

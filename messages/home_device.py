"""A device on the Home: its card, and the way back to where it was opened."""

from datetime import datetime

from lifecycle.people import Actor
from lifecycle.policy import Policy
from lifecycle.reads.finding import DeviceStory
from messages.blocks import context, home_tab, turns
from messages.devices.card import Card
from messages.payload import View
from messages.places import Place
from messages.reader import Reader
from messages.room import ROOMS
from messages.voice import voice


def build(story: DeviceStory, place: Place, policy: Policy, reader: Reader, now: datetime, *, actor: Actor) -> View:
    """The Home as it shows a device to `actor`; of its history the newest page."""
    speaking = voice(reader).within(ROOMS[1])
    card = Card(story, actor, policy, speaking, now, paged=False)
    back = speaking.gettext("Back to the list") if place.listing else speaking.gettext("Back to the overview")
    label = story.device.asset_tag or story.device.serial
    is_cut = card.full and story.has_older and label is not None
    older = [context("older", speaking.write("home/older", label=label))] if is_cut else []
    return home_tab([*turns("device:back", [(back, place.around)]), *card.blocks(), *older], place)

"""How the tour ends: the hire joins, has the parcel, and is the holder of what was in it."""

from bot.tour.deciding import card
from bot.tour.getting import TAG
from bot.tour.scene import HIRE
from bot.tour.stage import REQUEST, Stage, Step
from lifecycle.device import DeviceState
from lifecycle.request import RequestState
from sandbox.company import ANA, CHIARA

HEADSET = "DD-00001"


def join(stage: Stage) -> None:
    """Bia's account appears in Slack, and is known to be hers."""
    stage.tell.act("Bia's first day: her account appears in Slack, with her company address.")
    stage.sandbox.happenings.join(HIRE)
    bia = stage.person(HIRE.id)
    parcel = bia.dm("A parcel is on its way to you")
    stage.sees(bia, parcel, "BR402117780")
    stage.holds(parcel.buttons == ["It has arrived", "Something is wrong"], "Bia has two buttons")
    stage.holds(stage.request().recipient_id == stage.person_id(bia), "on record: the request is for Bia's account")


def arrive(stage: Stage) -> None:
    """One click, and everything is hers."""
    bia, ana, chiara = (stage.person(one) for one in (HIRE.id, ANA, CHIARA))
    parcel = bia.dm("A parcel is on its way to you")
    stage.tell.act("Bia unpacks her parcel, and presses It has arrived.")
    parcel.click("It has arrived")
    stage.sees(bia, parcel, "Your parcel has arrived", "Arrival confirmed")
    stage.holds(parcel.buttons == [], "Bia has nothing left to press")
    stage.sees(chiara, chiara.dm("confirmed the arrival"))
    stage.sees(ana, card(stage), "Fulfilled.")
    stage.holds(card(stage).buttons == [], "the card has no buttons left")
    stage.holds(stage.request().state is RequestState.FULFILLED, "on record: request #1, fulfilled")
    for tag in (HEADSET, TAG):
        device = stage.device(tag)
        stage.holds(
            (device.state, device.holder_id) == (DeviceState.IN_USE, stage.person_id(bia)),
            f"on record: {tag} is in use, and Bia holds it",
        )


def mine(stage: Stage) -> None:
    """Bia looks at what she has."""
    bia = stage.person(HIRE.id)
    stage.tell.act("Bia types /device mine.")
    bia.command("/device mine")
    stage.sees(bia, bia.ephemeral(TAG), HEADSET)


def tell_again(stage: Stage) -> None:
    """The thread tells the story, and the record proves it."""
    it_card = card(stage)
    stage.tell.act("Whoever comes later reads the thread below the card.")
    stage.tell.screen("Ana sees in the thread", "\n".join(reply.text for reply in it_card.thread()), it_card)
    cards = stage.person(ANA).messages(f"Request #{REQUEST}:")
    stage.holds(len(cards) == 1, "there is one card, which was edited in place")
    stage.holds(stage.breaks() == [], "on record: the log of events is whole, and tells the present state")


ARRIVING = (
    Step("Bia joins Slack", join),
    Step("It has arrived", arrive),
    Step("Bia looks at what she has", mine),
    Step("The record is whole", tell_again),
)

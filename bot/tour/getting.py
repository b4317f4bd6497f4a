"""How the tour goes on: the laptop is ordered, received, made ready, and shipped with the rest."""

from bot.tour.deciding import card
from bot.tour.scene import ADDRESS, CHIARAS_LAPTOP, LAPTOP
from bot.tour.stage import Stage, Step
from lifecycle.device import DeviceState
from lifecycle.request import LineState
from sandbox.company import ANA, CHIARA
from sandbox.person import After, Form

SERIAL, TAG = "PF5D2W9G", "DD-00004"


def order(stage: Stage) -> None:
    """Ana writes down what she ordered."""
    form = _form(stage, "Mark ordered")
    form.fill({"Vendor": "Lenovo Brasil", "Order number": "BR-20417", "Price": "1398.50"})
    stage.sees(stage.person(ANA), form, "Lenovo Brasil")
    stage.holds(form.submit() is After.CLOSED, "the form was taken")
    stage.sees(stage.person(ANA), card(stage), "Ordered from Lenovo Brasil", "Mark received")
    line = stage.request().line(1)
    stage.holds(
        line.state is LineState.ORDERED, "on record: the laptop is ordered, a device without serial is expected"
    )


def receive(stage: Stage) -> None:
    """Ana types the serial number of another laptop first."""
    ana = stage.person(ANA)
    form = _form(stage, "Mark received")
    stage.holds(form.fields["Asset tag"] == TAG, f"the next free tag is filled in: {TAG}")
    stage.tell.act("Two boxes are on her desk, and she types the number of the wrong one.")
    form.fill({"Serial number": CHIARAS_LAPTOP.serial})
    stage.holds(form.submit() is After.ERRORS, "the form stays open")
    stage.sees(ana, form, "DD-00003")
    stage.tell.act("She types the right one. In small letters, as it happens.")
    form.fill({"Serial number": SERIAL.lower()})
    stage.holds(form.submit() is After.CLOSED, "the form was taken")
    card(stage).wait_for(TAG)
    device = stage.device(TAG)
    stage.holds(
        (device.serial, device.state) == (SERIAL, DeviceState.IN_STOCK),
        f"on record: {TAG} is in stock, with serial number {SERIAL}",
    )


def make_ready(stage: Stage) -> None:
    """Nothing gets ready that is not enrolled."""
    form = _form(stage, "Mark ready")
    stage.tell.act("She forgets the box, and is reminded; then she ticks it.")
    stage.holds(form.submit() is After.ERRORS, "the form stays open")
    stage.sees(stage.person(ANA), form, "has to be enrolled")
    form.fill({"Enrolled in device management": ["Yes"]})
    stage.holds(form.submit() is After.CLOSED, "the form was taken")
    stage.sees(stage.person(ANA), card(stage), f"Ready to be shipped: {TAG}")
    stage.holds(stage.device(TAG).state is DeviceState.READY, f"on record: {TAG} is ready")


def ship(stage: Stage) -> None:
    """Everything leaves in one parcel, and the requester hears of it as long as the hire is not in Slack."""
    ana, chiara = stage.person(ANA), stage.person(CHIARA)
    form = _form(stage, "Mark shipped")
    form.fill({"Carrier": "Correios", "Tracking number": "BR402117780"})
    stage.sees(ana, form, ADDRESS, "In this parcel")
    stage.holds(form.submit() is After.CLOSED, "the form was taken")
    stage.sees(ana, card(stage), "Correios")
    stage.tell.act("Bia cannot be told yet, so Chiara is asked in her place.")
    stage.sees(chiara, chiara.dm("A parcel is on its way"), "It has arrived")
    request = stage.request()
    stage.holds(
        {line.state for line in request.lines} == {LineState.SHIPPED} and len(request.shipments) == 1,
        "on record: all three lines are on their way, in one parcel",
    )
    stage.holds(stage.device(TAG).state is DeviceState.IN_TRANSIT, f"on record: {TAG} is in transit")


def _form(stage: Stage, button: str) -> Form:
    """Press a button of the laptop's line on the card."""
    stage.tell.act(f"Ana presses {button} at the laptop.")
    card(stage).click(button, LAPTOP.name)
    return stage.person(ANA).form


GETTING = (
    Step("Ana orders the laptop", order),
    Step("The laptop is here", receive),
    Step("Ana makes it ready", make_ready),
    Step("Ana ships everything in one parcel", ship),
)

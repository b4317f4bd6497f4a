"""The buttons that turn the pages of the Home: they change nothing but what is shown."""

import re

from slack_bolt import Ack, App

from handlers import home
from handlers.incoming import Body, first_action, of_action, text
from handlers.reception import NO, Reception
from messages.places import HOME_BUTTON, Place

EVERY_TURN = re.compile(rf"^{HOME_BUTTON}[a-z_:]+$")


def register(app: App, reception: Reception) -> None:
    """Listen to the buttons; what somebody may see is looked up again when it is shown."""

    @app.action(EVERY_TURN)
    def turn(body: Body, ack: Ack) -> None:
        incoming = of_action(body)
        place = Place.decode(text(first_action(body), "value"))
        try:
            home.turn(reception, reception.admit(incoming), place)
        except NO as no:
            reception.whisper(incoming, reception.words(no, None))
        ack()

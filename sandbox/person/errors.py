"""What goes wrong when a person tries something that the screen does not let them do."""


class CannotDo(AssertionError):
    """A person could not do what was asked; the message ends with the whole screen."""

    def __init__(self, reason: str, screen: str) -> None:
        super().__init__(f"{reason}\n\n{screen}")
        self.reason = reason


class NotOnScreen(CannotDo):
    """What was looked for did not appear in time."""


class BlockedByClient(CannotDo):
    """Slack's own client stops this before the app hears of it: an empty required field, a text that is too long."""


class AsksFirst(CannotDo):
    """The button opens a confirm dialog and the click did not answer it, or answered one that is not there."""


class NoAnswer(CannotDo):
    """The app did not acknowledge, or answered what Slack does not take: the person saw Slack's own error."""

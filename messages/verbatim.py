"""Speech that is no markup: for terminals and files, in which a value stands as it is."""

from messages.text import Mrkdwn, clip, one_line
from messages.voice import Voice


class Verbatim(Voice):
    """The words for one reader as plain text: on one line, cut to their room, with nothing replaced or escaped."""

    def say(self, value: object) -> Mrkdwn:
        """A value within a sentence."""
        if isinstance(value, Mrkdwn):
            return value
        return Mrkdwn(clip(one_line(str(value)), self.room.name))

    def strong(self, value: object) -> Mrkdwn:
        """The same: nothing stands out."""
        return self.say(value)

    def code(self, text: str) -> Mrkdwn:
        """A line to copy."""
        return self.say(text)

"""What a label says in words."""

from lifecycle.policy import Found
from messages.reader import Reader
from messages.voice import voice


def whose_line(found: Found, reader: Reader) -> str | None:
    """Whose the device is; None when the policy names no company."""
    if found.company is None:
        return None
    return voice(reader).gettext("Property of %(company)s") % {"company": found.company}

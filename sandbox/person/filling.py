"""Filling in fields by the words on the screen: the text of an option, @names, #channels."""

from collections.abc import Sequence
from functools import partial

from sandbox.filling import BadAnswer, Filler
from sandbox.mrkdwn import Reader
from sandbox.payload import Payload
from sandbox.widgets import caption


def by_words(reader: Reader) -> Filler:
    """Whoever fills fields in as this reader."""
    return Filler(reader.workspace, partial(chosen, reader=reader))


def chosen(options: Sequence[Payload], words: object, reader: Reader) -> Payload:
    """The option with these words on it.

    Raises:
        BadAnswer: there is none.
    """
    offered = {caption(option, reader): option for option in options}
    if words not in offered:
        raise BadAnswer(f"{words!r} is none of the choices: {', '.join(offered)}")
    return offered[str(words)]

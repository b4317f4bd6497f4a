"""What keeps the person from returning their devices."""

from collections.abc import Mapping

from slack_sdk.models.blocks.block_elements import FileInputElement

from lifecycle.facts import ReturnFacts
from lifecycle.retrieval import ProblemKind
from lifecycle.return_commands import AskForHelp
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import text_input
from messages.forms.reach import address
from messages.forms.returns.parts import about, choice, choose_items, chosen, subject_id
from messages.ids import Callback, Field, Opened
from messages.labels import HELP_KINDS
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice

MOST_PHOTOS = 5
PHOTOS = ["jpg", "jpeg", "png", "heic", "webp"]


def build(facts: ReturnFacts, reader: Reader, opened: Opened) -> View:
    """Asks what it is, which devices it is about, and for a new address or photos where they help."""
    speaking = voice(reader)
    only_it = speaking.gettext("Only IT sees it.")
    blocks = [
        about(facts, speaking),
        choice(Field.KIND, speaking.gettext("What do you need?"), HELP_KINDS, speaking),
        *choose_items(facts, facts.case.outstanding(), speaking),
        field(
            Field.TEXT,
            speaking.gettext("What happened?"),
            text_input(),
            optional=True,
            hint=speaking.gettext("IT reads it. It stays on record: an address has its own field below."),
        ),
        field(Field.PICK_UP, speaking.gettext("Your new address"), text_input(), optional=True, hint=only_it),
        field(
            Field.FILES,
            speaking.gettext("Photos"),
            FileInputElement(filetypes=PHOTOS, max_files=MOST_PHOTOS),
            optional=True,
        ),
    ]
    words = (speaking.gettext("I need help"), speaking.gettext("Tell IT"))
    return modal(Callback.NEED_HELP, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> AskForHelp:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    kind = chosen(typed, Field.KIND, ProblemKind, speaking)
    command = AskForHelp(
        return_id=subject_id(typed),
        kind=kind,
        text=typed.text(Field.TEXT),
        items=typed.numbers(Field.ITEMS) if typed.has(Field.ITEMS) else (),
        files=typed.files(Field.FILES),
        address=address(typed, Field.PICK_UP, speaking),
    )
    if kind is ProblemKind.MOVED:
        typed.needed(Field.PICK_UP, command.address)
    if kind is ProblemKind.OTHER:
        typed.needed(Field.TEXT, command.text)
    typed.check()
    return command

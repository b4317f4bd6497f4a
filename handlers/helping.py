"""**I need help**: the form follows what was chosen in it."""

from dataclasses import replace

from handlers.forms import FORMS, need_help_form
from handlers.incoming import text
from handlers.modals import built
from handlers.submitted import ShowInstead, Submitted
from lifecycle.returns.commands import AskForHelp
from messages.forms.returns import need_help
from messages.ids import Action, Opened
from messages.payload import View
from messages.reader import Reader


def asking(form: Submitted) -> View:
    """The form that asks what has to be known about the kind that was chosen.

    Raises:
        Refused: the person may not, or (`Stale`) the return has moved on.
    """
    kind = need_help.kind_of(form.view, form.visit.reader)

    opened = Opened.decode(text(form.view, "private_metadata"))
    return built(form.reception, form.visit, replace(FORMS[Action.NEED_HELP], build=need_help_form(kind)), opened)


def help_of(form: Submitted) -> AskForHelp:
    """The command behind the form; raises `ShowInstead` for one that was sent before it asked what it should."""
    reader = form.visit.reader
    if not need_help.asks_rightly(form.view, reader):
        raise ShowInstead(asking(form))
    told_to = Reader.in_channels(form.reception.desk.policy)
    return need_help.parse(form.view, reader, form.visit.own_today, told_to)

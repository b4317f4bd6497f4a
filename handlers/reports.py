"""`/device report`: figures for IT, with a picture in a direct message; at once where there is none to be drawn."""

from slack_sdk import WebClient

from handlers.reception import Reception, Visit
from lifecycle.figures import PERIOD
from lifecycle.people import Role
from messages.payload import Message
from messages.report import returns
from messages.voice import voice

RETURNS = "returns"


def report(reception: Reception, visit: Visit, _: WebClient, words: str) -> Message:
    """Answer with the report that is asked for; whoever is not of IT gets none."""
    if Role.IT not in visit.visitor.roles:
        return Message(voice(visit.reader).write("report/only_it"), [])
    if words.strip().casefold() != RETURNS:
        return Message(voice(visit.reader).write("report/which"), [])
    with reception.desk.reading() as reads:
        figures = reads.return_figures(visit.now - PERIOD, visit.now)
    if figures.is_empty:
        return returns.message(figures, visit.reader)
    reception.answers.send(visit.incoming.user_id, returns.report(figures, visit.reader))
    return Message(voice(visit.reader).write("report/coming"), [])

"""`/device report`: figures for IT, with a picture in a direct message; at once where there is none to be drawn."""

from slack_sdk import WebClient

from handlers import fleet
from handlers.reception import Reception, Visit
from lifecycle.people import Role
from lifecycle.reads.figures import PERIOD
from lifecycle.reads.fleet import Fleet
from messages.fleet import answer
from messages.fleet.narrowing import Unknown
from messages.payload import Message
from messages.report import refresh, returns
from messages.voice import voice

RETURNS, FLEET, REFRESH = "returns", "fleet", "refresh"


def report(reception: Reception, visit: Visit, _: WebClient, words: str) -> Message:
    """Answer with the report that is asked for; whoever is not of IT gets none."""
    if Role.IT not in visit.visitor.roles:
        return Message(voice(visit.reader).write("report/only_it"), [])
    name, rest = (*words.split(maxsplit=1), "", "")[:2]
    if name.casefold() == FLEET:
        return _fleet(reception, visit, rest)
    if name.casefold() == REFRESH:
        return _refresh(reception, visit)
    if words.strip().casefold() != RETURNS:
        return Message(voice(visit.reader).write("report/which"), [])
    with reception.desk.reading() as reads:
        figures = reads.return_figures(visit.now - PERIOD, visit.now)
    if figures.is_empty:
        return returns.message(figures, visit.reader)
    reception.answers.send(visit.incoming.user_id, returns.report(figures, visit.reader))
    return Message(voice(visit.reader).write("report/coming"), [])


def _refresh(reception: Reception, visit: Visit) -> Message:
    policy = reception.desk.policy
    with reception.desk.reading() as reads:
        figures = reads.refresh_figures(policy, visit.today)
    if figures.is_empty:
        return refresh.message(figures, policy, visit.reader)
    reception.answers.send(visit.incoming.user_id, refresh.report(figures, policy, visit.reader))
    return Message(voice(visit.reader).write("report/coming"), [])


def _fleet(reception: Reception, visit: Visit, words: str) -> Message:
    policy = reception.desk.policy
    try:
        counted = fleet.count(reception, visit, words)
    except Unknown as nothing:
        return answer.unknown(nothing, policy, visit.reader)
    if counted is None or counted.is_empty:
        return answer.message(counted or Fleet(at=visit.now), policy, visit.reader)
    reception.answers.send(visit.incoming.user_id, answer.report(counted, policy, visit.reader))
    return Message(voice(visit.reader).write("report/coming"), [])

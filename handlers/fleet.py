"""`/device fleet`: how many devices there are; to IT and approvers of all, to managers of their people."""

from slack_sdk import WebClient

from handlers.reception import Reception, Visit
from lifecycle.permissions import may_see_fleet
from lifecycle.reads.fleet import Fleet, Narrowing
from messages.fleet import answer
from messages.fleet.narrowing import Unknown, vocabulary
from messages.payload import Message
from messages.voice import voice


def fleet(reception: Reception, visit: Visit, _: WebClient, words: str) -> Message:
    """Answer with the figures at once, and send a picture after them."""
    policy, reader = reception.desk.policy, visit.reader
    try:
        counted = count(reception, visit, words)
    except Unknown as nothing:
        return answer.unknown(nothing, policy, reader)
    if counted is None:
        return answer.not_for(reader)
    if counted.total:
        reception.answers.send(visit.incoming.user_id, answer.report(counted, policy, reader, briefly=True))
    return answer.message(counted, policy, reader)


def count(reception: Reception, visit: Visit, words: str) -> Fleet | None:
    """What the words ask for, of what the visitor may see; None when that is nothing. Raises `Unknown`."""
    person = visit.visitor.person
    with reception.desk.reading() as reads:
        sees_all = may_see_fleet(visit.visitor.actor)
        if not sees_all and not reads.team_size(person.id):
            return None
        narrowing = Narrowing()
        if words.strip():
            categories = reads.fleet_categories()
            narrowing = vocabulary(reception.desk.policy, categories, voice(visit.reader)).read(words)
        return reads.fleet(narrowing if sees_all else narrowing.within(person.id), visit.now)

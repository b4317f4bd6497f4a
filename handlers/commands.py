"""The slash command `/device` and its words."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from handlers import auditing, devices, finding, fleet, home, offboarding, reports
from handlers.incoming import Body, of_command, text
from handlers.modals import open_request_form
from handlers.reception import NO, Reception, Visit
from messages import answers
from messages.payload import Message

COMMAND = "/device"

Subcommand = Callable[[Reception, Visit, WebClient, str], Message | None]
"""Is given the words that follow, and answers with a message for the person alone, or with None where a modal opens."""


def _help(_: Reception, visit: Visit, __: WebClient, ___: str) -> Message:
    return Message(answers.help_text(visit.reader), [])


def _request(reception: Reception, visit: Visit, client: WebClient, _: str) -> None:
    open_request_form(reception, visit, client)


def _mine(reception: Reception, visit: Visit, _: WebClient, __: str) -> Message:
    facts, returning = home.concerning(reception, visit.visitor.person)
    return answers.mine(facts, visit.reader, reception.desk.policy, visit.now, returning)


SUBCOMMANDS: Mapping[str, Subcommand] = {
    "": _help,
    "help": _help,
    "request": _request,
    "mine": _mine,
    "find": finding.find,
    "show": finding.show,
    "offboard": offboarding.offboard,
    "return": offboarding.give_back,
    "audit": auditing.audit,
    "add": devices.add,
    "fleet": fleet.fleet,
    "report": reports.report,
}


def register(app: App, reception: Reception) -> None:
    """Listen to `/device`; what is no word of ours is answered with the ones that are."""

    @app.command(COMMAND)
    def device(body: Body, ack: Ack, client: WebClient) -> None:
        incoming, visit = of_command(body), None
        try:
            visit = reception.admit(incoming)
            answer = _answer(reception, visit, text(body, "text"), client)
        except NO as no:
            answer = Message(reception.words(no, visit), [])
        if answer:
            ack(text=answer.text, blocks=answer.blocks, response_type="ephemeral")
        else:
            ack()


def _answer(reception: Reception, visit: Visit, words: str, client: WebClient) -> Message | None:
    word, _, rest = words.strip().partition(" ")
    subcommand = SUBCOMMANDS.get(word.casefold())
    if subcommand is None:
        return Message(answers.unknown_subcommand(word, visit.reader), [])
    return subcommand(reception, visit, client, rest)

"""What may be done with a return, by whom, and what follows: one table, which desk, buttons and forms go by."""

from collections.abc import Callable, Iterable

from lifecycle.events import Happened
from lifecycle.permissions import it, it_or_leaver, it_or_parties
from lifecycle.retrieval import OPEN, Item, ItemOutcome, Problem, Return, ReturnState
from lifecycle.returns import commands as return_commands
from lifecycle.returns import handover, offboarding, receiving, reminding, way_back
from lifecycle.rule import Pick, Rule, Rules

ANY = frozenset(ReturnState)
COMES_BACK = frozenset({None, ItemOutcome.WRITTEN_OFF, ItemOutcome.LEGAL_HOLD})
"""Outcomes after which a device may still turn up."""

GONE = frozenset({ItemOutcome.BOUGHT_OUT, ItemOutcome.KEPT, ItemOutcome.WRITTEN_OFF})
"""Outcomes after which there is nothing here to be held."""

SETTLING = frozenset({Happened.DEVICES_RECEIVED, Happened.NOT_RECOVERED, Happened.RETURN_CALLED_OFF})


def _items(fits: Callable[[Item], bool]) -> Pick[Return]:
    def among(case: Return, number: int | None) -> Iterable[Item]:
        return case.items if number is None else (case.item(number),)

    return Pick(among, fits)


def _problems() -> Pick[Return]:
    def among(case: Return, number: int | None) -> Iterable[Problem]:
        return case.problems if number is None else (case.problem(number),)

    return Pick(among, lambda problem: problem.closed_at is None)


def _is_to_be_sent(case: Return) -> bool:
    return bool(case.outstanding()) and not case.is_on_its_way


def _is_asked_for(case: Return) -> bool:
    return bool(case.asked_for()) and not case.is_on_its_way and not case.is_undecided


def _has_outstanding(case: Return) -> bool:
    return bool(case.outstanding())


RETURN_RULES: Rules = {
    return_commands.ChangeReturn: Rule(decide=offboarding.change, may=it_or_parties, states=OPEN),
    return_commands.HandOver: Rule(
        decide=handover.hand_over, may=it, states=OPEN, when=lambda case: case.handed_over_at is None
    ),
    return_commands.HandBack: Rule(
        decide=handover.hand_back, may=it, states=OPEN, when=lambda case: case.handed_over_at is not None
    ),
    return_commands.RecordRefusedMail: Rule(decide=handover.record_refused_mail, may=it, states=ANY),
    return_commands.CallOffReturn: Rule(
        decide=offboarding.call_off,
        may=it,
        states=OPEN,
        when=lambda case: all(one.outcome in {None, ItemOutcome.KEPT} for one in case.items),
        settled_by=SETTLING,
    ),
    return_commands.MarkKitSent: Rule(
        decide=way_back.send_kit,
        may=it,
        states=OPEN,
        when=_has_outstanding,
        settled_by=SETTLING | {Happened.KIT_SENT},
    ),
    return_commands.ConfirmKit: Rule(
        decide=way_back.confirm_kit, may=it_or_leaver, states=frozenset({ReturnState.KIT_SENT})
    ),
    return_commands.MarkSent: Rule(decide=way_back.send_back, may=it_or_leaver, states=OPEN, when=_is_to_be_sent),
    return_commands.AskForHelp: Rule(
        decide=way_back.ask_for_help, may=it_or_parties, states=OPEN, when=_has_outstanding
    ),
    return_commands.GiveHelp: Rule(
        decide=way_back.give_help,
        may=it,
        states=ANY,
        parts=_problems(),
        names=lambda command: (command.problem,),
        settled_by=frozenset({Happened.HELP_GIVEN}),
    ),
    return_commands.ReceiveDevice: Rule(
        decide=receiving.receive,
        may=it,
        states=ANY,
        parts=_items(lambda item: item.outcome in COMES_BACK),
        names=lambda command: (command.item,),
        settled_by=SETTLING,
    ),
    return_commands.CannotRecover: Rule(
        decide=receiving.cannot_recover,
        may=it,
        states=OPEN,
        parts=_items(lambda item: item.outcome is None),
        names=lambda command: command.items or (None,),
        settled_by=SETTLING,
    ),
    return_commands.PlaceHold: Rule(
        decide=receiving.place_hold,
        may=it,
        states=ANY,
        parts=_items(lambda item: item.outcome not in GONE),
        names=lambda command: command.items or (None,),
    ),
    return_commands.LiftHold: Rule(decide=receiving.lift_hold, may=it, states=ANY),
    return_commands.RemindNow: Rule(decide=reminding.remind_now, may=it, states=OPEN, when=_is_asked_for),
    return_commands.LookAtReturn: Rule(decide=reminding.look_again, may=it, states=ANY),
}

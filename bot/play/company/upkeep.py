"""What the company does with what it has: it counts it, mends it, and uses it on."""

from bot.play.company.counting import (
    begin_audit,
    begin_shelf,
    count_all_but,
    damaged,
    have,
    miss,
    settle,
    settle_shelf,
)
from bot.play.company.mending import repaired, to_repair, use_on
from bot.play.company.scene import Scene, Story
from lifecycle.audit import Whereabouts
from lifecycle.retrieval import Condition
from sandbox.company import ANA, BRUNO, CHIARA, EMIKO, FARID, GRETA, IRIS
from sandbox.larger_company import AMELIA, LEA, LUKAS, ZOFIA

AUDITS = (
    Story(
        "engineering counts",
        (
            Scene(6, BRUNO, begin_audit(team_of=CHIARA)),
            Scene(6, IRIS, have(IRIS)),
            Scene(5, EMIKO, damaged(EMIKO, "monitor-27", "It flickers when it is warm.")),
            Scene(5, EMIKO, have(EMIKO)),
            Scene(5, ZOFIA, have(ZOFIA)),
            Scene(5, LUKAS, have(LUKAS)),
            Scene(4, FARID, miss(FARID, "headset", Whereabouts.OTHER, "I think it is in the old office.")),
            Scene(4, FARID, have(FARID)),
            Scene(3, BRUNO, settle(EMIKO, "monitor-27", "The panel is at its end: she gets another one.")),
            Scene(2, LEA, have(LEA)),
        ),
    ),
    Story(
        "the shelf in Madrid",
        (
            Scene(36, ANA, begin_shelf("madrid")),
            Scene(36, ANA, count_all_but(1)),
            Scene(34, ANA, settle_shelf("It was in the meeting room, and is back on the shelf.")),
        ),
    ),
)
"""One goes on, in which somebody is silent, and one is over."""

SPEAKERS = frozenset({IRIS, EMIKO, ZOFIA, LUKAS, FARID, LEA})
"""Who says there for themselves what they have."""

CARE = (
    Story(
        "zofia's hinge",
        (
            Scene(58, BRUNO, to_repair(ZOFIA, "laptop-14", "The hinge is loose.")),
            Scene(51, BRUNO, repaired(ZOFIA, "laptop-14", Condition.GOOD, "New hinge")),
            Scene(37, BRUNO, to_repair(ZOFIA, "laptop-14", "The hinge is loose again.")),
            Scene(31, BRUNO, repaired(ZOFIA, "laptop-14", Condition.WORN, "New lid")),
            Scene(18, BRUNO, to_repair(ZOFIA, "laptop-14", "It does not charge.")),
            Scene(9, BRUNO, repaired(ZOFIA, "laptop-14", Condition.WORN, "New board")),
        ),
    ),
    Story("amelia's phone", (Scene(3, BRUNO, to_repair(AMELIA, "phone", "The screen is broken.")),)),
    Story(
        "greta's old laptop",
        (Scene(12, BRUNO, use_on(GRETA, "laptop-14", "She gets the next generation in spring.", days=120)),),
    ),
)

UPKEEP = (*AUDITS, *CARE)

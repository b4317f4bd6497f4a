"""What comes back, and what became of it: every stage of a return, some of them in trouble."""

from bot.play.company.legs import kit, wiped
from bot.play.company.returning import give_help, give_up, hold, leave, need_help, offboard, receive, swap
from bot.play.company.scene import Scene, Story
from bot.play.company.wiping import accept, destroy, donate, recycle, reject, repair, resell, restock, wipe
from lifecycle.retrieval import Condition, ItemOutcome, ProblemKind, Remedy
from lifecycle.returns.commands import Reach
from lifecycle.sanitization import Method, WipeResult
from sandbox.company import ANA, BRUNO, CHIARA, DAVID, GRETA
from sandbox.larger_company import (
    AGATA,
    CAIO,
    CAMILLE,
    CHLOE,
    EMIL,
    HARRIET,
    HARUTO,
    INES,
    JAKOB,
    JORDAN,
    LEA,
    LUCIA,
    MARTA,
    MAYA,
    OLIVER,
    PIOTR,
    RAFAEL,
    SAMANTHA,
    THEO,
    THIAGO,
    YUKI,
)

GOOD, WORN, DEAD = Condition.GOOD, Condition.WORN, Condition.DEAD
CLEAR, PURGE, DESTROY = Method.CLEAR, Method.PURGE, Method.DESTROY

OVER = (
    Story(
        "caio left",
        (
            Scene(62, RAFAEL, offboard(CAIO, last_day_in=-70, reach=Reach(email="caio.barreto@correio.example"))),
            *kit(60, ANA, "Correios", "BR400112233", due=-78, to=CAIO, there=55, back=(52, "BR400112240")),
            Scene(44, ANA, receive(GOOD, 1, 2)),
            *wiped(43, BRUNO, {1: PURGE, 2: CLEAR}),
            Scene(42, ANA, accept(1, 2)),
            Scene(41, ANA, donate("Escola Municipal do Bosque", 1)),
            Scene(41, ANA, recycle("Green Eletrônicos", "GE-2231", 2)),
        ),
    ),
    Story(
        "yuki left",
        (
            Scene(58, CAMILLE, offboard(YUKI, last_day_in=-62)),
            *kit(55, ANA, "Yamato", "4400-1188-2201", due=-72, to=YUKI, there=50, back=(49, "4400-1188-2212")),
            Scene(42, ANA, receive(GOOD, 1, note="As good as new")),
            Scene(42, ANA, receive(GOOD, 2)),
            *wiped(41, ANA, {1: PURGE, 2: CLEAR}),
            Scene(40, BRUNO, accept(1, 2)),
            Scene(38, ANA, resell("Second Life GmbH", 940, 1)),
            Scene(38, ANA, restock("berlin", 2)),
        ),
    ),
    Story(
        "harriet left",
        (
            Scene(50, GRETA, offboard(HARRIET, last_day_in=-50)),
            *kit(47, BRUNO, "DPD", "15501994417", due=-60, to=HARRIET, there=43, back=(37, "15501994420")),
            Scene(30, BRUNO, receive(WORN, 1)),
            Scene(30, BRUNO, receive(GOOD, 2)),
            Scene(30, BRUNO, receive(DEAD, 3, note="Fell into the Thames, says the note in the box")),
            Scene(29, BRUNO, wipe(PURGE, 1, result=WipeResult.FAIL)),
            Scene(28, ANA, reject("The tool says that it failed", 1)),
            *wiped(27, BRUNO, {1: PURGE, 2: CLEAR, 3: DESTROY}),
            Scene(26, ANA, accept(1, 2, 3)),
            Scene(25, ANA, restock("berlin", 1, 2)),
            Scene(25, ANA, destroy("Shred & Sons", "UK-7781-03", 3)),
        ),
    ),
    Story(
        "thiago is gone",
        (
            Scene(54, RAFAEL, offboard(THIAGO, last_day_in=-66, reach=Reach(email="thiago.n@correio.example"))),
            *kit(51, ANA, "Correios", "BR400551122", due=-66),
            Scene(47, THIAGO, leave(THIAGO)),
            Scene(
                10,
                ANA,
                give_up(ItemOutcome.WRITTEN_OFF, "No answer in seven weeks, and it is locked", 1, amount=310),
            ),
        ),
    ),
    Story(
        "agata buys hers",
        (
            Scene(40, GRETA, offboard(AGATA, last_day_in=-38)),
            Scene(36, AGATA, need_help(ProblemKind.WANTS_TO_BUY, "My daughter would like to have it.")),
            Scene(33, ANA, give_up(ItemOutcome.BOUGHT_OUT, "Paid by bank transfer", 1, amount=420)),
        ),
    ),
    Story(
        "emil left",
        (
            Scene(30, GRETA, offboard(EMIL, last_day_in=-24)),
            Scene(18, BRUNO, receive(GOOD, 1, 2, note="Handed over at the desk")),
            *wiped(16, BRUNO, {1: PURGE, 2: CLEAR}),
            Scene(15, ANA, accept(1, 2)),
            Scene(14, ANA, restock("berlin", 2)),
            Scene(13, ANA, repair("One side is silent.", 2)),
        ),
    ),
)

UNDER_WAY = (
    Story(
        "jordan's box",
        (
            Scene(32, DAVID, offboard(JORDAN, last_day_in=-20, reach=Reach(email="jordan.ellis@mailbox.example"))),
            *kit(29, MAYA, "UPS", "1Z999AA10123450101", due=-35, to=JORDAN, there=24, back=(16, "1Z999AA10123450119")),
            Scene(13, JORDAN, leave(JORDAN)),
        ),
    ),
    Story(
        "haruto's headset",
        (
            Scene(28, CHIARA, offboard(HARUTO, last_day_in=-12)),
            *kit(25, ANA, "Yamato", "4400-1190-3304", due=-28, to=HARUTO, there=20, back=(8, "4400-1190-3315")),
            Scene(2, ANA, receive(GOOD, 1, note="The headset was not in the box")),
            Scene(2, ANA, receive(GOOD, 3)),
        ),
    ),
    Story(
        "chloe left",
        (
            Scene(26, DAVID, offboard(CHLOE, last_day_in=-19)),
            Scene(24, CHLOE, need_help(ProblemKind.MOVED, "I live in Ottawa now.")),
            Scene(23, MAYA, give_help(Remedy.NEW_ADDRESS, "The kit goes to Ottawa.")),
            *kit(
                22, MAYA, "Canada Post", "7035114477724075", due=-24, to=CHLOE, there=17, back=(15, "7035114477724082")
            ),
            Scene(7, MAYA, receive(WORN, 1, 2)),
            Scene(2, MAYA, wipe(PURGE, 1)),
        ),
    ),
    Story(
        "jakob's dispute",
        (
            Scene(25, CHIARA, offboard(JAKOB, last_day_in=-16)),
            Scene(12, BRUNO, receive(GOOD, 1, 2, 3)),
            Scene(11, ANA, hold("Needed as evidence: legal has asked for it", 1)),
        ),
    ),
    Story(
        "theo wants to buy",
        (
            Scene(24, CAMILLE, offboard(THEO, last_day_in=-12)),
            *kit(20, ANA, "Colissimo", "6A19900112233", due=-22, to=THEO, there=15),
            Scene(6, THEO, need_help(ProblemKind.WANTS_TO_BUY, "I would pay 900 for it.")),
        ),
    ),
    Story(
        "piotr is silent",
        (
            Scene(22, CHIARA, offboard(PIOTR, last_day_in=-16, reach=Reach(email="piotr.z@poczta.example"))),
            *kit(19, BRUNO, "InPost", "620011440011", due=-20),
            Scene(11, PIOTR, leave(PIOTR)),
        ),
    ),
    Story(
        "samantha's box",
        (
            Scene(20, DAVID, offboard(SAMANTHA, last_day_in=-2)),
            *kit(17, MAYA, "UPS", "1Z999AA10123450222", due=-18, to=SAMANTHA, there=11, back=(2, "1Z999AA10123450230")),
        ),
    ),
    Story(
        "oliver's kit",
        (
            Scene(18, DAVID, offboard(OLIVER, last_day_in=-4)),
            *kit(15, BRUNO, "DPD", "15502001188", due=-15, to=OLIVER, there=9),
        ),
    ),
    Story(
        "ines's phone",
        (
            Scene(14, CAMILLE, offboard(INES, last_day_in=5)),
            *kit(10, ANA, "Colissimo", "6A19900118844", due=-8, to=INES, there=6),
            Scene(3, INES, need_help(ProblemKind.LOST_OR_STOLEN, "Stolen in the metro on my way to work.", 3)),
        ),
    ),
    Story(
        "marta leaves",
        (
            Scene(
                11,
                CHIARA,
                offboard(
                    MARTA,
                    last_day_in=5,
                    reach=Reach(email="marta.iglesias@correo.example", address="Calle del Pez 12, 28004 Madrid"),
                ),
            ),
            *kit(3, ANA, "SEUR", "0044118822", due=1),
        ),
    ),
    Story(
        "lea's old laptop",
        (
            Scene(5, LEA, swap(LEA, "laptop-16", by=4)),
            *kit(4, BRUNO, "DHL", "JD014600019930", due=0),
        ),
    ),
    Story("lucia leaves", (Scene(1, GRETA, offboard(LUCIA, last_day_in=16)),)),
)

RETURNS = (*OVER, *UNDER_WAY)

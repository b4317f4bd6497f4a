"""What was asked for: every stage of a request, some of it late, some of it stuck."""

from bot.play.company.asking import (
    agree,
    approve,
    arrived,
    ask,
    cancel,
    complain,
    decline,
    join,
    make_ready,
    order,
    ship,
    take_in,
)
from bot.play.company.scene import Scene, Story
from lifecycle.requests.commands import NewHire
from sandbox.company import ANA, BRUNO, CHIARA, DAVID, EMIKO, GRETA, IRIS, KAREN
from sandbox.larger_company import (
    AMELIA,
    BEATRIZ,
    CAMILLE,
    ELENA,
    LARISSA,
    LEA,
    LUKAS,
    MAYA,
    MINA,
    NEWCOMER,
    NOAH,
    PABLO,
    RAFAEL,
    ZOFIA,
)

OVER = (
    Story(
        "noah starts",
        (
            Scene(70, DAVID, ask(NOAH, "CA", "newcomer-us", needed_in=-70, note="Starts in Toronto")),
            Scene(69, MAYA, approve()),
            Scene(68, MAYA, order("CDW Canada", "CA-88121", expected_in=-84)),
            Scene(60, MAYA, take_in()),
            Scene(59, MAYA, make_ready()),
            Scene(58, MAYA, ship("Canada Post", "7035114477724068", expected_in=-79)),
            Scene(54, NOAH, arrived()),
        ),
    ),
    Story(
        "beatriz starts",
        (
            Scene(66, RAFAEL, ask(BEATRIZ, "BR", "newcomer", needed_in=-60)),
            Scene(65, ANA, approve()),
            Scene(64, ANA, order("Lenovo Brasil", "BR-19844", expected_in=-80)),
            Scene(56, ANA, take_in()),
            Scene(55, BRUNO, make_ready()),
            Scene(54, ANA, ship("Correios", "BR401998231", expected_in=-70)),
            Scene(47, BEATRIZ, arrived()),
        ),
    ),
    Story(
        "lea's desk",
        (
            Scene(60, LEA, ask(LEA, "DE", "desk", needed_in=-70, note="Two days a week from home")),
            Scene(59, BRUNO, approve()),
            Scene(59, BRUNO, make_ready()),
            Scene(58, BRUNO, ship("DHL", "JD014600011872", expected_in=-80)),
            Scene(56, LEA, arrived()),
        ),
    ),
    Story(
        "elena's phone",
        (
            Scene(44, DAVID, ask(ELENA, "US", "phone", "headset", needed_in=-50, note="Is on the road from May on")),
            Scene(43, MAYA, approve()),
            Scene(43, MAYA, make_ready()),
            Scene(42, MAYA, ship("UPS", "1Z999AA10123456784", expected_in=-55)),
            Scene(39, ELENA, arrived()),
        ),
    ),
    Story(
        "pablo's second laptop",
        (
            Scene(30, PABLO, ask(PABLO, "ES", "laptop-14", needed_in=-20, note="A second one for the studio")),
            Scene(29, ANA, decline("You have a laptop that is a year old. Bring it in when it is slow, and we look.")),
        ),
    ),
    Story(
        "a change of mind",
        (
            Scene(28, CAMILLE, ask(CAMILLE, "FR", "desk", needed_in=-15)),
            Scene(27, ANA, approve()),
            Scene(26, CAMILLE, cancel("The new office has desks for everybody.")),
        ),
    ),
)

UNDER_WAY = (
    Story(
        "larissa starts",
        (
            Scene(
                24,
                RAFAEL,
                ask(
                    NewHire(name="Larissa Prado", email="larissa.prado@correio.example"),
                    "BR",
                    "newcomer",
                    needed_in=2,
                    note="Starts in the office in São Paulo",
                    address="Rua Harmonia 456, São Paulo",
                ),
            ),
            Scene(23, ANA, approve()),
            Scene(22, ANA, order("Lenovo Brasil", "BR-20391", expected_in=-14)),
            Scene(9, ANA, take_in()),
            Scene(8, BRUNO, make_ready()),
            Scene(6, ANA, ship("Correios", "BR402117780", expected_in=1)),
            Scene(2, LARISSA, join(NEWCOMER)),
        ),
    ),
    Story(
        "a hire in Warsaw",
        (
            Scene(
                16,
                CHIARA,
                ask(NewHire(name="Kacper Maj", email="kacper.maj@poczta.example"), "PL", "laptop-14", needed_in=6),
            ),
            Scene(15, BRUNO, approve()),
            Scene(14, BRUNO, order("x-kom", "PL-5531", expected_in=-8)),
            Scene(5, BRUNO, take_in()),
            Scene(4, BRUNO, make_ready()),
            Scene(3, BRUNO, ship("InPost", "620011447788", expected_in=2)),
        ),
    ),
    Story(
        "mina's broken monitor",
        (
            Scene(21, MINA, ask(MINA, "JP", "monitor-27", needed_in=-4)),
            Scene(20, ANA, approve()),
            Scene(19, ANA, order("Dell Japan", "JP-77120", expected_in=-15)),
            Scene(10, ANA, take_in()),
            Scene(10, ANA, make_ready()),
            Scene(9, ANA, ship("Yamato", "4401-2290-1187", expected_in=-5)),
            Scene(4, MINA, complain("damaged", "The panel has a crack from one side to the other.")),
        ),
    ),
    Story(
        "amelia's desk",
        (
            Scene(13, AMELIA, ask(AMELIA, "GB", "desk", needed_in=8)),
            Scene(12, BRUNO, approve()),
            Scene(11, BRUNO, order("Insight UK", "GB-40077", expected_in=-5)),
            Scene(3, BRUNO, take_in()),
            Scene(2, BRUNO, make_ready()),
        ),
    ),
    Story(
        "a hire in Berlin",
        (
            Scene(
                5,
                CHIARA,
                ask(
                    NewHire(name="Samir Aziz", email="samir.aziz@post.example"),
                    "DE",
                    "newcomer",
                    needed_in=12,
                    address="Weserstraße 81, 12059 Berlin",
                ),
            ),
            Scene(4, BRUNO, approve()),
        ),
    ),
    Story(
        "camille's laptop",
        (
            Scene(14, CAMILLE, ask(CAMILLE, "FR", "laptop-16", needed_in=20, note="The old one does not last a day")),
            Scene(13, KAREN, agree()),
            Scene(12, ANA, approve()),
            Scene(11, ANA, order("Apple France", "FR-W118200", expected_in=-6)),
        ),
    ),
    Story(
        "a monitor in a hurry",
        (Scene(3, NOAH, ask(NOAH, "CA", "monitor-27", needed_in=1)), Scene(2, MAYA, approve())),
    ),
)

UNDECIDED = (
    Story("zofia's laptop", (Scene(4, CHIARA, ask(ZOFIA, "PL", "laptop-16", needed_in=25)),)),
    Story(
        "lukas's laptop",
        (
            Scene(3, CHIARA, ask(LUKAS, "DE", "laptop-16", needed_in=21, note="He builds the apps from now on")),
            Scene(2, KAREN, agree()),
        ),
    ),
    Story("emiko's dock", (Scene(6, EMIKO, ask(EMIKO, "JP", "dock", needed_in=18)),)),
    Story("iris's headset", (Scene(1, IRIS, ask(IRIS, "US", "headset", needed_in=14)),)),
    Story("greta's cable", (Scene(1, GRETA, ask(GRETA, "GB", "usb-c-cable", needed_in=10)),)),
)

REQUESTS = (*OVER, *UNDER_WAY, *UNDECIDED)

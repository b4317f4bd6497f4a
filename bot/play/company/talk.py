"""What people have said in the channel of everybody, so that it is not empty."""

from bot.play.company.scene import Doing, Saying, Scene, Story
from sandbox.company import ANA, CHIARA, DAVID, GENERAL, GRETA
from sandbox.larger_company import CAIO, LARISSA, MAYA, RAFAEL


def say(words: str) -> Doing:
    """Say something to everybody."""
    return lambda _: [Saying(GENERAL, words)]


TALK = (
    Story(
        "a new desk",
        (
            Scene(68, ANA, say("From today on devices are asked for and given back here in Slack: try /device help.")),
            Scene(68, DAVID, say("No more forms? I will miss the fax number at the bottom.")),
        ),
    ),
    Story("a farewell", (Scene(50, CAIO, say("It is my last day in the office. Thank you all, and see you around!")),)),
    Story(
        "an office moves",
        (
            Scene(
                22,
                GRETA,
                say("London moves to the second floor next week. Monitors travel by themselves, headsets do not."),
            ),
            Scene(21, MAYA, say("New York says: label your docks.")),
        ),
    ),
    Story(
        "a welcome",
        (
            Scene(2, RAFAEL, say("Please welcome Larissa, who joins us in São Paulo!")),
            Scene(2, CHIARA, say("Welcome, Larissa!")),
            Scene(1, LARISSA, say("Thank you! My laptop is still on its way, so I answer from my phone.")),
        ),
    ),
)

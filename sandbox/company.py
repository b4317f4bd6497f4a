"""A small company to begin with: twelve people in five countries, two channels and a user group."""

from dataclasses import dataclass

from sandbox.conversations import Channel, Kind
from sandbox.people import SLACKBOT, User, UserGroup
from sandbox.workspace import Team

TEAM = Team("T0SBTALLPIN", "Tallpine", "tallpine")
OTHER_TEAM_ID = "T0SBHARBOUR"

BOT = "U0SBDESKBOT"
ANA = "U0SBANA0001"
BRUNO = "U0SBBRUNO02"
CHIARA = "U0SBCHIARA3"
DAVID = "U0SBDAVID04"
EMIKO = "U0SBEMIKO05"
FARID = "U0SBFARID06"
GRETA = "U0SBGRETA07"
HUGO = "U0SBHUGO008"
IRIS = "U0SBIRIS009"
JONAS = "U0SBJONAS10"
KAREN = "U0SBKAREN11"
LEO = "U0SBLEO0012"

GENERAL = "C0SBGENERAL"
IT_DEVICES = "C0SBITDEVIC"
IT = "S0SBITGROUP"


@dataclass(frozen=True, slots=True)
class Company:
    """Everything that a new workspace begins with; `bot_user` is the installed app's user."""

    team: Team
    bot_user: str
    people: tuple[User, ...]
    groups: tuple[UserGroup, ...]
    channels: tuple[Channel, ...]


def small_company() -> Company:
    """Tallpine: IT is Ana and Bruno; Chiara and David lead teams; Karen approves what is expensive.

    Hugo is a single-channel guest, Jonas has left, Leo belongs to another workspace and shares #general.
    """
    people = (
        User(SLACKBOT, TEAM.id, "slackbot", "Slackbot", tz="Etc/UTC"),
        User(BOT, TEAM.id, "device-desk", "Device Desk", tz="Etc/UTC", is_bot=True),
        _person(ANA, "ana", "Ana Torres", "Europe/Madrid", "es-ES"),
        _person(BRUNO, "bruno", "Bruno Keller", "Europe/Berlin", "de-DE"),
        _person(CHIARA, "chiara", "Chiara Rossi", "Europe/Berlin", "de-DE"),
        _person(DAVID, "david", "David Okafor", "America/New_York", "en-US"),
        _person(EMIKO, "emiko", "Emiko Sato", "Asia/Tokyo", "ja-JP"),
        _person(FARID, "farid", "Farid Haddad", "Europe/Madrid", "es-ES"),
        _person(GRETA, "greta", "Greta Lindqvist", "Europe/London", "en-GB"),
        User(
            HUGO,
            TEAM.id,
            "hugo",
            "Hugo Brandt",
            "hugo@studio-brandt.example",
            "Europe/Berlin",
            "de-DE",
            is_restricted=True,
            is_ultra_restricted=True,
        ),
        _person(IRIS, "iris", "Iris Novak", "America/New_York", "en-US"),
        User(JONAS, TEAM.id, "jonas", "Jonas Weber", "jonas@tallpine.example", "Europe/Berlin", "de-DE", deleted=True),
        _person(KAREN, "karen", "Karen Whitfield", "Europe/London", "en-GB"),
        User(LEO, OTHER_TEAM_ID, "leo", "Leo Marchetti", "leo@harbour.example", "Europe/London", "en-GB"),
    )
    staff = (ANA, BRUNO, CHIARA, DAVID, EMIKO, FARID, GRETA, IRIS, KAREN)
    return Company(
        team=TEAM,
        bot_user=BOT,
        people=people,
        groups=(UserGroup(IT, TEAM.id, "it", "IT", (ANA, BRUNO)),),
        channels=(
            Channel(GENERAL, "general", Kind.PUBLIC, (*staff, HUGO, LEO, BOT)),
            Channel(IT_DEVICES, "it-devices", Kind.PRIVATE, (ANA, BRUNO, BOT)),
        ),
    )


def _person(user_id: str, name: str, real_name: str, tz: str, locale: str) -> User:
    return User(user_id, TEAM.id, name, real_name, f"{name}@tallpine.example", tz, locale)

"""A larger company to play in: Tallpine with some forty people, in nine countries and five time zones.

The twelve of the small company are among them, with the same ids; everybody's Slack is in English but for four, who
read theirs in another language.
"""

from dataclasses import replace

from sandbox.company import (
    ANA,
    BOT,
    BRUNO,
    GENERAL,
    HUGO,
    IT,
    IT_DEVICES,
    JONAS,
    LEO,
    TEAM,
    Company,
    small_company,
)
from sandbox.conversations import Channel, Kind
from sandbox.people import SLACKBOT, User, UserGroup

MAYA = "U0SBMAYA013"
LUKAS = "U0SBLUKAS14"
LEA = "U0SBLEA0015"
JAKOB = "U0SBJAKOB16"
EMIL = "U0SBEMIL017"
MARTA = "U0SBMARTA18"
LUCIA = "U0SBLUCIA19"
PABLO = "U0SBPABLO20"
CAMILLE = "U0SBCAMIL21"
THEO = "U0SBTHEO022"
INES = "U0SBINES023"
ZOFIA = "U0SBZOFIA24"
PIOTR = "U0SBPIOTR25"
AGATA = "U0SBAGATA26"
AMELIA = "U0SBAMELI27"
OLIVER = "U0SBOLIVE28"
HARRIET = "U0SBHARRI29"
SAMANTHA = "U0SBSAMAN30"
JORDAN = "U0SBJORDA31"
ELENA = "U0SBELENA32"
NOAH = "U0SBNOAH033"
CHLOE = "U0SBCHLOE34"
RAFAEL = "U0SBRAFAE35"
BEATRIZ = "U0SBBEATR36"
THIAGO = "U0SBTHIAG37"
CAIO = "U0SBCAIO038"
HARUTO = "U0SBHARUT39"
MINA = "U0SBMINA040"
YUKI = "U0SBYUKI041"

LARISSA = "U0SBLARIS42"
"""Joins while the company is played: an account of hers is not there at the beginning."""

BERLIN, MADRID, PARIS, WARSAW = "Europe/Berlin", "Europe/Madrid", "Europe/Paris", "Europe/Warsaw"
LONDON, NEW_YORK, TORONTO = "Europe/London", "America/New_York", "America/Toronto"
SAO_PAULO, TOKYO = "America/Sao_Paulo", "Asia/Tokyo"

ENGLISH = "en-US"

_STAFF = (
    (MAYA, "maya", "Maya Brooks", NEW_YORK),
    (LUKAS, "lukas", "Lukas Brenner", BERLIN),
    (LEA, "lea", "Lea Hoffmann", BERLIN),
    (JAKOB, "jakob", "Jakob Lindner", BERLIN),
    (EMIL, "emil", "Emil Schuster", BERLIN),
    (MARTA, "marta", "Marta Iglesias", MADRID),
    (LUCIA, "lucia", "Lucía Navarro", MADRID),
    (PABLO, "pablo", "Pablo Serrano", MADRID),
    (CAMILLE, "camille", "Camille Laurent", PARIS),
    (THEO, "theo", "Théo Marchand", PARIS),
    (INES, "ines", "Inès Garnier", PARIS),
    (ZOFIA, "zofia", "Zofia Kamińska", WARSAW),
    (PIOTR, "piotr", "Piotr Zieliński", WARSAW),
    (AGATA, "agata", "Agata Duda", WARSAW),
    (AMELIA, "amelia", "Amelia Clarke", LONDON),
    (OLIVER, "oliver", "Oliver Shaw", LONDON),
    (HARRIET, "harriet", "Harriet Poole", LONDON),
    (SAMANTHA, "samantha", "Samantha Reed", NEW_YORK),
    (JORDAN, "jordan", "Jordan Ellis", NEW_YORK),
    (ELENA, "elena", "Elena Vargas", NEW_YORK),
    (NOAH, "noah", "Noah Tremblay", TORONTO),
    (CHLOE, "chloe", "Chloé Bouchard", TORONTO),
    (RAFAEL, "rafael", "Rafael Monteiro", SAO_PAULO),
    (BEATRIZ, "beatriz", "Beatriz Campos", SAO_PAULO),
    (THIAGO, "thiago", "Thiago Nogueira", SAO_PAULO),
    (CAIO, "caio", "Caio Barreto", SAO_PAULO),
    (HARUTO, "haruto", "Haruto Tanaka", TOKYO),
    (MINA, "mina", "Mina Fujimoto", TOKYO),
    (YUKI, "yuki", "Yuki Ono", TOKYO),
)
"""Whom the small company has not: id, handle, name, time zone."""

_LOCALES = {LUKAS: "de-DE", PABLO: "es-ES", CAMILLE: "fr-FR", BEATRIZ: "pt-BR"}
"""Who reads in which language, where it is not English."""

NEWCOMER = User(LARISSA, TEAM.id, "larissa", "Larissa Prado", "larissa@tallpine.example", SAO_PAULO, ENGLISH)


def larger_company() -> Company:
    """Tallpine as it is to play in: IT is Ana and Bruno in Europe and Maya in New York."""
    small = small_company()
    others = tuple(_person(*row) for row in _STAFF)
    people = (*(replace(user, locale=ENGLISH) for user in small.people), *others)
    members = tuple(one.id for one in people if one.id not in {SLACKBOT, JONAS, LEO, HUGO, BOT})
    return replace(
        small,
        people=people,
        groups=(UserGroup(IT, TEAM.id, "it", "IT", (ANA, BRUNO, MAYA)),),
        channels=(
            Channel(GENERAL, "general", Kind.PUBLIC, (*members, HUGO, LEO, BOT)),
            Channel(IT_DEVICES, "it-devices", Kind.PRIVATE, (ANA, BRUNO, MAYA, BOT)),
        ),
    )


def _person(user_id: str, name: str, real_name: str, tz: str) -> User:
    return User(user_id, TEAM.id, name, real_name, f"{name}@tallpine.example", tz, _LOCALES.get(user_id, ENGLISH))

"""What the company has: devices in people's hands, and in stock."""

from collections.abc import Iterator, Mapping

from bot.company import Item
from bot.play.company.ages import COVERED, SYSTEMS, age_of, weeks_of
from bot.play.company.seed import serial
from lifecycle.policy import Policy
from sandbox.company import ANA, BRUNO, CHIARA, DAVID, EMIKO, FARID, GRETA, IRIS, KAREN
from sandbox.larger_company import (
    AGATA,
    AMELIA,
    CAIO,
    CAMILLE,
    CHLOE,
    ELENA,
    EMIL,
    HARRIET,
    HARUTO,
    INES,
    JAKOB,
    JORDAN,
    LEA,
    LUCIA,
    LUKAS,
    MARTA,
    MAYA,
    MINA,
    OLIVER,
    PABLO,
    PIOTR,
    RAFAEL,
    SAMANTHA,
    THEO,
    THIAGO,
    YUKI,
    ZOFIA,
)

USUAL = ("laptop-14", "headset")
IN_AMERICA = ("laptop-14-us", "headset")
BUILDS = ("laptop-16", "headset", "monitor-27")
TRAVELS = (*USUAL, "phone")

HELD: Mapping[str, tuple[str, ...]] = {
    ANA: (*USUAL, "dock"),
    BRUNO: (*USUAL, "dock", "phone"),
    MAYA: (*IN_AMERICA, "dock"),
    CHIARA: ("laptop-16", "headset", "monitor-27", "phone"),
    LUKAS: USUAL,
    LEA: ("laptop-16", "headset"),
    JAKOB: BUILDS,
    FARID: BUILDS,
    IRIS: ("laptop-16", "headset"),
    EMIKO: BUILDS,
    MARTA: ("laptop-14", "headset"),
    ZOFIA: USUAL,
    PIOTR: ("laptop-16", "headset"),
    HARUTO: BUILDS,
    MINA: ("laptop-16",),
    DAVID: (*IN_AMERICA, "phone"),
    SAMANTHA: (*IN_AMERICA, "phone"),
    JORDAN: IN_AMERICA,
    ELENA: ("laptop-14-us",),
    CHLOE: IN_AMERICA,
    AMELIA: TRAVELS,
    OLIVER: USUAL,
    GRETA: (*TRAVELS, "monitor-27"),
    HARRIET: TRAVELS,
    LUCIA: USUAL,
    AGATA: ("laptop-14",),
    EMIL: USUAL,
    CAMILLE: ("laptop-16", "headset", "monitor-27"),
    THEO: ("laptop-16",),
    INES: TRAVELS,
    YUKI: ("laptop-16", "headset"),
    PABLO: ("laptop-16", "dock"),
    RAFAEL: TRAVELS,
    THIAGO: ("laptop-14",),
    CAIO: USUAL,
    KAREN: (*USUAL, "monitor-27"),
}
"""Profiles by who has them; whoever is not here got their things since."""

STOCK: Mapping[str, Mapping[str, int]] = {
    "berlin": {"laptop-14": 6, "laptop-16": 2, "headset": 8, "monitor-27": 4, "dock": 4, "phone": 2},
    "madrid": {"laptop-14": 3, "headset": 3},
    "new-york": {"laptop-14-us": 4, "headset": 4, "phone": 1},
}
"""How many of a profile are kept where."""


def items(policy: Policy) -> Iterator[Item]:
    """Everything that the policy has a profile for."""
    makers = {profile.id: profile.manufacturer for profile in policy.profiles}
    for holder, profiles in HELD.items():
        for profile in (one for one in profiles if one in makers):
            age = age_of(holder, profile)
            yield Item(
                profile=profile,
                serial=serial_of(holder, profile, makers[profile]),
                weeks=age.weeks,
                held_by=holder,
                model=age.model,
                covered=COVERED.get(profile, 0),
                system=age.system,
                condition=age.condition,
                note=age.note,
            )
    for location, shelf in STOCK.items():
        for profile, count in ((one, count) for one, count in shelf.items() if one in makers):
            for number in range(count):
                name = f"{location}:{profile}:{number}"
                yield Item(
                    profile=profile,
                    serial=serial(makers[profile], name),
                    weeks=weeks_of(name),
                    at=location,
                    covered=COVERED.get(profile, 0),
                    system=SYSTEMS.get(profile),
                )


def serial_of(holder: str, profile: str, manufacturer: str) -> str:
    """The serial number of what somebody has from the beginning."""
    return serial(manufacturer, f"{holder}:{profile}")

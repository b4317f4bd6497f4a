"""Where the tour plays: a company's policy, what it owns, and who is about to join it."""

from dataclasses import replace
from decimal import Decimal

from bot.company import Item
from lifecycle.policy import Bundle, Category, Location, Policy, Profile
from sandbox.company import CHIARA, IT_DEVICES, TEAM, Company, small_company
from sandbox.people import User

LAPTOP = Profile(
    id="laptop-14",
    name='Laptop 14"',
    category="laptop",
    manufacturer="Lenovo",
    model="ThinkPad T14 Gen 6",
    price=Decimal("1450.00"),
)
HEADSET = Profile(
    id="headset",
    name="Headset",
    category="headset",
    manufacturer="Jabra",
    model="Evolve2 65",
    price=Decimal("179.00"),
)
CABLE = Profile(
    id="usb-c-cable",
    name="USB-C cable 2 m",
    category="accessory",
    manufacturer="Anker",
    model="USB-C 240 W 2 m",
    price=Decimal("19.00"),
)
BUNDLE = Bundle(id="newcomer", name="New hire: laptop, headset, cable", profiles=(LAPTOP.id, HEADSET.id, CABLE.id))

POLICY = Policy(
    currency="EUR",
    asset_tag_prefix="DD",
    categories=(
        Category(id="laptop", name="Laptops"),
        Category(id="headset", name="Headsets", enrolment=False),
        Category(id="accessory", name="Cables and accessories", tracked=False, enrolment=False),
    ),
    profiles=(LAPTOP, HEADSET, CABLE),
    bundles=(BUNDLE,),
    locations=(
        Location(id="berlin", name="Berlin", country="DE", hub=True),
        Location(id="sao-paulo", name="São Paulo", country="BR"),
    ),
    approval_limit=Decimal("1500.00"),
    usual_everywhere=BUNDLE.id,
    default_country="DE",
    it_channel=IT_DEVICES,
)
"""The tour does not play under `policy.toml`, which every company writes as it likes."""

CHIARAS_LAPTOP = Item(profile=LAPTOP.id, serial="PF4B6M9S", weeks=61, held_by=CHIARA)
STOCK = (
    Item(profile=HEADSET.id, serial="0070BF92A41C", weeks=9, at="sao-paulo"),
    Item(profile=LAPTOP.id, serial="PF5C1R7K", weeks=6, at="berlin"),
    CHIARAS_LAPTOP,
)
"""On record as DD-00001, DD-00002 and DD-00003."""

HIRE = User("U0SBBIA0013", TEAM.id, "bia", "Bia Souza", "bia@tallpine.example", "America/Sao_Paulo", "en-US")
PRIVATE_EMAIL = "bia.souza@example.com"
ADDRESS = "Rua das Laranjeiras 143, Rio de Janeiro"


def company() -> Company:
    """The small company, with everybody's Slack in English, so that one terminal can follow."""
    small = small_company()
    return replace(small, people=tuple(replace(user, locale="en-US") for user in small.people))

"""The policy of the company that the journeys play in."""

from datetime import time
from decimal import Decimal
from pathlib import Path

from bot.config.policy import load_policy
from lifecycle.policy import (
    Bundle,
    Category,
    LeadTimes,
    Location,
    NudgeRule,
    Policy,
    Profile,
    Step,
    WorkingHours,
)
from sandbox.company import IT_DEVICES


def profile(name: str, category: str, maker: str, model: str, price: str) -> Profile:
    return Profile(
        id=name.casefold().replace(" ", "-"),
        name=name,
        category=category,
        manufacturer=maker,
        model=model,
        price=Decimal(price),
    )


LAPTOP = profile("Standard laptop", "laptop", "Lenovo", "ThinkPad T14", "1400.00")
STUDIO = profile("Studio laptop", "laptop", "Apple", "MacBook Pro 16", "3100.00")
HEADSET = profile("Headset", "headset", "Jabra", "Evolve2 65", "180.00")
CABLE = profile("USB-C cable", "cable", "Anker", "PowerLine III", "15.00")
STARTER = Bundle(id="starter", name="Starter set", profiles=(LAPTOP.id, HEADSET.id, CABLE.id))

POLICY = Policy(
    currency="EUR",
    asset_tag_prefix="DD",
    categories=(
        Category(id="laptop", name="Laptops"),
        Category(id="headset", name="Headsets", enrolment=False),
        Category(id="cable", name="Cables", tracked=False, enrolment=False),
    ),
    profiles=(LAPTOP, STUDIO, HEADSET, CABLE),
    bundles=(STARTER,),
    locations=(
        Location(id="london", name="London", country="GB"),
        Location(id="berlin", name="Berlin", country="DE", hub=True),
    ),
    nudges=(
        NudgeRule(step=Step.UNDECIDED, after_hours=8, every_working_days=1, at_most=3),
        NudgeRule(step=Step.ORDER_LATE, every_working_days=1, at_most=2),
        NudgeRule(step=Step.AT_RISK, at_most=1),
    ),
    ladder=load_policy(Path(__file__).parents[2] / "policy.toml", IT_DEVICES).ladder,
    approval_limit=Decimal("2500.00"),
    usual_everywhere=STARTER.id,
    default_country="GB",
    channel_locale="en-US",
    working_hours=WorkingHours(start=time(9), end=time(18), zone="Europe/London", country="GB"),
    lead_times=LeadTimes(purchase_days=10, hub_days=7, delivery_days=3),
    it_channel=IT_DEVICES,
)

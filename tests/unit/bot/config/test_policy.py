from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.config.policy import load_policy
from bot.config.policy_rules import MOST_OPTIONS
from bot.faults import Faulty
from lifecycle.policy import Audience, LadderRule, Policy, Rung, Since, Step
from lifecycle.requests.submission import MOST_LINES

ROOT = Path(__file__).parents[4]

GOOD = """\
currency = "EUR"
asset_tag_prefix = "DD"
[[categories]]
id = "laptop"
name = "Laptops"
[[profiles]]
id = "one"
name = "One"
category = "laptop"
manufacturer = "Maker"
model = "Model"
price = 10.50
"""


def faults_of(path: Path, text: str) -> list[tuple[int | None, str]]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Faulty) as caught:
        load_policy(path, "C1")
    return [(fault.line, fault.name) for fault in caught.value.faults]


def test_the_default_policy_is_complete() -> None:
    policy = load_policy(ROOT / "policy.toml", "C1")
    assert policy.it_channel == "C1"
    assert {rule.step for rule in policy.nudges} == set(Step)
    assert {rule.step for rule in policy.ladder} == set(Rung)
    assert policy.approval_limit == Decimal(2500)
    assert policy.working_hours.start == time(9)
    assert policy.usual_for("US") == "newcomer-us"
    assert len(policy.expand(("newcomer", "phone"))) == 4
    assert not policy.category("accessory").tracked


def test_prices_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(GOOD, encoding="utf-8")
    policy: Policy = load_policy(path, "")
    assert policy.profile("one").price == Decimal("10.50")


BROKEN = '''\
currency = "EUX"
asset_tag_prefix = "dd-"
it_channel = "C1"
approval_limit = -1
default_country = "UK"
channel_locale = "english"
usual_everywhere = """
nobody
"""
[usual]
XX = "one"
DE = "none"
[working_hours]
start = 18:00:00
end = 09:00:00
zone = "Europe/Berln"
country = "de"
wrong = 1
[lead_times]
hub_days = -1
[[categories]]
id = "laptop"
name = "Laptops"
trackd = false
[[categories]]
id = "laptop"
name = 3
useful_life_months = 0
[[profiles]]
id = "one"
name = "One"
category = "laptops"
manufacturer = "Maker"
model = ""
price = -1
[[profiles]]
id = "Two "
name = "Two"
category = "laptop"
manufacturer = "Maker"
price = 1
[[bundles]]
id = "one"
name = "Bundle"
profiles = ["one", "three"]
[[bundles]]
id = "empty"
name = "Empty"
profiles = []
[[locations]]
id = "berlin"
name = "Berlin"
country = "Germany"
[[routes]]
channel = "#it"
countries = ["DE", "QQ"]
categories = ["tablet"]
[[nudges]]
step = "undecidd"
at_most = 0
[[nudges]]
step = "at_risk"
after_hours = -1
[[nudges]]
step = "at_risk"
every_working_days = 0
'''

EXPECTED = [
    (1, "currency"),
    (2, "asset_tag_prefix"),
    (3, "it_channel"),
    (4, "approval_limit"),
    (5, "default_country"),
    (6, "channel_locale"),
    (7, "usual_everywhere"),
    (11, "usual.XX"),
    (12, "usual.DE"),
    (15, "working_hours.end"),
    (16, "working_hours.zone"),
    (17, "working_hours.country"),
    (18, "working_hours.wrong"),
    (20, "lead_times.hub_days"),
    (24, "categories[0].trackd"),
    (26, "categories[1].id"),
    (27, "categories[1].name"),
    (28, "categories[1].useful_life_months"),
    (32, "profiles[0].category"),
    (34, "profiles[0].model"),
    (35, "profiles[0].price"),
    (36, "profiles[1].model"),
    (37, "profiles[1].id"),
    (43, "bundles[0].id"),
    (45, "bundles[0].profiles[1]"),
    (49, "bundles[1].profiles"),
    (53, "locations[0].country"),
    (55, "routes[0].channel"),
    (56, "routes[0].countries[1]"),
    (57, "routes[0].categories[0]"),
    (59, "nudges[0].step"),
    (60, "nudges[0].at_most"),
    (63, "nudges[1].after_hours"),
    (65, "nudges[2].step"),
    (66, "nudges[2].every_working_days"),
]


def test_every_fault_is_told_with_its_name_and_line(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "policy.toml", BROKEN) == EXPECTED


def test_the_words_name_file_line_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(GOOD.replace('"laptop"\nmanuf', '"lapto"\nmanuf'), encoding="utf-8")
    with pytest.raises(Faulty, match="1 fault") as caught:
        load_policy(path, "")
    assert f"{path}:9: profiles[0].category: there is no category 'lapto'; there are laptop" in str(caught.value)


@pytest.mark.parametrize("text", ["currency = ", 'a = "\\q"', "[[x]\n"])
def test_a_file_that_is_no_toml(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path / "policy.toml", text) == [(None, "syntax")]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match="POLICY_FILE: cannot be read"):
        load_policy(tmp_path / "policy.toml", "")


def test_an_empty_file_names_what_is_required(tmp_path: Path) -> None:
    names = [name for _, name in faults_of(tmp_path / "policy.toml", "")]
    assert names == ["asset_tag_prefix", "categories", "currency", "profiles"]


@pytest.mark.parametrize(
    ("line", "instead", "name"),
    [
        ("price = 10.50", f"price = {price}", "profiles[0].price")
        for price in ("nan", "inf", "-inf", "1e9", "10.505", '"10.50"', "true", "{}", "900_000_001")
    ]
    + [
        ('name = "Laptops"', f'name = "Laptops"\n{line}', f"categories[0].{line.split()[0]}")
        for line in ('enrolment = "no"', "tracked = 1", "useful_life_months = 48.5", "useful_life_months = 100_000")
    ]
    + [
        ("[[categories]]", f"[working_hours]\n{line}\n[[categories]]", f"working_hours.{line.split()[0]}")
        for line in ("start = 9", 'end = "18:00"', "zone = 1", "end = 2026-11-24T18:00:00")
    ]
    + [
        ("[[categories]]", f"[lead_times]\n{line}\n[[categories]]", f"lead_times.{line.split()[0]}")
        for line in ("hub_days = 366", "hub_days = inf", "purchase_days = 10.0", 'delivery_days = "3"')
    ]
    + [
        ("[[categories]]", f'[[nudges]]\nstep = "at_risk"\n{line}\n[[categories]]', f"nudges[0].{line.split()[0]}")
        for line in ("after_hours = 8761", "at_most = true", "at_most = 1_000_000_000_000", "every_working_days = nan")
    ]
    + [
        ("[[categories]]", f"[found]\n{line}\n[[categories]]", f"found.{line.split()[0]}")
        for line in ('phone = "call us"', 'phone = "901820"', 'email = "nobody"', 'company = ""', 'address = "a\\tb"')
    ]
    + [
        ('currency = "EUR"', f'currency = "EUR"\napproval_limit = {limit}', "approval_limit")
        for limit in ("nan", "inf", "1e300", "false", '"2500"', "0.001")
    ],
)
def test_no_value_is_read_as_something_else(tmp_path: Path, line: str, instead: str, name: str) -> None:
    ((found_at, found),) = faults_of(tmp_path / "policy.toml", GOOD.replace(line, instead, 1))
    assert found == name
    assert found_at


def test_what_is_missing_is_told_where_it_belongs(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    assert faults_of(path, GOOD.replace('currency = "EUR"\n', "")) == [(1, "currency")]
    assert faults_of(path, GOOD.replace("price = 10.50\n", "")) == [(6, "profiles[0].price")]


def test_a_number_of_thousands_of_digits_is_no_number(tmp_path: Path) -> None:
    text = GOOD.replace("10.50", "9" * 5_000)
    assert [name for _, name in faults_of(tmp_path / "policy.toml", text)] == ["syntax"]


def test_what_a_form_and_a_request_can_hold(tmp_path: Path) -> None:
    bundle = '[[bundles]]\nid = "b{}"\nname = "B"\nprofiles = [{}]\n'
    largest = bundle.format("", ", ".join(['"one"'] * MOST_LINES))
    path = tmp_path / "policy.toml"
    path.write_text(GOOD + largest, encoding="utf-8")
    assert len(load_policy(path, "").expand(("b",))) == MOST_LINES
    too_large = bundle.format("", ", ".join(['"one"'] * (MOST_LINES + 1)))
    assert faults_of(path, GOOD + too_large) == [(16, "bundles[0].profiles")]
    too_many = "".join(bundle.format(number, '"one"') for number in range(MOST_OPTIONS + 1))
    assert faults_of(path, GOOD + too_many) == [(13, "bundles")]


RUNG = '[[ladder]]\nstep = "friendly"\naudience = "leaver"\ndays = [2]\n'


@pytest.mark.parametrize(
    ("line", "instead", "name"),
    [
        ('"friendly"', '"unfriendly"', "ladder[0].step"),
        ('"leaver"', '"hr"', "ladder[0].audience"),
        ("[2]", '[2]\nsince = "birth"', "ladder[0].since"),
        ("[2]", "[2]\nevery_working_days = 1", "ladder[0].every_working_days"),
        ("days = [2]", "", "ladder[0].days"),
        *(("[2]", days, "ladder[0].days") for days in ("[]", "[2, 5, 2]", "2", '"2"')),
        *(("[2]", f"[{day}]", "ladder[0].days[0]") for day in ("-91", "366", "2.5", '"2"', "true", "nan")),
        ("[2]\n", f"[2]\n{RUNG}", "ladder[1]"),
    ],
)
def test_a_step_of_the_plan_that_makes_no_sense(tmp_path: Path, line: str, instead: str, name: str) -> None:
    ((found_at, found),) = faults_of(tmp_path / "policy.toml", GOOD + RUNG.replace(line, instead, 1))
    assert found == name
    assert found_at


@pytest.mark.parametrize("most", ["0", "101", "true", '"12"'])
def test_a_cap_of_reminders_that_makes_no_sense(tmp_path: Path, most: str) -> None:
    text = f"reminders_at_most = {most}\n{GOOD}"
    assert faults_of(tmp_path / "policy.toml", text) == [(1, "reminders_at_most")]


def test_the_plan_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    more = '[[ladder]]\nstep = "friendly"\naudience = "it"\ndays = [-90, 0, 365]\nsince = "shipped"\n'
    switches = "reminders_at_most = 3\nwipes_validated_by_another = true\ncleared_may_leave = true\n"
    path.write_text(switches + GOOD + RUNG + more, encoding="utf-8")
    policy = load_policy(path, "")
    assert policy.ladder == (
        LadderRule(step=Rung.FRIENDLY, audience=Audience.LEAVER, days=(2,)),
        LadderRule(step=Rung.FRIENDLY, audience=Audience.IT, days=(-90, 0, 365), since=Since.SHIPPED),
    )
    assert (policy.reminders_at_most, policy.wipes_validated_by_another, policy.cleared_may_leave) == (3, True, True)

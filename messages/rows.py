"""What becomes of each row of a list of devices, why some are refused, and what helps: on paper and in Slack."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lifecycle.device import DeviceState
from lifecycle.errors import Fact
from lifecycle.importing import BEGINNINGS, Judgement, Verdict
from lifecycle.list_flaws import Doubt, Unfit, Why
from lifecycle.money import Money
from lifecycle.policy import Policy
from lifecycle.retrieval import Condition
from messages.i18n import N_
from messages.labels import DEVICE_STATES
from messages.text import Mrkdwn, code
from messages.verbatim import Verbatim
from messages.voice import Voice


class Way(StrEnum):
    """How a list comes: named on the command line, or dropped into the conversation with the desk."""

    TYPED = "typed"
    DROPPED = "dropped"


FIELDS: Mapping[str, str] = {
    "serial": N_("serial number"),
    "asset_tag": N_("asset tag"),
    "category": N_("category"),
    "manufacturer": N_("manufacturer"),
    "model": N_("model"),
    "state": N_("state"),
    "holder": N_("holder"),
    "holder_id": N_("holder"),
    "keeper": N_("holder not in Slack"),
    "first_name": N_("first name"),
    "last_name": N_("last name"),
    "country": N_("country"),
    "location": N_("location"),
    "purchased_on": N_("purchase date"),
    "price": N_("price"),
    "currency": N_("currency"),
    "warranty_until": N_("end of the warranty"),
    "warranty_months": N_("warranty in months"),
    "condition": N_("condition"),
    "system": N_("operating system"),
    "supported_until": N_("end of updates"),
    "note": N_("note"),
    "attributes": N_("attributes"),
}
"""What a column holds, within a sentence."""

VERDICTS: Mapping[Verdict, str] = {
    Verdict.MADE: N_("made"),
    Verdict.CHANGED: N_("changed"),
    Verdict.LEFT: N_("left"),
    Verdict.REFUSED: N_("refused"),
}

UNTOLD = frozenset({"holder_id", "keeper", "attributes"})
"""Fields whose values say nothing to people, or too much."""

SAYABLE = ("country", "category", "manufacturer")
"""What can be said for all rows that do not tell it."""

WORDS = (
    *("country=DE", "category=laptop", "manufacturer=Lenovo", "EUR", "day-first", "month-first", "decimal-comma"),
    *("decimal-point", "sheet=2026", '"Reserved"=in_stock', '"Number"=serial', '"Colour"=ignore'),
)
"""What can be written with a list."""

SIGNS: Mapping[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
}
"""Signs of money that mean several currencies, the most common ones in front."""

LONGEST_LINE = 200
BEGIN = ", ".join(sorted(BEGINNINGS))
CONDITIONS = ", ".join(Condition)


@dataclass(frozen=True)
class RowWords:
    """The words for one reader about a list that came one `way`; examples are of the company's own `policy`."""

    voice: Voice
    way: Way
    policy: Policy

    def what(self, judgement: Judgement) -> str:
        """What becomes of a row, or why nothing does."""
        if judgement.why:
            return self.reason(judgement)
        device = judgement.device
        if judgement.verdict is Verdict.MADE and device:
            is_named = device.model.casefold().startswith(device.manufacturer.casefold())
            name = device.model if is_named else f"{device.manufacturer} {device.model}"
            return f"{device.category}, {name}, {self._shown(device.state)}, {device.country}"
        return "; ".join(self._difference(judgement, name) for name in judgement.differing)

    def reason(self, judgement: Judgement) -> Mrkdwn:
        """Why a row is refused."""
        return self.voice.write(f"row/{judgement.why}", **self._facts(judgement.facts))

    def help(self, judgement: Judgement) -> Mrkdwn:
        """What helps so that it is taken."""
        facts = judgement.facts
        return self.voice.write(f"row_help/{judgement.why}", **self._facts(facts), **self._examples(judgement))

    def unfit(self, unfit: Unfit, facts: Mapping[str, Fact | Mrkdwn]) -> Mrkdwn:
        """Why a file is no list, and what helps."""
        first, why = str(facts.get("first", "")), facts.get("why")
        bad = Judgement(row=0, verdict=Verdict.REFUSED, why=Why(why)) if isinstance(why, str) else None
        more = {
            "option": self._option("sheet", first),
            "meaning": self._meaning(first, "serial"),
            "help": self.help(bad) if bad else None,
            "choices": self.voice.listed(map(self._code, WORDS)),
        }
        return self.voice.write(f"unfit/{unfit}", **self._facts(facts), **self._typed(), **more)

    def doubt(self, doubt: Doubt, facts: Mapping[str, Fact]) -> Mrkdwn:
        """What has to be said with a file, and how."""
        options = [self._code(one) for one in self._answers(doubt, facts)]
        return self.voice.write(f"doubt/{doubt}", **facts, options=self.voice.either(options))

    def _answers(self, doubt: Doubt, facts: Mapping[str, Fact]) -> Sequence[str]:
        answers: Mapping[Doubt, tuple[str, tuple[str, ...]]] = {
            Doubt.DATES: ("dates", ("day-first", "month-first")),
            Doubt.DECIMALS: ("decimal", ("point", "comma")),
            Doubt.CURRENCY: ("currency", self._currencies(str(facts.get("values", "")))),
        }
        name, choices = answers[doubt]
        return [self._said(name, one) for one in choices]

    def _currencies(self, text: str) -> tuple[str, ...]:
        """What an amount may be in: by its sign where that means several, else as the company reckons."""
        return next((codes for sign, codes in SIGNS.items() if sign in text), (self.policy.currency,))

    def _facts(self, facts: Mapping[str, Fact | Mrkdwn]) -> Mapping[str, Fact | Mrkdwn]:
        """Facts with the words for states and fields."""
        shown = dict(facts)
        for name in ("state", "listed"):
            if isinstance(state := facts.get(name), str):
                shown[name] = self.voice.gettext(DEVICE_STATES[DeviceState(state)])
        if isinstance(field := facts.get("field"), str):
            shown["field_name"] = self._field(field)
        if isinstance(fields := facts.get("fields"), str):
            shown["fields"] = self.voice.listed(self._field(one) for one in fields.split(", "))
        return shown

    def _examples(self, judgement: Judgement) -> Mapping[str, Fact | Mrkdwn]:
        facts = judgement.facts
        value, tag = str(facts.get("value") or ""), facts.get("tag")
        return {
            **self._typed(),
            "country": self._code(self._likely("country")),
            "currency": self._code(self.policy.currency),
            "option": self._asked_for(judgement),
            "meaning": self._meaning(value, DeviceState.IN_STOCK),
            "ignoring": self._meaning(str(facts.get("column") or ""), "ignore"),
            "states": BEGIN,
            "conditions": CONDITIONS,
            "without_model": int("model" in str(facts.get("fields", ""))),
            "show": self._code(f"/device show {tag}") if tag else None,
        }

    def _asked_for(self, judgement: Judgement) -> Mrkdwn | None:
        """The option that makes up for what a row does not tell."""
        facts = judgement.facts
        if judgement.why is Why.NO_CURRENCY:
            return self._option("currency", self._currencies(str(facts.get("value", "")))[0])
        if judgement.why is Why.BAD_AMOUNT and facts.get("decimals"):
            return self._option("decimal", "comma" if facts["decimals"] == "point" else "point")
        missing = [one for one in SAYABLE if one in str(facts.get("fields", "")).split(", ")]
        return self._code(" ".join(self._said(one, self._likely(one)) for one in missing)) if missing else None

    def _likely(self, field: str) -> str:
        """What the company itself would most likely write there."""
        first = {
            "country": next((one.country for one in self.policy.locations), "DE"),
            "category": next((one.id for one in self.policy.categories), "laptop"),
        }
        return first.get(field, "Lenovo")

    def _option(self, name: str, value: str) -> Mrkdwn:
        return self._code(self._said(name, value))

    def _said(self, name: str, value: str) -> str:
        """An option as it is said this way: `--country DE` or `country=DE`; what says itself alone stands alone."""
        if self.way is Way.TYPED:
            return f"--{name} {json.dumps(value, ensure_ascii=False) if ' ' in value else value}"
        if name in {"dates", "currency"}:
            return value
        if name == "decimal":
            return f"decimal-{value}"
        return f"{name}={json.dumps(value, ensure_ascii=False) if ' ' in value else value}"

    def _meaning(self, word: str, meaning: str) -> Mrkdwn:
        """What a word of the list is said to mean: a line of a mapping file, or words along with the list."""
        sign = " = " if self.way is Way.TYPED else "="
        value = f'"{meaning}"' if self.way is Way.TYPED else meaning
        return self._code(f"{json.dumps(word, ensure_ascii=False)}{sign}{value}")

    def _typed(self) -> Mapping[str, int]:
        return {"typed": int(self.way is Way.TYPED)}

    def _code(self, text: str) -> Mrkdwn:
        return Mrkdwn(text) if isinstance(self.voice, Verbatim) else code(text, LONGEST_LINE)

    def _field(self, name: str) -> str:
        return self.voice.gettext(FIELDS.get(name, name))

    def _difference(self, judgement: Judgement, name: str) -> str:
        change = judgement.change
        if name in UNTOLD or change is None or change.before is None:
            return self._field(name)
        before, after = (self._shown(getattr(one, name)) for one in (change.before, change.after))
        return f"{self._field(name)}: {before} → {after}"

    def _shown(self, value: object) -> str:
        match value:
            case None:
                return "–"
            case DeviceState():
                return self.voice.gettext(DEVICE_STATES[value])
            case Money():
                return f"{value.amount} {value.currency}"
        return str(value)[: self.voice.room.name]

"""Rules across the options of one element: what is chosen at first must be there to choose."""

from collections.abc import Iterator, Mapping, Sequence

from sandbox.blockkit.rules import Flaw, Rule, broken, join
from sandbox.payload import children


def all_options(element: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    """Give every option of an element, those in groups included."""
    grouped = [option for group in children(element, "option_groups") for option in children(group, "options")]
    return [*children(element, "options"), *grouped]


def initial_option(element: Mapping[str, object], where: str) -> Iterator[Flaw]:
    """Demand that the option chosen at first equals one of the options."""
    chosen = element.get("initial_option")
    if chosen is not None and chosen not in all_options(element):
        yield broken("option.initial", join(where, "initial_option"))


def initial_options(element: Mapping[str, object], where: str) -> Iterator[Flaw]:
    """Demand that each option chosen at first equals one of the options."""
    options = all_options(element)
    for index, chosen in enumerate(children(element, "initial_options")):
        if chosen not in options:
            yield broken("option.initial", f"{join(where, 'initial_options')}[{index}]")


def initial_count(key: str) -> Rule:
    """Demand that no more is chosen at first than `max_selected_items` lets a person choose."""

    def rule(element: Mapping[str, object], where: str) -> Iterator[Flaw]:
        chosen, most = element.get(key), element.get("max_selected_items")
        if isinstance(chosen, list) and isinstance(most, int) and len(chosen) > most:
            yield broken("select.initial_count", join(where, key), f"{len(chosen)} of at most {most}")

    return rule

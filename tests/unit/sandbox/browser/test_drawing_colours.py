"""The colours of the page can be read by everybody, by day and by night (WCAG 2.2, AA)."""

import re
from pathlib import Path

import pytest

import sandbox.browser

CSS = (Path(sandbox.browser.__file__).parent / "static" / "css" / "colours.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", part)) for part in CSS.split("@media")[:2])
TEXTS = [
    ("--ink", "--paper"),
    ("--ink", "--paper-soft"),
    ("--ink", "--marked"),
    ("--ink-soft", "--paper"),
    ("--ink-soft", "--paper-soft"),
    ("--accent", "--paper"),
    ("--accent", "--paper-soft"),
    ("--danger", "--paper"),
    ("--danger", "--paper-soft"),
    ("--good", "--paper"),
    ("--good", "--paper-soft"),
    ("--on-danger", "--danger"),
    ("--on-go", "--go"),
    ("--on-stop", "--stop"),
]
OUTLINES = [("--focus", "--paper"), ("--focus", "--paper-soft")]


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_most() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("scheme", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_contrast(scheme: dict[str, str]) -> None:
    assert {pair: contrast(*(scheme[one] for one in pair)) for pair in TEXTS if _below(scheme, pair, 4.5)} == {}
    assert {pair: contrast(*(scheme[one] for one in pair)) for pair in OUTLINES if _below(scheme, pair, 3)} == {}


def _below(scheme: dict[str, str], pair: tuple[str, str], least: float) -> bool:
    return contrast(scheme[pair[0]], scheme[pair[1]]) < least

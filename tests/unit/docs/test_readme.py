"""The README tells the same as the code."""

from pathlib import Path

from bot.config.settings import Settings
from bot.diagram import diagrams

README = Path("README.md").read_text(encoding="utf-8")


def test_the_states_are_drawn_from_the_tables() -> None:
    drawn = README.split("<!-- states -->")[1].split("<!-- /states -->")[0]
    assert drawn.strip() == diagrams()


def test_every_setting_is_explained() -> None:
    missing = [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in README]
    assert not missing

"""The README tells the same as the code."""

from pathlib import Path

from bot.config.settings import Settings

README = Path("README.md").read_text(encoding="utf-8")


def test_every_setting_is_explained() -> None:
    missing = [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in README]
    assert not missing

"""The browser on this machine."""

import shutil

PROGRAMS = ("chromium", "chromium-browser")


def chromium_program() -> str | None:
    """Where the system's Chromium is; None where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)

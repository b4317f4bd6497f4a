"""The app's Home tab as the person sees it."""

from collections.abc import Sequence

from sandbox.person.errors import NotOnScreen
from sandbox.person.panel import Panel
from sandbox.screen import view_lines
from sandbox.screens import View


class HomeTab(Panel):
    """What was published last for the person."""

    def _now(self) -> View:
        view = self._eyes.workspace.screens.home(self._eyes.user_id)
        if view is None:
            raise NotOnScreen("nothing is published on Home", self._eyes.screen())
        return view

    def _lines(self) -> Sequence[str]:
        view = self._now()
        return view_lines(view, self._eyes.reader, self._eyes.typed(view))

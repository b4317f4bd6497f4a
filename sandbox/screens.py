"""Views: the stack of modals that each person has open, and the Home tab published for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sandbox.payload import Payload, child, children, text

MAX_MODALS = 3
"""Views in one modal stack [D:surfaces/modals]."""


@dataclass(frozen=True, slots=True)
class View:
    """One view as it stands now; an update replaces the object and its `hash`.

    `content` is what the app sent (type, title, blocks, private_metadata, …), with missing block and action ids filled
    in. `errors` maps a block_id to what the app answered to the last submission; `failed` says that the last submission
    was not answered rightly ("We had some trouble connecting").
    """

    id: str
    user: str
    content: Payload
    hash: str
    root_id: str
    previous_id: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    failed: str | None = None

    @property
    def is_modal(self) -> bool:
        """Whether it is a modal rather than a Home tab."""
        return self.content.get("type") == "modal"

    @property
    def title(self) -> str:
        """The words in the title bar."""
        return text(child(self.content, "title"), "text")

    @property
    def blocks(self) -> list[Payload]:
        """Its blocks, in order."""
        return children(self.content, "blocks")

    @property
    def callback_id(self) -> str:
        """The app's name for it."""
        return text(self.content, "callback_id")

    @property
    def external_id(self) -> str:
        """The app's own id for it, unique in the workspace, or empty."""
        return text(self.content, "external_id")


class Screens:
    """The open modals and Home tabs of everybody. Not locked: the workspace's lock covers it."""

    def __init__(self) -> None:
        self._modals: dict[str, tuple[View, ...]] = {}
        self._homes: dict[str, View] = {}

    def modals(self, user_id: str) -> tuple[View, ...]:
        """The person's open modals, the visible one last."""
        return self._modals.get(user_id, ())

    def top_modal(self, user_id: str) -> View | None:
        """The modal that the person sees."""
        return self.modals(user_id)[-1] if self.modals(user_id) else None

    def home(self, user_id: str) -> View | None:
        """The Home tab published for the person, if any."""
        return self._homes.get(user_id)

    def find(self, view_id: str) -> View | None:
        """The open or published view with this id."""
        return next((view for view in self._everything() if view.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        """The open or published view that the app named so."""
        return next((view for view in self._everything() if external_id and view.external_id == external_id), None)

    def open(self, view: View) -> None:
        """Show a modal alone: what was open is gone."""
        self._modals[view.user] = (view,)

    def push(self, view: View) -> None:
        """Show a modal over those that are open."""
        self._modals[view.user] = (*self.modals(view.user), view)

    def publish(self, view: View) -> None:
        """Show a Home tab."""
        self._homes[view.user] = view

    def put(self, view: View) -> None:
        """Replace an open or published view by its newer state; one that was closed meanwhile stays closed."""
        if view.is_modal:
            self._modals[view.user] = tuple(view if old.id == view.id else old for old in self.modals(view.user))
        else:
            self._homes[view.user] = view

    def close(self, view: View) -> None:
        """Take one modal away; the one below it is seen again."""
        self._modals[view.user] = tuple(other for other in self.modals(view.user) if other.id != view.id)

    def clear(self, user_id: str) -> None:
        """Take all of the person's modals away."""
        self._modals.pop(user_id, None)

    def mark(self, view: View, *, errors: Mapping[str, str] | None = None, failed: str | None = None) -> None:
        """Show field errors, or that a submission failed, on a modal."""
        self.put(replace(view, errors=dict(errors or {}), failed=failed))

    def _everything(self) -> Iterator[View]:
        for stack in self._modals.values():
            yield from stack
        yield from self._homes.values()

"""What was drawn, read back as a browser would: a tree of elements, which must be closed as they were opened."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html.parser import HTMLParser

from sandbox.blocks import give_ids
from sandbox.browser.drawing import Sight, draw_blocks
from sandbox.company import ANA, small_company
from sandbox.files import File
from sandbox.ids import Ids
from sandbox.mrkdwn import Reader
from sandbox.payload import Payload
from sandbox.workspace import Workspace

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
EMPTY = frozenset({"br", "hr", "img", "input"})
PHOTO = File("F0PHOTO", ANA, "a photo?.png", "The box", 12_345, 0, b"png", is_complete=True)
LETTER = File("F0LETTER", ANA, "letter.pdf", "Certificate", 999, 0, b"pdf", is_complete=True)


@dataclass(slots=True)
class Drawn:
    """One element."""

    name: str
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    content: "list[Drawn | str]" = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str | None:
        return self.attributes[attribute]

    def __contains__(self, attribute: str) -> bool:
        return attribute in self.attributes

    @property
    def words(self) -> str:
        """Its text; a line end where the browser begins a new line."""
        return "".join(part if isinstance(part, str) else part.words for part in self.content) + self._end

    @property
    def _end(self) -> str:
        return "\n" if self.name == "br" else ""

    def all(self, name: str = "", /, **attributes: str) -> "list[Drawn]":
        """Every element in it with this name and these attributes."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            one
            for one in self._inside()
            if (not name or one.name == name) and all(one.attributes.get(key) == value for key, value in wanted.items())
        ]

    def one(self, name: str = "", /, **attributes: str) -> "Drawn":
        """The only such element."""
        (found,) = self.all(name, **attributes)
        return found

    def _inside(self) -> "Iterator[Drawn]":
        for part in self.content:
            if isinstance(part, Drawn):
                yield part
                yield from part._inside()


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Drawn("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of {tag} stands twice: {attrs}"
        element = Drawn(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(html: str) -> Drawn:
    """The tree of what was drawn."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    (root,) = reading.open
    return root


def sight(who: str = ANA, zone: str = "") -> Sight:
    """Through the eyes of somebody of the small company, in which two files were uploaded."""
    company = small_company()
    workspace = Workspace(company.team, company.people, company.groups, company.channels, clock=lambda: NOW)
    for file in (PHOTO, LETTER):
        workspace.files.put(file)
    user = workspace.user(who)
    return Sight(Reader(workspace, replace(user, tz=zone) if zone else user))


def draw(*blocks: Payload, by: Sight | None = None) -> Drawn:
    """Blocks, with ids for those that have none, as the workspace gives them."""
    given = deepcopy(list(blocks))
    give_ids(given, Ids())
    return read(draw_blocks(given, by or sight()))

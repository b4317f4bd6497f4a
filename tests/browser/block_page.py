"""A page that is nothing but blocks with their script and style, under the same policy as the sandbox's page."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

import sandbox.browser
from sandbox.browser.drawing import Sight, draw_blocks
from sandbox.browser.shell.html import BLOCK_STYLES
from sandbox.payload import Payload

ROOM = Path(sandbox.browser.__file__).parent
ADDRESS = "http://desk.test"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'"
)
STYLES = "".join(f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in BLOCK_STYLES)
SCRIPT = """
import { gather, listen, restore } from "/static/blocks.js";

window.heard = [];
window.desk = { gather: () => gather(document.body), restore: (given) => restore(document.body, given) };
const plain = ({ holder, ...what }) => what;
listen(
  document.body,
  async (what) => { window.heard.push(plain(what)); },
  {
    onSuggest: async ({ query }) => {
      const found = [{ text: `${query} 14`, value: "l14" }, { text: "X", value: "x" }];
      return query === "none" ? [] : found;
    },
    onUpload: async ({ file }) => {
      if (file.name === "large.png") throw new Error("too large");
      return { id: `F-${file.name}`, name: file.name };
    },
  },
);
"""


class BlockPage:
    """Blocks in a browser; `problems` is everything that the browser complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def gathered(self) -> dict[str, Any]:
        """The values that stand in the page, by block."""
        return {block: value for block, _, value in self.page.evaluate("desk.gather()")}

    def heard(self) -> list[tuple[str, Any]]:
        """What the app heard of since it was asked last, as (block, value)."""
        heard = self.page.evaluate("heard.splice(0)")
        return [(what["block"], what["value"]) for what in heard]

    def wait_for(self, count: int) -> list[tuple[str, Any]]:
        """Wait until the app heard of this much, and give it."""
        self.page.wait_for_function("count => heard.length >= count", arg=count)
        return self.heard()


@contextmanager
def block_page(browser: Browser, blocks: Sequence[Payload], sight: Sight) -> Iterator[BlockPage]:
    """Show these blocks in a form."""
    html = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Blocks</title>'
        f'{STYLES}<script type="module" src="/test.js"></script>'
        f'<body><form class="view">{draw_blocks(blocks, sight)}<button>Submit</button></form></body></html>'
    )

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path.startswith("/static/"):
            route.fulfill(path=ROOM / path.removeprefix("/"))
        elif path == "/test.js":
            route.fulfill(body=SCRIPT, content_type="text/javascript")
        else:
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.route("**/*", answer)
    try:
        page = BlockPage(context.new_page())
        page.page.goto(ADDRESS)
        page.page.wait_for_function("window.desk !== undefined")
        yield page
    finally:
        context.close()


def chosen(text: str, value: str) -> str:
    """An option of an external select as the page keeps it."""
    return json.dumps({"text": text, "value": value}, separators=(",", ":"))

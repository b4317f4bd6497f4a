"""The page at a label's address, /a/TAG, for whoever scans it: colleagues, and people who find a device.

No record is read for it; so nobody learns from it which tags there are.
"""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.accept_language import wanted_locale
from bot.web.leaver_page import html_answer
from lifecycle.policy import Policy
from messages.page.label import label_page
from messages.reader import Reader

PATH = "/a/"


def label_address(public_url: str, tag: str) -> str:
    """What a label's QR code says."""
    return f"{public_url}{PATH}{quote(tag, safe='')}"


def slack_link(team_id: str, user_id: str) -> str:
    """Opens the bot's conversation in Slack's app [docs.slack.dev: deep linking into Slack]."""
    return f"slack://user?{urlencode({'team': team_id, 'id': user_id})}"


@dataclass(frozen=True, slots=True)
class LabelPage:
    """Answers at /a/TAG; `slack_url` opens the desk in Slack, where there is one.

    Where the policy does not tell whose a device is, the `workspace`'s name does.
    """

    policy: Policy
    slack_url: str | None = None
    workspace: str | None = None

    def routes(self) -> list[Route]:
        """Where it answers: whatever follows is taken for a tag."""
        return [Route(f"{PATH}{{tag:path}}", self._get, methods=["GET"])]

    async def _get(self, request: Request) -> Response:
        tag: str = request.path_params["tag"]
        usual = Reader.in_channels(self.policy)
        locale = wanted_locale(request.headers.get("accept-language", ""), usual.locale)
        found = replace(self.policy.found, company=self.policy.found.company or self.workspace)
        page = label_page(found, Reader(locale, usual.zone), tag, self.slack_url)
        return html_answer(page, 200)

"""The page of one return, served on this machine, and the record behind it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx
from starlette.applications import Starlette

from bot.links import Links
from bot.web.leaver_page import ReturnPage
from bot.web.server import WebServer
from lifecycle.device import DeviceState
from lifecycle.retrieval import Return
from tests.support.clock import WalkingClock
from tests.support.company import NOW, Company, open_company
from tests.support.returns import change_device, open_case

LINKS = Links("k" * 40)


@dataclass(frozen=True)
class Site:
    """The page of one return, and the record behind it."""

    url: str
    client: httpx.Client
    company: Company
    clock: WalkingClock
    case_id: int
    token: str

    @property
    def link(self) -> str:
        """What stands in a letter."""
        return f"{self.url}{self.path}"

    @property
    def path(self) -> str:
        return f"/r/{self.token}"

    @property
    def case(self) -> Return:
        with self.company.store.reading() as reads:
            found = reads.the_return(self.case_id)
        assert found
        return found

    def origins(self) -> list[str]:
        """Through which doors the return was changed, oldest first."""
        with self.company.store.database.reader() as connection:
            found = connection.exec_driver_sql("SELECT origin FROM event WHERE subject LIKE 'return:%' ORDER BY id")
            return [row[0] for row in found]

    def get(self, path: str | None = None) -> httpx.Response:
        return self.client.get(path or self.path)

    def press(
        self, action: str, typed: Mapping[str, str] | None = None, *, page: httpx.Response | None = None
    ) -> httpx.Response:
        """Send the form of a button, as it stands on a page (the present one unless another is given)."""
        shown = page or self.get()
        (to,) = set(re.findall(r'<form method="post" action="([^"]+)"', shown.text))
        return self.client.post(
            urljoin(self.path, to), data={"action": action, **(typed or {})}, follow_redirects=False
        )


@contextmanager
def return_site(database_url: str) -> Iterator[Site]:
    """Somebody whose Slack has ended and who has one device, in a migrated database."""
    with open_company(database_url) as company:
        clock = WalkingClock(NOW)
        (device_id,) = company.stock()
        change_device(company.store, device_id, holder_id=company.worker.id, state=DeviceState.RETURN_DUE)
        case = open_case(company.store, company.worker, device_id, handed_over_at=NOW)
        page = ReturnPage(company.desk, LINKS, clock)
        web = WebServer(Starlette(routes=page.routes()), "127.0.0.1", 0)
        web.start()
        with httpx.Client(base_url=web.url, trust_env=False) as client:
            yield Site(web.url, client, company, clock, case.id, LINKS.issue(case.id, NOW))
        web.stop()

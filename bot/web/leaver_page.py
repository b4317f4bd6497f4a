"""The page of whoever gives devices back and is not in Slack any more: GET shows, POST acts.

A link in a mail is opened by machines too, which look for harm in it; so to look changes nothing. Whatever cannot be
opened (forged, over, of a return that was closed long ago) looks the same.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.links import Links
from bot.web.server import body_of
from lifecycle.calendar import local_day
from lifecycle.desk import FORGET_AFTER, Desk
from lifecycle.errors import Refused, Stale
from lifecycle.people import Actor, Origin, Person
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Return
from lifecycle.returns.commands import AskForHelp
from lifecycle.rules import possible
from lifecycle.subject import Subject, SubjectKind
from messages.answers import field_errors, refused_in_form
from messages.forms.base import FieldErrors
from messages.forms.returns.questions import ABOUT_DEVICES
from messages.ids import Action
from messages.page import dead_link, return_page
from messages.page.answers import Setting, action_of, by_input, kind_of, parse, thanks
from messages.page.help import help_form, help_kinds, to_choose_from
from messages.reader import Reader

LARGEST_FORM = 16_384
"""Bytes of a form; what people may type at most is well below, in any script."""

MOST_FIELDS = 80
"""Inputs of a form: a box for each device of a return, and some more."""

FORM = "application/x-www-form-urlencoded"

READERS = 8
"""Requests for pages that are worked on at the same time, in threads of their own: nobody else waits for them."""

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
POLICY = "default-src 'none'; {styles}form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a good link: `token` is what leads here, `facts` the return as it stands."""

    token: str
    facts: ReturnFacts
    now: datetime

    @property
    def case(self) -> Return:
        """The return."""
        return self.facts.case

    @property
    def reader(self) -> Reader:
        """Whose page it is."""
        return Reader.of(self.facts.holder)

    def key(self, action: Action, seen: int) -> str:
        """Names one use of a button on the page as it was shown: the same again changes nothing."""
        return f"page:{hashlib.sha256(self.token.encode()).hexdigest()}:{action}:{seen}"


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """Answers at /r/TOKEN, in the name of the return's holder."""

    desk: Desk
    links: Links
    clock: Clock
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(READERS))

    def routes(self) -> list[Route]:
        """Where it answers."""
        return [
            Route("/r/{token}", self._get, methods=["GET"]),
            Route("/r/{token}", self._post, methods=["POST"]),
        ]

    async def _get(self, request: Request) -> Response:
        said, asked = action_of(request.query_params.get("said")), request.query_params.get("help")
        if asked is not None:
            return await self._answer(request, lambda visit: helped(visit, asked))
        return await self._answer(request, lambda visit: shown(visit, thanks(said, visit.reader) if said else None))

    async def _post(self, request: Request) -> Response:
        body = await body_of(request, LARGEST_FORM)
        if body is None:
            return PlainTextResponse("too large", 413, HEADERS)
        form = _form(request, body)
        if form is None:
            return PlainTextResponse("no form", 400, HEADERS)
        seen = request.query_params.get("at", "")
        return await self._answer(request, lambda visit: self._act(visit, form, seen))

    async def _answer(self, request: Request, to: Callable[[Visit], Response]) -> Response:
        token: str = request.path_params["token"]

        def work() -> Response:
            visit = self._visit(token)
            return to(visit) if visit else self._dead()

        return await to_thread.run_sync(work, limiter=self.limiter)

    def _visit(self, token: str) -> Visit | None:
        now = self.clock()
        link = self.links.read(token, now)
        if link is None:
            return None
        with self.desk.reading() as reads:
            facts = reads.facts(Subject(SubjectKind.RETURN, link.return_id))
        if not isinstance(facts, ReturnFacts) or _is_over(facts.case, now):
            return None
        return Visit(token, facts, now)

    def _dead(self) -> Response:
        return html_answer(dead_link(Reader.in_channels(self.desk.policy)), 404)

    def _act(self, visit: Visit, form: Mapping[str, str], seen: str) -> Response:
        action = action_of(form.get("action"))
        if action is None or not _is_version(seen, visit.case):
            return shown(visit, status=400)
        actor = Actor(person_id=visit.case.holder_id, origin=Origin.PAGE)
        try:
            command = parse(action, form, visit.case.id, self._setting(visit, form))
            self.desk.perform(command, actor=actor, key=visit.key(action, int(seen)), now=visit.now)
        except FieldErrors as found:
            return form_again(visit, form, errors=found.errors, status=422)
        except Refused as refusal:
            return self._refused(visit, refusal, form)
        return RedirectResponse(f"{visit.token}?said={action}", 303, HEADERS)

    def _setting(self, visit: Visit, form: Mapping[str, str]) -> Setting:
        kind = kind_of(form.get("kind"))
        is_choice = kind is not None and bool(to_choose_from(visit.case, kind))
        return Setting(
            reader=visit.reader,
            today=local_day(visit.now, visit.facts.holder.zone),
            told_to=Reader.in_channels(self.desk.policy),
            some_needed=ABOUT_DEVICES[kind] if kind and is_choice else None,
        )

    def _refused(self, visit: Visit, refusal: Refused, form: Mapping[str, str]) -> Response:
        """The page as it is by now, with the words for what was not done."""
        anew = self._visit(visit.token) or visit
        if errors := field_errors(refusal, visit.reader):
            return form_again(anew, form, errors=by_input(errors), status=422)
        words = refused_in_form(refusal, visit.reader, visit.now, self._by_whom(refusal))
        return form_again(anew, form, words, status=409)

    def _by_whom(self, refusal: Refused) -> Person | None:
        last = refusal.last if isinstance(refusal, Stale) else None
        if last is None or last.actor_id is None:
            return None
        with self.desk.reading() as reads:
            return reads.person(last.actor_id)


NOTHING: Mapping[str, str] = {}


def shown(
    visit: Visit,
    said: str | None = None,
    *,
    errors: Mapping[str, str] = NOTHING,
    typed: Mapping[str, str] = NOTHING,
    status: int = 200,
) -> Response:
    """The page; its forms lead back to it, wherever a proxy has put it, and tell which version they are of."""
    page = return_page(visit.facts, visit.reader, visit.now, url=visit.token, said=said, errors=errors, typed=typed)
    return html_answer(page, status)


def helped(
    visit: Visit,
    asked: str | None,
    said: str | None = None,
    *,
    errors: Mapping[str, str] = NOTHING,
    typed: Mapping[str, str] = NOTHING,
    status: int = 200,
) -> Response:
    """The step of **I need help** that is `asked` for: the form of a kind of trouble, else all kinds to choose from."""
    if not possible(AskForHelp, visit.case):
        return shown(visit, said, status=status)
    kind = kind_of(asked)
    if kind is None:
        return html_answer(help_kinds(visit.reader, url=visit.token, said=said, errors=errors), status)
    page = help_form(visit.facts, visit.reader, kind, url=visit.token, said=said, errors=errors, typed=typed)
    return html_answer(page, status)


def form_again(
    visit: Visit, form: Mapping[str, str], said: str | None = None, *, status: int, errors: Mapping[str, str] = NOTHING
) -> Response:
    """The form that could not be taken, with what was typed and why."""
    if action_of(form.get("action")) is Action.NEED_HELP:
        return helped(visit, form.get("kind"), said, errors=errors, typed=form, status=status)
    return shown(visit, said, errors=errors, typed=form, status=status)


def html_answer(page: str, status: int) -> Response:
    """The page with its headers: nothing but its own styles has any effect in it."""
    digests = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in _STYLE.findall(page))
    sources = " ".join(f"'sha256-{digest}'" for digest in digests)
    allowed = POLICY.format(styles=f"style-src {sources}; " if sources else "")
    return HTMLResponse(page, status, {**HEADERS, "Content-Security-Policy": allowed})


def _form(request: Request, body: bytes) -> Mapping[str, str] | None:
    """What was typed, by name; None for what no page of ours sends."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return None
    try:
        return dict(parse_qsl(body.decode("ascii"), errors="strict", max_num_fields=MOST_FIELDS))
    except ValueError:  # no text, or more fields than any page has
        return None


def _is_version(word: str, case: Return) -> bool:
    """Whether somebody can have seen that version of the return."""
    return word.isascii() and word.isdigit() and len(word) < 10 and int(word) <= case.version


def _is_over(case: Return, now: datetime) -> bool:
    return case.closed_at is not None and now - case.closed_at > FORGET_AFTER

"""What people have told IT about a return: the gravest first, each in words, with its photos and its button."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Problem, ProblemKind
from messages.blocks import buttons, picture, section, verbatim
from messages.cards import subject
from messages.labels import HELP_KINDS
from messages.payload import Block
from messages.returns import steps, terms
from messages.room import ROOMS, Room
from messages.text import Mrkdwn, unescape
from messages.voice import Voice

MOST_PROBLEMS = 3
"""How many open problems have their own buttons at once."""

MOST_PICTURES = 3
"""How many photos are shown at once, of all problems together."""

GRAVITY: Sequence[ProblemKind] = (
    ProblemKind.LOST_OR_STOLEN,
    ProblemKind.REFUSES,
    ProblemKind.OTHER,
    ProblemKind.KIT_MISSING,
    ProblemKind.BOX_LOST,
    ProblemKind.MOVED,
    ProblemKind.PRIVATE_DATA,
    ProblemKind.WANTS_TO_BUY,
)
"""The gravest first: a security matter, what may end in a loss, what nobody knows, what only holds the box up."""

_FILE = re.compile(r"F[A-Z0-9]{2,}")
"""Slack's id of a file."""

Photo = tuple[int, int]
"""The number of a problem, and the place of the photo among its files."""


@dataclass(frozen=True, slots=True)
class Problems:
    """The open problems of a return, as IT's card shows them where there is so much room."""

    facts: ReturnFacts
    room: Room

    def blocks(self, voice: Voice) -> Iterator[Block]:
        """The gravest few in full; the others are counted."""
        pictures = self._pictures()
        for problem in self._shown():
            yield from self._told(problem, pictures, voice)
        if hidden := self._all()[MOST_PROBLEMS:]:
            lost = sum(one.kind is ProblemKind.LOST_OR_STOLEN for one in hidden)
            yield section("problems:more", voice.write("return/more_problems", number=len(hidden), lost=lost))

    def sentences(self, voice: Voice, *, briefly: bool) -> Iterator[Mrkdwn]:
        """The same few for those who hear the card."""
        yield from (self._words(problem, self._pictures(), voice, briefly=briefly) for problem in self._shown())

    def _all(self) -> list[Problem]:
        return sorted(self.facts.case.open_problems(), key=lambda one: (GRAVITY.index(one.kind), one.number))

    def _shown(self) -> list[Problem]:
        return self._all()[:MOST_PROBLEMS]

    def _pictures(self) -> frozenset[Photo]:
        photos = (
            (problem.number, place)
            for problem in self._shown()
            for place, file in enumerate(problem.files, start=1)
            if _FILE.fullmatch(file)
        )
        return frozenset(islice(photos, MOST_PICTURES))

    def _told(self, problem: Problem, pictures: Collection[Photo], voice: Voice) -> Iterator[Block]:
        name = f"problem:{problem.number}"
        yield section(name, self._words(problem, pictures, voice, briefly=self.room == ROOMS[-1]))
        if problem.text:
            yield verbatim(f"{name}:text", subject.written(subject.WORDS, problem.text, voice), self.room.words)
        for place, file in enumerate(problem.files, start=1):
            if (problem.number, place) in pictures:
                yield picture(f"{name}:photo:{place}", file, self._alt_text(problem, place, voice.plainly()))
        yield from buttons(f"{name}:steps", steps.of_problem(self.facts.case, problem), voice)

    def _alt_text(self, problem: Problem, place: int, voice: Voice) -> str:
        who = voice.person(subject.person(self.facts, problem.reported_by, voice))
        pattern = voice.gettext("Photo %(place)s of %(number)s, sent by %(who)s")
        return pattern % {"place": place, "number": len(problem.files), "who": unescape(who)}

    def _words(self, problem: Problem, pictures: Collection[Photo], voice: Voice, *, briefly: bool) -> Mrkdwn:
        about = [item for item in self.facts.case.items if item.number in problem.items]
        elsewhere = [
            file for place, file in enumerate(problem.files, start=1) if (problem.number, place) not in pictures
        ]
        return voice.write(
            "return/problem",
            number=problem.number,
            what=voice.gettext(HELP_KINDS[problem.kind]),
            who=subject.person(self.facts, problem.reported_by, voice),
            at=problem.reported_at,
            things=terms.things(about, self.facts, voice),
            photos=len(problem.files),
            briefly=briefly,
            files=voice.listed(voice.code(one) for one in elsewhere) if elsewhere else None,
        )

"""The answer to "how many do we have?": a message, plain sentences, a picture."""

from collections.abc import Iterator

from lifecycle.policy import Policy
from lifecycle.reads.fleet import OWNED, Fleet
from messages.blocks import context, header, section
from messages.budget import fitted, spoken
from messages.fleet.grid import grid
from messages.fleet.narrowing import Unknown, category_name
from messages.fleet.told import Told
from messages.labels import STANDINGS
from messages.payload import Block, Message
from messages.reader import Reader
from messages.report.parts import Picture, Report
from messages.report.stacked import Stack, Stacks, draw
from messages.text import Mrkdwn, clip, unescape
from messages.voice import voice

FILE = "fleet.png"
MOST_ALT = 1_000
"""Characters in a picture's description [slack.dev: files.getUploadURLExternal]."""

MOST_STACKS = 9


def message(fleet: Fleet, policy: Policy, reader: Reader) -> Message:
    """The figures as a message."""
    return fitted(lambda room: _message(Told(fleet, policy, voice(reader).within(room))))


def sentences(fleet: Fleet, policy: Policy, reader: Reader) -> str:
    """The figures in plain text, for a terminal: all of the tables' rows that a message has."""
    told = Told(fleet, policy, voice(reader))
    tables = () if fleet.is_empty else (told.categories(), told.countries())
    words = [*_sentences(told.plainly(), briefly=True), *(grid(one).strip("`") for one in tables)]
    return unescape("\n".join(words))


def report(fleet: Fleet, policy: Policy, reader: Reader, *, briefly: bool = False) -> Report:
    """The figures for a direct message, with their picture; `briefly` for whoever has read the figures already."""
    whole = message(fleet, policy, reader)
    told = Told(fleet, policy, voice(reader))
    short = Message(unescape(told.plainly().total()), [section("total", told.total())])
    return Report(
        message=short if briefly else whole,
        draw=lambda: picture(fleet, policy, reader),
        without=voice(reader).write("report/no_picture"),
    )


def picture(fleet: Fleet, policy: Policy, reader: Reader) -> Picture:
    """The largest categories by where their devices stand, with all of it in words for whoever does not see it."""
    told = Told(fleet, policy, voice(reader).plainly())
    title = unescape(told.voice.write("fleet/picture_of", title=told.title(), at=fleet.at))
    stacks = Stacks(
        title=title,
        legend=[told.voice.gettext(STANDINGS[one]) for one in OWNED],
        stacks=[
            Stack(unescape(name), numbers, unescape(told.voice.number(sum(numbers))))
            for name, numbers in told.shares(MOST_STACKS)
        ],
        below=[unescape(line) for line in (told.total(), *told.worth()) if line],
    )
    alt = "\n".join(unescape(line) for line in (title, *_sentences(told, briefly=True)))
    return Picture(png=draw(stacks), name=FILE, title=title, alt=clip(alt, MOST_ALT))


def unknown(words: Unknown, policy: Policy, reader: Reader) -> Message:
    """That some words mean nothing here, and which do."""
    speaking = voice(reader)
    names = [category_name(one.id, policy) for one in policy.categories if one.tracked][:MOST_STACKS]
    categories = speaking.listed(names) if names else None
    return Message(speaking.write("fleet/unknown", words=words.words, categories=categories), [])


def not_for(reader: Reader) -> Message:
    """A polite no for whoever manages nobody."""
    return Message(voice(reader).write("fleet/not_for"), [])


def _message(told: Told) -> Message:
    plain = told.plainly()
    if told.fleet.is_empty:
        return Message(unescape(plain.nothing()), [section("nothing", told.nothing())])
    text = spoken("\n".join(_sentences(plain, briefly=briefly)) for briefly in (False, True))
    return Message(text, list(_blocks(told, unescape(plain.title()))))


def _blocks(told: Told, title: str) -> Iterator[Block]:
    yield header("title", title)
    yield section("total", told.total())
    if standings := list(told.standings()):
        yield section("standings", Mrkdwn("\n".join(f"• {line}" for line in standings)))
    for name, rows in (("categories", told.categories()), ("countries", told.countries())):
        if len(rows) > 1:
            yield section(name, grid(rows))
    if worth := list(filter(None, told.worth())):
        yield section("worth", Mrkdwn("\n".join(worth)))
    yield context("terms", Mrkdwn("\n".join(filter(None, (told.apart(), told.as_of())))))


def _sentences(told: Told, *, briefly: bool) -> Iterator[Mrkdwn]:
    """All of it without tables; `briefly`: without categories and countries."""
    if told.fleet.is_empty:
        yield told.nothing()
        return
    yield told.total()
    yield from told.standings()
    tables = () if briefly else ((told.categories(), "fleet/by_category"), (told.countries(), "fleet/by_country"))
    yield from filter(None, (told.brief(rows, template) for rows, template in tables))
    yield from filter(None, (*told.worth(), told.apart()))
    yield told.as_of()

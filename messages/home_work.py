"""What waits on the Home for whoever works with others: a manager's people, IT's queue, the fleet and the post."""

from collections.abc import Iterator, Mapping

from lifecycle.reads.fleet import OWNED
from lifecycle.reads.worklist import FAILED_WITHIN, MOST_DUE, Listing, Work
from messages.blocks import context, header, section, turns
from messages.labels import LISTINGS, STANDINGS
from messages.payload import Block
from messages.places import Place
from messages.voice import Voice


def of_work(work: Work, voice: Voice) -> Iterator[Block]:
    """The parts for a manager and for IT, for whoever is one or the other."""
    if work.team:
        yield header("team:header", voice.gettext("Your people"))
        yield from turns("team", list(_row(work.team, voice)))
    if work.piles:
        yield from _queue(work, voice)


def _queue(work: Work, voice: Voice) -> Iterator[Block]:
    yield header("queue:header", voice.gettext("IT’s queue"))
    waiting = {pile: number for pile, number in work.piles.items() if number}
    if not waiting:
        yield section("queue:empty", voice.write("home/queue_empty"))
    yield from turns("queue", list(_row(waiting, voice)))
    shown = [
        voice.write("home/standing", standing=voice.gettext(STANDINGS[one]), number=work.standings[one])
        for one in OWNED
        if work.standings.get(one)
    ]
    total = sum(work.standings.get(one, 0) for one in OWNED)
    yield section("fleet", voice.write("home/fleet", number=total, standings=voice.listed(shown) if shown else ""))
    if post := work.deliveries:
        days = FAILED_WITHIN.days
        yield context("post", voice.write("home/deliveries", waiting=post.waiting, failed=post.failed, days=str(days)))


def _row(lists: Mapping[Listing, int], voice: Voice) -> Iterator[tuple[str, Place]]:
    for listing, number in lists.items():
        most = MOST_DUE if listing is Listing.REFRESH_DUE else None
        yield voice.write("home/pile", pile=voice.gettext(LISTINGS[listing]), number=number, most=most), Place(listing)

"""One person's screen at one place, put together under one look at the workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from markupsafe import Markup

from sandbox.browser.shell.conversation import SHOWN, Log, log, thread
from sandbox.browser.shell.frame import Link, Seat, seat, seats, side_bar, staff
from sandbox.browser.shell.mail import Inbox, inbox
from sandbox.browser.shell.moments import Moment, moment
from sandbox.browser.shell.panels import panel
from sandbox.browser.shell.places import Place, Sort, app_name, find_place
from sandbox.browser.shell.refused import Note, notes
from sandbox.browser.shell.room import Room, Walk
from sandbox.browser.shell.staffing import locales, zones
from sandbox.browser.stage import Hint, Task, TimeStands
from sandbox.people import User
from sandbox.screens import View
from sandbox.workspace import Team


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says beside the place."""

    thread: str = ""
    shown: int = SHOWN
    address: str = ""
    letter: str = ""
    tour: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the stage says; asked before the workspace is locked, since the stage has locks of its own."""

    tasks: Sequence[Task] = ()
    what_next: Sequence[str] = ()
    hints: Sequence[Hint] = ()
    next_due: datetime | None = None
    next_morning: datetime | None = None
    has_clock: bool = False


def told(room: Room) -> Told:
    """Ask the stage, if there is one."""
    stage = room.stage
    if stage is None:
        return Told()
    try:
        due, morning = stage.next_due(), stage.next_morning()
    except TimeStands:
        due = morning = None
    return Told(tuple(stage.tasks()), tuple(stage.what_next), tuple(stage.hints), due, morning, has_clock=True)


@dataclass(frozen=True, slots=True)
class Walked:
    """What happened while time was walked, as its reader has it on the wall."""

    until: Moment
    happened: Sequence[tuple[Moment, str]]


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything that the page's template needs."""

    turn: int
    team: Team
    app: str
    me: Seat
    place: Place
    side: Mapping[str, Sequence[Link]]
    seats: Sequence[Seat]
    staff: Sequence[Seat]
    log: Log | None
    thread: Log | None
    home: View | None
    home_panel: Markup
    modal: View | None
    modal_panel: Markup
    open_views: Sequence[str]
    inbox: Inbox | None
    notes: Sequence[Note]
    now: Moment
    due: Moment | None
    morning: Moment | None
    told: Told
    walk: Walked | None
    zones: Sequence[str]
    locales: Sequence[str]
    asked: Asked

    @property
    def names(self) -> Mapping[str, str]:
        """What people are called, by id."""
        return {seat.user.id: seat.user.real_name for seat in self.seats}

    def address(self, *, thread: str = "", shown: int | None = None) -> str:
        """The address of this place with a thread beside it, or with none; as far back as now, unless told."""
        most = self.asked.shown if shown is None else shown
        asked = {"show": str(most) if most != SHOWN else "", "thread": thread}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/as/{self.me.user.id}/{self.place.name}" + (f"?{query}" if query else "")


def screen(room: Room, user: User, name: str, asked: Asked) -> Screen:
    """The person's screen; what stands on it counts as read.

    Raises:
        Unseen: the person can go to no such place.
    """
    workspace = room.workspace
    look_at(room, user, name)
    turn = workspace.turn  # whatever changes from now on may be drawn only in part
    from_stage = told(room)
    with workspace.reading():
        place = find_place(room, user, name)
        now = room.slack.now()
        home, modal = workspace.screens.home(user.id), workspace.screens.top_modal(user.id)
        return Screen(
            turn=turn,
            team=workspace.team,
            app=app_name(room),
            me=seat(room, user, user),
            place=place,
            side=side_bar(room, user, place),
            seats=seats(room, user),
            staff=staff(room, user) if place.sort is Sort.PEOPLE else (),
            log=log(room, user, place.channel, asked.shown) if place.channel else None,
            thread=thread(room, user, place.channel, asked.thread) if place.channel and asked.thread else None,
            home=home,
            home_panel=panel(room, user, home) if home and place.sort is Sort.HOME else Markup(),
            modal=modal,
            modal_panel=panel(room, user, modal) if modal else Markup(),
            open_views=[view.id for view in workspace.screens.modals(user.id)],
            inbox=inbox(room, user, asked.address, asked.letter) if place.sort is Sort.MAIL else None,
            notes=notes(workspace.journal),
            now=moment(now, user, now),
            due=moment(from_stage.next_due, user, now) if from_stage.next_due else None,
            morning=moment(from_stage.next_morning, user, now) if from_stage.next_morning else None,
            told=from_stage,
            walk=_walked(room.walk, user, now) if room.walk else None,
            zones=zones(room),
            locales=locales(room),
            asked=asked,
        )


def _walked(walk: Walk, user: User, now: datetime) -> Walked:
    return Walked(moment(walk.until, user, now), [(moment(one.at, user, now), one.words) for one in walk.happened])


def look_at(room: Room, user: User, name: str) -> None:
    """What stands at a place counts as read from now on; open pages hear of it only when something was new."""
    with room.workspace.reading():
        place = find_place(room, user, name)
        room.marks.begin(room.workspace, len(room.letters()))
        is_new = place.channel is not None and room.marks.read(user, place.channel, room.workspace)
        if place.sort is Sort.MAIL:
            is_new = room.marks.letters_read < len(room.letters())
            room.marks.letters_read = len(room.letters())
        if is_new:
            room.workspace.ring()

"""Everything there is to ask: a table of addresses, each with its question, its answer, and who reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.api import answers, views
from bot.api.questions import DevicesQuestion, FleetQuestion, PageQuestion, Question, RequestsQuestion, ReturnsQuestion
from lifecycle.device import as_labelled
from store.register import Register, Wanted

SETTLED = timedelta(seconds=30)
"""How old an event must be to be told. No unit of work takes as long (its statements and its waits are bounded), so
that no older event comes in before one that was told already."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked: `names` are from the address. `now` is UTC."""

    register: Register
    question: Any
    names: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address below /api/v1; `read` gives None for what is not there, which `missing` puts into words."""

    path: str
    name: str
    summary: str
    question: type[Question]
    answer: type[answers.Answer]
    read: Callable[[Asked], answers.Answer | None]
    missing: str | None = None


def _devices(asked: Asked) -> answers.Devices:
    question: DevicesQuestion = asked.question
    wanted = Wanted(state=question.state, country=question.country, category=question.category)
    return views.devices(asked.register.devices(question.section, wanted))


def _device(asked: Asked) -> answers.Device | None:
    tag = as_labelled(asked.names["tag"])
    if not tag.isprintable():  # PostgreSQL takes no NUL, not even to look for
        return None
    page = asked.register.device(tag)
    return views.device(page.items[0], page) if page.items else None


def _held(asked: Asked) -> answers.Devices | None:
    email = asked.names["email"].strip()
    page = asked.register.held_by(email, asked.question.section) if email.isprintable() else None
    return None if page is None else views.devices(page)


def _fleet(asked: Asked) -> answers.Fleet:
    question: FleetQuestion = asked.question
    return views.fleet(asked.register.fleet(question.narrowing, asked.now))


def _requests(asked: Asked) -> answers.Requests:
    question: RequestsQuestion = asked.question
    return views.requests(asked.register.requests(question.section, question.state, question.country))


def _returns(asked: Asked) -> answers.Returns:
    question: ReturnsQuestion = asked.question
    return views.returns(asked.register.returns(question.section, question.state))


def _events(asked: Asked) -> answers.Events:
    return views.events(asked.register.events(asked.question.section, asked.now - SETTLED))


ENDPOINTS = (
    Endpoint(
        path="/devices",
        name="devices",
        summary="Devices, in the order in which they came on record",
        question=DevicesQuestion,
        answer=answers.Devices,
        read=_devices,
    ),
    Endpoint(
        path="/devices/{tag}",
        name="device",
        summary="The device with an asset tag",
        question=Question,
        answer=answers.Device,
        read=_device,
        missing="No device has this asset tag.",
    ),
    Endpoint(
        path="/fleet",
        name="fleet",
        summary="How many devices there are, where they stand, what was paid for them and how old they are",
        question=FleetQuestion,
        answer=answers.Fleet,
        read=_fleet,
    ),
    Endpoint(
        path="/people/{email}/devices",
        name="devices_of_person",
        summary="What a person holds, also after their last day, by the address at work",
        question=PageQuestion,
        answer=answers.Devices,
        read=_held,
        missing="Nobody on record has this address.",
    ),
    Endpoint(
        path="/requests",
        name="requests",
        summary="Requests, oldest first",
        question=RequestsQuestion,
        answer=answers.Requests,
        read=_requests,
    ),
    Endpoint(
        path="/returns",
        name="returns",
        summary="Returns, oldest first",
        question=ReturnsQuestion,
        answer=answers.Returns,
        read=_returns,
    ),
    Endpoint(
        path="/events",
        name="events",
        summary="What happened, oldest first, half a minute later; keep the id of the last one, and ask after it",
        question=PageQuestion,
        answer=answers.Events,
        read=_events,
    ),
)

"""The bot, put together: the only place that knows which part gets which."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from bot import clock as clocks
from bot.api.server import Api, Gate
from bot.clock import Clock
from bot.config.settings import Settings
from bot.core import Core
from bot.delivery.answers import BackgroundAnswers
from bot.delivery.couriers import Couriers
from bot.delivery.deliverer import Delivery, Timing
from bot.delivery.mail_courier import MailCourier, postbox
from bot.delivery.refusals import NETWORK
from bot.delivery.slack_courier import Courier
from bot.fleet.drop import DroppedLists
from bot.fleet.importing import FleetImporter
from bot.shutdown import Step, stop_all
from bot.slack.client import PATIENT, QUICK, Identity, forget_proxies_for_loopback, identify, web_client
from bot.slack.directory import Roster, SlackDirectory
from bot.slack.ear import Ear
from bot.slack.homes import Homes
from bot.slack.lookup import learn
from bot.web.health import Check, Health, cards_check, database_check, outbox_check, sweep_check
from bot.web.label_page import LabelPage, slack_link
from bot.web.leaver_page import ReturnPage
from bot.web.metrics import DeskCollector, exposition
from bot.web.server import WebServer, application
from handlers import home, register
from lifecycle.desk import Desk
from lifecycle.people import HOOK
from lifecycle.returns.commands import RecordRefusedMail
from scheduler import JOBS, Pulse, Services, start
from scheduler.services import NO_LISTS, Lists

log = logging.getLogger(__name__)

HEARTBEAT = JOBS[0]
"""The most frequent sweep: by its age the bot's health is told."""


ENDS_WITHIN = timedelta(seconds=10)
"""How long the end may take: what runs the bot kills it soon after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A desk in a workspace: who comes to it, and its post. `owner` is this process's name among the replicas."""

    core: Core
    identity: Identity
    directory: SlackDirectory
    courier: Couriers
    delivery: Delivery
    clock: Clock
    owner: str
    lists: Lists = NO_LISTS

    @property
    def services(self) -> Services:
        """What the jobs work with."""
        return self.core.services(self.directory, self.lists)

    def importer(self, settings: Settings) -> FleetImporter:
        """Takes lists of devices over, and knows in Slack who is named in them."""
        people = self.core.store.people
        return FleetImporter(
            desk=self.core.desk, people=people, learn=lambda emails: learn(people, settings, emails, self.clock())
        )


class Assembly:
    """The whole bot. `start` returns once it hears Slack and answers HTTP; `stop` loses nothing."""

    def __init__(
        self,
        office: Office,
        app: App,
        background: tuple[BackgroundAnswers, DroppedLists, Homes],
        ear: Ear | None,
        web: WebServer,
        pulse: Pulse,
    ) -> None:
        answers, lists, homes = background
        self.office = office
        self._homes = homes
        self.core = office.core
        self.web = web
        self._app = app
        self._ear = ear
        self._pulse = pulse
        self._intake: list[Step] = [("web", web.stop)]
        self._work: list[Step] = [
            ("listeners", lambda: self._app.listener_runner.listener_executor.shutdown(wait=True)),
            ("lists", lists.stop),
            ("answers", answers.stop),
            ("homes", homes.stop),
            ("delivery", office.delivery.stop),
        ]

    def start(self) -> None:
        """Learn who has which role, and set every part going; raises `Faulty` when Slack does not take us."""
        office = self.office
        self._learn_roles()
        self.web.start()
        office.delivery.start()
        self._homes.start()
        office.lists.resume()
        jobs = start(JOBS, office.services, office.clock, office.owner, self._pulse)
        self._work.append(("scheduler", jobs.stop))
        if self._ear:
            self._ear.start_hearing()
            self._intake.append(("socket", self._ear.stop))

    def stop(self) -> None:
        """Hear nothing new, finish what is under way, and let go of everything."""
        stop_all((self._intake, self._work, [("database", self.core.database.close)]), ENDS_WITHIN)

    def _learn_roles(self) -> None:
        try:
            self.office.directory.refresh_groups()
        except (SlackApiError, *NETWORK):
            log.exception("roles are as they were: Slack did not tell them")


def build(
    core: Core,
    settings: Settings,
    *,
    clock: Clock = clocks.now,
    machine: Clock = clocks.now,
    timing: Timing | None = None,
    port: socket.socket | None = None,
) -> Assembly:
    """The bot for these settings, around a desk whose database is migrated already.

    `clock` is the desk's time, which may be walked; by `machine` it is told how well this process does. `port` is where
    the web server listens, if that is taken already.

    Raises:
        Faulty: Slack does not take the token, or cannot be reached; or the web server cannot listen at HOST and PORT.
    """
    office = open_office(core, settings, clock=clock, timing=timing or Timing())
    answers = BackgroundAnswers(web_client(settings, timeout=PATIENT))
    app = _bolt(settings, office.identity)
    lists = _lists(office, settings)
    office = replace(office, lists=lists)
    homes = Homes(
        web_client(settings, timeout=PATIENT), core.store.touches, partial(home.build, core.desk, clock), core.bell
    )
    register(app, core.desk, office.directory, clock, answers, homes, lists)
    token = settings.slack_app_token
    ear = Ear(app, token.get_secret_value(), web_client(settings, timeout=PATIENT), clocks.now) if token else None
    pulse = Pulse(machine)
    health = Health(_checks(office, ear, pulse, machine), {"cards": cards_check(core.store)})
    pages = [*ReturnPage(core.desk, core.links, clock).routes(), *_label_page(office, settings).routes()]
    api = Api(core.store.register, Gate(settings.api_tokens), clock)
    routes = application(None if ear else app, health, _figures(office), [*pages, *api.routes()])
    web = WebServer(routes, settings.host, settings.port, port)
    return Assembly(office, app, (answers, lists, homes), ear, web, pulse)


def open_office(core: Core, settings: Settings, *, clock: Clock, timing: Timing) -> Office:
    """Connect a desk with Slack; raises `Faulty` when Slack does not take the token, or cannot be reached."""
    forget_proxies_for_loopback(settings)
    client = web_client(settings, timeout=PATIENT)
    identity = identify(client)
    directory = SlackDirectory(
        core.store.people,
        Roster.of(settings),
        identity.team_id,
        client=client,
        quick=web_client(settings, timeout=QUICK),
        clock=clock,
    )
    slack = Courier(
        client=web_client(settings, timeout=timing.http),
        store=core.store,
        policy=core.policy,
        bot_id=identity.bot_id,
        freshness=timing.freshness,
    )
    courier = Couriers(slack, _mail_courier(core, settings, timing), core.store)
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    delivery = Delivery(
        core.store.outbox, courier, core.bell, clock, owner=owner, it_channel=core.policy.it_channel, timing=timing
    )
    return Office(
        core=core,
        identity=identity,
        directory=directory,
        courier=courier,
        delivery=delivery,
        clock=clock,
        owner=owner,
    )


def _lists(office: Office, settings: Settings) -> DroppedLists:
    return DroppedLists(
        office.importer(settings),
        web_client(settings, timeout=PATIENT),
        office.clock,
        book=office.core.store.dropped,
        directory=office.directory,
        owner=office.owner,
    )


def _label_page(office: Office, settings: Settings) -> LabelPage:
    """Where no people are in Slack, nothing opens it."""
    identity = office.identity
    url = slack_link(identity.team_id, identity.user_id) if settings.is_real_slack else None
    return LabelPage(office.core.policy, url, identity.team or None)


def _mail_courier(core: Core, settings: Settings, timing: Timing) -> MailCourier:
    return MailCourier(
        store=core.store,
        policy=core.policy,
        links=core.links,
        postbox=postbox(settings, step=timing.http, last=timing.letter),
        freshness=timing.freshness,
        refuse=lambda command, key, now: _perform(core.desk, command, key, now),
    )


def _perform(desk: Desk, command: RecordRefusedMail, key: str, now: datetime) -> bool:
    outcome = desk.perform(command, actor=HOOK, key=key, now=now)
    return outcome.duplicate or outcome.returned is not None


def _bolt(settings: Settings, identity: Identity) -> App:
    """A Bolt app that commits before it acknowledges, and knows its one workspace without asking Slack each time."""
    token, client = settings.slack_bot_token, web_client(settings, timeout=QUICK)
    client.token = None  # every request gets its own client, with the token that `authorize` gives
    secret = settings.slack_signing_secret
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team_id,
        bot_user_id=identity.user_id,
        bot_id=identity.bot_id,
        bot_token=token.get_secret_value() if token else None,
    )

    def authorize() -> AuthorizeResult:
        return known

    return App(
        name="device-desk",  # Bolt would look for one in the stack, and read every source file on the way
        logger=logging.getLogger("slack_bolt"),
        signing_secret=secret.get_secret_value() if secret else None,
        client=client,
        authorize=authorize,
        process_before_response=True,
        ssl_check_enabled=False,  # it answers 200 to what nobody has signed
    )


def _checks(office: Office, ear: Ear | None, pulse: Pulse, machine: Clock) -> Mapping[str, Check]:
    name, every = HEARTBEAT.name, HEARTBEAT.every
    store, clock = office.core.store, office.clock
    checks: dict[str, Check] = {
        "database": database_check(store.sweeps, name),
        "sweep": sweep_check(pulse, name, every, machine, machine()),
        "outbox": outbox_check(store.outbox, office.delivery.pace, clock),
    }
    if ear:
        checks["socket"] = ear.fault
    return checks


def _figures(office: Office) -> Callable[[], bytes]:
    store = office.core.store
    names = tuple(job.name for job in JOBS)
    collector = DeskCollector(office.core.desk, office.delivery, store.outbox, store.sweeps, names, office.clock)
    return lambda: exposition(collector)

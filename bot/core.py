"""The desk over its database, without Slack: what every command of the command line works with."""

from dataclasses import dataclass

from bot.calendar import Holidays
from bot.config.secret_key import secret_key_of
from bot.config.settings import Settings
from bot.delivery.bell import Bell, RingingStore
from bot.links import Links
from bot.web.metrics import CountingDesk
from lifecycle.calendar import Calendar
from lifecycle.policy import Policy
from scheduler import Services
from scheduler.services import NO_LISTS, Directory, Lists
from store.crypto import Cipher
from store.engine.database import Database, open_database
from store.unit_of_work import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The desk and what it stands on; `bell` rings at every commit."""

    database: Database
    cipher: Cipher
    store: SqlStore
    bell: Bell
    desk: CountingDesk
    policy: Policy
    links: Links

    def services(self, directory: Directory, lists: Lists = NO_LISTS) -> Services:
        """What the jobs work with."""
        return Services(
            desk=self.desk,
            sweeps=self.store.sweeps,
            housekeeping=self.store.housekeeping,
            directory=directory,
            lists=lists,
        )


def build_core(settings: Settings, policy: Policy, calendar: Calendar | None = None, *, lasting: bool = True) -> Core:
    """The desk over the settings' database, which must be migrated already; `calendar` is `Holidays` unless given.

    What is not `lasting` may be lost with the machine: see `open_database`.
    """
    database = open_database(settings.database_url, lasting=lasting)
    secret, bell = secret_key_of(settings), Bell()
    cipher = Cipher(secret)
    store = SqlStore(database, cipher)
    desk = CountingDesk(RingingStore(store, bell), policy, calendar or Holidays())
    return Core(database=database, cipher=cipher, store=store, bell=bell, desk=desk, policy=policy, links=Links(secret))

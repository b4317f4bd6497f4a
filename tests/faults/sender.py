"""The work of a process that delivers, and nothing else.

It ends in order at SIGTERM. Its lease is short, so that a test can kill it and see another take over.
"""

import os
from datetime import timedelta
from multiprocessing.connection import Connection

from pydantic import SecretStr

from bot import clock
from bot.config.settings import Settings
from bot.delivery.bell import Bell
from bot.delivery.deliverer import Delivery, Timing
from bot.delivery.slack_courier import Courier, Render
from bot.shutdown import End
from bot.slack.client import identify, web_client
from sandbox.company import IT_DEVICES
from store.crypto import Cipher
from store.engine.database import open_database
from store.outbox.outbox import Pace
from store.unit_of_work import SqlStore
from tests.support.policy import POLICY
from tests.unit.bot.post import plainly

TIMING = Timing(
    http=timedelta(seconds=1),
    freshness=timedelta(seconds=0.5),
    lease=timedelta(seconds=3),
    look=timedelta(seconds=0.2),
    pace=Pace(per_target=timedelta(0), dms=100_000, window=timedelta(minutes=1)),
)


def delivery_of(settings: Settings, store: SqlStore, *, owner: str, render: Render = plainly) -> Delivery:
    """A delivery with a short lease and few senders."""
    client = web_client(settings, timeout=TIMING.http)
    courier = Courier(
        client=client,
        store=store,
        policy=POLICY,
        bot_id=identify(client).bot_id,
        freshness=TIMING.freshness,
        render=render,
    )
    return Delivery(
        store.outbox, courier, Bell(), clock.now, owner=owner, it_channel=IT_DEVICES, timing=TIMING, senders=2
    )


def send(ready: Connection, database_url: str, api_url: str, token: str) -> None:
    """Deliver until told to end; says a word at `ready` once it is set up."""
    end = End()
    end.listen()
    settings = Settings(slack_bot_token=SecretStr(token), slack_api_url=api_url)
    database = open_database(database_url)
    delivery = delivery_of(settings, SqlStore(database, Cipher("k" * 40)), owner=f"sender:{os.getpid()}")
    delivery.start()
    ready.send(True)
    end.wait()
    delivery.stop()
    database.close()

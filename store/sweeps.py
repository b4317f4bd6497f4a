"""Which sweep ran when, and who may run it now."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from store.engine.database import Opening
from store.tables.machinery import sweep_lease, sweep_run

_new = insert(sweep_lease)
_LEASE = _new.on_conflict_do_update(
    index_elements=["name"],
    set_={"owner": _new.excluded.owner, "until": _new.excluded.until},
    where=or_(sweep_lease.c.owner == _new.excluded.owner, sweep_lease.c.until <= bindparam("now")),
).execution_options(preserve_rowcount=True)
_FREE = update(sweep_lease).where(
    sweep_lease.c.name == bindparam("of_name"), sweep_lease.c.owner == bindparam("of_owner")
)
_RUN = (
    insert(sweep_run).on_conflict_do_nothing(index_elements=["name", "slot"]).execution_options(preserve_rowcount=True)
)
_FINISH = update(sweep_run).where(
    sweep_run.c.name == bindparam("of_name"),
    sweep_run.c.slot == bindparam("of_slot"),
    sweep_run.c.owner == bindparam("of_owner"),
)
_LAST = select(func.max(sweep_run.c.finished_at)).where(sweep_run.c.name == bindparam("name"))


class Sweeps:
    """Leases and runs of the scheduler's sweeps.

    They save replicas work; what makes a sweep right is that each of its steps is conditional and has its own key.
    """

    def __init__(self, writing: Opening, reading: Opening) -> None:
        self._writing = writing
        self._reading = reading

    def start(self, name: str, slot: str, owner: str, now: datetime, lease: timedelta) -> bool:
        """Whether `owner` may run the sweep for this slot: nobody else holds the lease, and the slot is new."""
        wanted = {"name": name, "owner": owner, "until": now + lease, "now": now}
        run = {"name": name, "slot": slot, "owner": owner, "started_at": now}
        with self._writing() as connection:
            is_ours = connection.execute(_LEASE, wanted).rowcount == 1 and connection.execute(_RUN, run).rowcount == 1
            if not is_ours:
                connection.rollback()  # the lease of a slot that is done would keep the others from the next one
            return is_ours

    def finish(self, name: str, slot: str, owner: str, now: datetime) -> None:
        """The sweep is done; the lease is free."""
        mine = {"of_name": name, "of_owner": owner}
        with self._writing() as connection:
            connection.execute(_FINISH, {**mine, "of_slot": slot, "finished_at": now})
            connection.execute(_FREE, {**mine, "until": now})

    def last_finished(self, name: str) -> datetime | None:
        """When a sweep of that name last came to its end."""
        with self._reading() as connection:
            found: datetime | None = connection.scalar(_LAST, {"name": name})
            return found

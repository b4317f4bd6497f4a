"""Lists of devices that are to be taken over: kept until that is done and told, whatever ends meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from store.engine.database import Opening
from store.tables.machinery import NOT_DONE, dropped_list

_NEW = insert(dropped_list).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_FREE = (
    select(dropped_list)
    .where(
        text(NOT_DONE),
        or_(
            dropped_list.c.lease_until.is_(None),
            dropped_list.c.lease_until <= bindparam("now", type_=dropped_list.c.at.type),
        ),
    )
    .order_by(dropped_list.c.at, dropped_list.c.key)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_OF = update(dropped_list).where(dropped_list.c.key == bindparam("of_key"))
_CLAIM = _OF.values(attempts=dropped_list.c.attempts + 1)
_MINE = _OF.where(dropped_list.c.owner == bindparam("of_owner"), text(NOT_DONE)).execution_options(
    preserve_rowcount=True
)
_DONE = _MINE.values(words="")
_UNDER_WAY = select(dropped_list.c.key).where(text(NOT_DONE), dropped_list.c.file_id == bindparam("file_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListToTake:
    """A list that is to be taken over: who said so and when (UTC), the file, the words along with it, and the message.

    `attempts` counts how often somebody began with it.
    """

    key: str
    at: datetime
    team_id: str
    slack_id: str
    file_id: str
    words: str
    channel: str
    ts: str
    attempts: int = 0


class DroppedLists:
    """The lists that wait to be taken over, and who is at which of them."""

    def __init__(self, writing: Opening, reading: Opening) -> None:
        self._writing = writing
        self._reading = reading

    def put(self, wanted: ListToTake) -> bool:
        """Keep a list to be taken over; False when that very file is already, or the key came before."""
        with self._writing() as connection:
            return connection.execute(_NEW, _values(wanted)).rowcount == 1

    def is_under_way(self, file_id: str) -> bool:
        """Whether a file waits or is being taken over."""
        with self._reading() as connection:
            return connection.scalar(_UNDER_WAY, {"file_id": file_id}) is not None

    def claim(self, owner: str, now: datetime, lease: timedelta) -> ListToTake | None:
        """The list that waits for longest and that nobody is at, for `owner` until the lease runs out."""
        with self._writing() as connection:
            row = connection.execute(_FREE, {"now": now}).one_or_none()
            if row is None:
                return None
            connection.execute(_CLAIM, {"of_key": row.key, "owner": owner, "lease_until": now + lease})
            names = ListToTake.__dataclass_fields__.keys() - {"attempts"}
            return ListToTake(**{name: getattr(row, name) for name in names}, attempts=row.attempts + 1)

    def hold(self, key: str, owner: str, until: datetime) -> bool:
        """Have the lease run until then; False when somebody else has the list now."""
        with self._writing() as connection:
            return connection.execute(_MINE, {"of_key": key, "of_owner": owner, "lease_until": until}).rowcount == 1

    def put_off(self, key: str, owner: str, until: datetime | None) -> None:
        """Leave a list to whoever comes then, or at once."""
        with self._writing() as connection:
            connection.execute(_MINE, {"of_key": key, "of_owner": owner, "lease_until": until})

    def finish(self, key: str, owner: str, now: datetime) -> None:
        """It is taken over, and that is told; what was written with it is not kept."""
        with self._writing() as connection:
            connection.execute(_DONE, {"of_key": key, "of_owner": owner, "done_at": now})


def _values(wanted: ListToTake) -> Mapping[str, object]:
    return {name: getattr(wanted, name) for name in ListToTake.__dataclass_fields__}

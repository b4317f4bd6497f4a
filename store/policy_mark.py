"""Which policy everything that is open was last looked at by, and how often devices were asked for by it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, text, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.audits.cycle import TO_BE_PLANNED
from store.engine.database import Opening
from store.tables.audit_models import OPEN_AUDIT, audit
from store.tables.models import IN_USE, OPEN_REQUEST, counter, device, request
from store.tables.return_models import OPEN_RETURN, device_return

KIND, CYCLE = "policy", "audit_cycle"
"""Rows among the counters: the policy's fingerprint is a number, too, of which only the last is kept."""

_new = insert(counter).values(kind=bindparam("of_kind"), value=bindparam("number"))
_MARK = _new.on_conflict_do_update(
    index_elements=["kind"], set_={"value": _new.excluded.value}, where=counter.c.value != _new.excluded.value
).execution_options(preserve_rowcount=True)
_LOOKS = (
    update(request).where(text(OPEN_REQUEST)),
    update(device_return).where(text(OPEN_RETURN)),
    update(audit).where(text(OPEN_AUDIT)),
)
_PLAN = (
    update(device)
    .where(text(IN_USE), or_(device.c.next_look_at.is_(None), device.c.next_look_at > bindparam("now")))
    .values(next_look_at=TO_BE_PLANNED)
)
"""Every device in use gets another turn, but for those that are due already: they are judged by the new policy."""


class PolicyMark:
    """Tells a policy that has changed, and has what is open looked at by it: what they wait for may be due sooner."""

    def __init__(self, writing: Opening) -> None:
        self._writing = writing

    def heed(self, fingerprint: int, cycle: int, now: datetime) -> bool:
        """Have everything that is open looked at as of `now` (UTC), unless the last policy was the same.

        Where it asks for devices in another `cycle` of days, each of them gets a turn in that.

        Returns whether it was another one. Of several replicas that start with it one does this.
        """
        with self._writing() as connection:
            is_new = _is_new(connection, KIND, fingerprint)
            if is_new:
                for look in _LOOKS:
                    connection.execute(look, {"next_look_at": now})
                if _is_new(connection, CYCLE, cycle):
                    connection.execute(_PLAN, {"now": now})
            return is_new


def _is_new(connection: Connection, kind: str, number: int) -> bool:
    return connection.execute(_MARK, {"of_kind": kind, "number": number}).rowcount == 1

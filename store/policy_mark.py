"""Which policy the open requests and returns were last looked at by."""

from datetime import datetime

from sqlalchemy import bindparam, text, update
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from store.database import Opening
from store.models import OPEN_REQUEST, counter, request
from store.return_models import OPEN_RETURN, device_return

KIND = "policy"
"""The row among the counters: the policy's fingerprint is a number, too, of which only the last is kept."""

_new = insert(counter).values(kind=KIND, value=bindparam("fingerprint"))
_MARK = _new.on_conflict_do_update(
    index_elements=["kind"], set_={"value": _new.excluded.value}, where=counter.c.value != _new.excluded.value
).execution_options(preserve_rowcount=True)
_LOOKS = (update(request).where(text(OPEN_REQUEST)), update(device_return).where(text(OPEN_RETURN)))


class PolicyMark:
    """Tells a policy that has changed, and has what is open looked at by it: what they wait for may be due sooner."""

    def __init__(self, writing: Opening) -> None:
        self._writing = writing

    def heed(self, fingerprint: int, now: datetime) -> bool:
        """Have everything that is open looked at as of `now` (UTC), unless the last policy was the same.

        Returns whether it was another one. Of several replicas that start with it one does this.
        """
        with self._writing() as connection:
            is_new = connection.execute(_MARK, {"fingerprint": fingerprint}).rowcount == 1
            if is_new:
                for look in _LOOKS:
                    connection.execute(look, {"next_look_at": now})
            return is_new

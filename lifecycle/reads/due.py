"""What has come to its moment: enough to have it looked at, not the thing itself."""

from datetime import datetime
from typing import NamedTuple

from lifecycle.subject import Subject, SubjectKind


class Due(NamedTuple):
    """A subject at its `next_look_at` (UTC), at the version that it stands at.

    Whoever looks at it reads it anew, in a transaction of its own: it may have moved on meanwhile.
    """

    kind: SubjectKind
    id: int
    version: int
    next_look_at: datetime

    @property
    def subject(self) -> Subject:
        """What is to be looked at."""
        return Subject(self.kind, self.id)

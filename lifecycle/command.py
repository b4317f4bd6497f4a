"""The shape of a command about something that there is a record of."""

from typing import ClassVar

from lifecycle.subject import Subject, SubjectKind


class OnSubject:
    """A command about something that there is a record of."""

    __slots__ = ()

    subject_kind: ClassVar[SubjectKind]
    """The kind of what it is about."""

    @property
    def subject(self) -> Subject:
        """What it is about."""
        raise NotImplementedError

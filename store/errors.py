"""What keeps the desk from its database, in sentences for whoever can mend it."""


class Unusable(Exception):
    """The database cannot be used as it is."""


class Unreachable(Unusable):
    """The database cannot be opened: a folder, a right or a server is missing, or the file is none of its kind."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The database cannot be opened: {why}.")


class DatabaseAhead(Unusable):
    """The database was migrated by a newer release than this one."""


class NotMigrated(Unusable):
    """The database is not at the revision that this release needs."""


class MigrationBusy(Unusable):
    """Another process has been migrating for longer than the wait allows."""

"""The database itself: connections, locks, migrations."""

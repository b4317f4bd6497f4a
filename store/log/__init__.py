"""The event log: how events are written, replayed and put into words that a database keeps."""

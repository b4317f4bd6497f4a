"""The interface for programs, /api/v1: reads of what is on record, as JSON, for whoever has a token."""

"""A company with a past: who works there, what they have, and what has happened, told as tables of scenes."""

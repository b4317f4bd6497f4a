"""Answers for people: search, fleet, queues, figures."""

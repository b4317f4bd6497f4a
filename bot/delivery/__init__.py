"""From the outbox to people: into Slack, by mail, each notice once."""

"""Assembly. Settings, wiring, delivery to Slack, the web server, the command line."""

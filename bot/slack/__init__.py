"""What is heard and looked up in Slack."""

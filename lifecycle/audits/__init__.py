"""Asking people whether they still have their devices: campaigns, answers, and on which days who is asked."""

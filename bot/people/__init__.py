"""HR's list of people."""

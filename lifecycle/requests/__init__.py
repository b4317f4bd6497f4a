"""A request for a device, from the form to its arrival: its commands, its rules, and how each is decided."""

"""What people see of one device: what may be done with it, and what is told about it."""

"""What people see about returns."""

"""What people see. Pure functions: facts in, payload out."""

"""What can be read of the desk, in the shapes in which people ask for it."""

"""What is to be told, until it has been."""

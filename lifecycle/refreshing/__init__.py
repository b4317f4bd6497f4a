"""What is asked for a device that is due for replacement."""

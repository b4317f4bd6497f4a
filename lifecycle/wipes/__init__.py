"""Data off a device, with proof, and what becomes of the device then."""

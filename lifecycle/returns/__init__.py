"""Devices that people give back: opening, reminding, receiving, and what the desk says meanwhile."""

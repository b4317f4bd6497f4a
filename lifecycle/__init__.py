"""The rules of a device's life: standard library only, no input or output, no clock, no framework, no wording."""

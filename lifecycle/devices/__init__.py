"""A device's own life: moved, repaired, lost and found, corrected."""

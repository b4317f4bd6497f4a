"""Lists of the whole fleet, in and out, and labels for it."""

"""The forms of the way back, each with its `build` beside its `parse`."""

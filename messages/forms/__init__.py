"""The modals: for each one its `build` beside its `parse`.

`parse` turns what was typed into a command, or raises `FieldErrors` with words for each field at fault.
"""

"""The fleet in figures: the words that narrow it, its tables, its picture."""

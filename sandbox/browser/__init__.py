"""A workspace in a browser: what each person sees of it, and what they can do there."""

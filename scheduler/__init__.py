"""Time comes in. Jobs, each a sweep over what is due."""

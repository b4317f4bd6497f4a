"""Asset tags to stick on devices."""

"""The living messages: posted once, then edited in place from the facts as they stand."""

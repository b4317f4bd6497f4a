"""The HTTP server, the pages behind links, and what a monitor asks."""

"""The sandbox as a place to play in: time that can be walked, a company with a past, a tour of what to try."""

"""The forms about one device beside requests, returns and wipes, and the one that puts a device on record."""

"""`/about`, `/help` and `/privacy`."""

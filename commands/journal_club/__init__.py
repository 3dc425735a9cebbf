"""`/journal-club`."""

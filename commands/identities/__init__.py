"""`/authors`: who is who, decided by an admin."""

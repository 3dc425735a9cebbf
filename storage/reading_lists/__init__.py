"""Reading lists: a person's own, and those of a server."""

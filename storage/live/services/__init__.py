"""Clients of the live sources: each response becomes values of ours. For background work only: they run in threads."""

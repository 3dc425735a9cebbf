"""`/library`: import, status, refresh, undo, export."""

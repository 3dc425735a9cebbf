"""`/save` and `/reading-list`."""

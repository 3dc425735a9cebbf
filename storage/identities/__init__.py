"""Admins' decisions on who is who: merges, splits, aliases, linked ids. They outrank what a load concludes."""

"""Everything kept about one Discord user: shown, exported, deleted."""

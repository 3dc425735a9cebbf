"""Everything kept about one Discord user: shown, exported, erased."""

"""From a saved profile text to a Profile. Pure."""

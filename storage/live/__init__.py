"""The library kept fresh from live sources, in the background."""

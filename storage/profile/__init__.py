"""Parses a saved profile text into a Profile. Pure."""

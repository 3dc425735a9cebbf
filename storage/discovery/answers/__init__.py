"""Frozen values that a person sees all of. None means unknown."""

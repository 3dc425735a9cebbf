"""Announcing: the loop that fills what is due, and the sending of it."""

"""Announcements: who is told what, when, and what was told."""

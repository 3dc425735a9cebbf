"""Announcements: who hears what, when they hear it, and what they have heard."""

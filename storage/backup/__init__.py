"""Backup and restore, export and its import."""

"""All tables. Importing any of its modules imports all of them, so whoever opens a store knows every table.

Rows never leave storage/: queries return frozen answers.
"""

from storage.schema import announcements, identities, journal_club, library, live, reading_lists, undo

__all__ = ["announcements", "identities", "journal_club", "library", "live", "reading_lists", "undo"]

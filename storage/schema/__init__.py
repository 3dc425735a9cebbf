"""All tables. Importing one of these modules imports all of them, so that the metadata always has every table.

Rows never leave storage/: queries return frozen answers.
"""

from storage.schema import announcements, identities, journal_club, library, live, reading_lists, undo

__all__ = ["announcements", "identities", "journal_club", "library", "live", "reading_lists", "undo"]

"""All modules of tables, so that whoever opens a store knows all of its tables."""

from storage.schema import announcements as announcing
from storage.schema import identities
from storage.schema import journal_club as club
from storage.schema import live as refreshing
from storage.schema import reading_lists as saving
from storage.schema import undo as undoing

__all__ = ["announcing", "club", "identities", "refreshing", "saving", "undoing"]

"""All modules of tables, so that whoever opens a store knows all of its tables."""

from storage.announcing import tables as announcing
from storage.club import tables as club
from storage.identities import tables as identities
from storage.refreshing import tables as refreshing
from storage.saving import tables as saving
from storage.undoing import tables as undoing

__all__ = ["announcing", "club", "identities", "refreshing", "saving", "undoing"]

"""All modules of tables, so that whoever opens a store knows all of its tables."""

import storage.announcing.tables
import storage.identities.tables
import storage.refreshing.tables
import storage.undoing.tables

__all__ = ["storage"]

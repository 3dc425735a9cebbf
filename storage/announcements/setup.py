"""Names for commands/ until they import them from where they are."""

from storage.announcements.subscriptions import has_field as has_field
from storage.announcements.subscriptions import start as start

"""`/announce`, `/follow` and `/me`."""

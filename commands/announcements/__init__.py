"""`/announce`, `/follow`, `/unfollow`, `/following` and `/me`."""

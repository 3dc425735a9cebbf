"""Frozen values that embeds show. None means unknown and is shown as “—”, never as 0.

Not finding is an answer, too: `AuthorAnswer` and `PaperAnswer` list everything that can come back.
"""

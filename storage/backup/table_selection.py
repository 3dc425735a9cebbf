"""Which tables go where. A new table comes into exports by itself, but not into those that leave the people out:
there it has to be named (tests/keeping/test_export.py holds that each is named somewhere)."""

from sqlalchemy import Table

from storage.schema.columns import metadata

NOT_EXPORTED = frozenset({
    "paper_vector",  # derived: learned anew from the papers' words
    "upload",  # a file that waits for somebody's yes; it is loaded here, or nowhere
    "save_draft",  # the same of a paper that somebody is about to choose
    "store_fact",  # who this store is, and what this bot told Discord
})  # fmt: skip
LIBRARY = frozenset({
    "import_run", "document", "author", "source", "author_name", "paper", "other_title", "authorship", "affiliation",
    "paper_affiliation", "statement", "metric_snapshot", "former", "gone", "alias", "apart", "not_by", "live_source",
    "paper_live", "external_id",
})  # fmt: skip
"""What the bot knows of papers and of those who write them."""
PEOPLE = frozenset({
    "subscription", "follow", "digest", "outgoing_message", "told", "told_numbers", "member_link", "question",
    "reading_list", "saved_paper", "shared_list", "nomination", "second", "club_round", "ballot", "upload",
    "save_draft",
})  # fmt: skip
"""What it knows of the people of Discord who use it."""
PERSON_COLUMNS = {"import_run": ("person",)}
"""Columns of the LIBRARY that hold somebody's id of Discord; left empty where people are left out."""
STAYING = frozenset({"store_fact"})
"""What a restored library does not bring along."""
SHARED = frozenset({"question"})
"""What stays besides what a restored library brings: the rows are named by a hash of their text, and so buttons that
were made since the backup go on working."""


def exported_tables(*, library_only: bool = False) -> list[Table]:
    """Parents first."""
    return [
        table
        for table in metadata.sorted_tables
        if table.name not in NOT_EXPORTED and (table.name in LIBRARY or not library_only)
    ]


def restored_tables() -> list[Table]:
    """Parents first."""
    return [table for table in metadata.sorted_tables if table.name not in STAYING]

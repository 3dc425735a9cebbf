"""Which known paper a record speaks of: DOI, arXiv id, else the folded title with a shared author.

A paper that is known under another title is found by retitled.py.
"""

from storage.importing.known import Known, KnownPaper, SourceState
from storage.importing.people import same_person
from storage.importing.record import PaperRecord
from storage.text.ids import is_preprint_doi
from storage.text.keys import hash64


def record_key(record: PaperRecord) -> int | None:
    return None if record.key is None else hash64("id", record.key)


def paper_key(paper: int) -> int:
    """The key of a statement whose giver has no ids of their own."""
    return hash64("paper", str(paper))


def match_paper(record: PaperRecord, known: Known, teller: SourceState) -> KnownPaper | None:
    key = record_key(record)
    found = None
    if key is not None:
        found = known.by_key.get(key)
    if found is None and record.doi:
        found = known.by_doi.get(record.doi)
    if found is None and record.arxiv_id:
        found = known.by_arxiv.get(record.arxiv_id)
    if found is not None:
        return known.papers[found]
    alike = (known.papers[paper] for paper in known.by_title.get(record.title_hash, ()))
    return next((paper for paper in alike if _is_same(record, paper, teller)), None)


def ids_agree(record: PaperRecord, paper: KnownPaper, teller: SourceState) -> bool:
    """Ids that differ tell two papers of one title apart ("Editorial"); those of a preprint and of what became of it do
    not. A service may have both as works of its own; a bulk load's own ids are the giver's word."""
    own, theirs = record.doi, paper.values["doi"]
    if own and theirs and own != theirs and not (is_preprint_doi(own) or is_preprint_doi(theirs)):
        return False
    if record.arxiv_id and paper.values["arxiv_id"] and record.arxiv_id != paper.values["arxiv_id"]:
        return False
    key = record_key(record)
    return key is None or teller.is_live or all(said in (key, paper_key(paper.id)) for said in paper.said_by(teller.id))


def shares_author(record: PaperRecord, paper: KnownPaper) -> bool:
    return any(same_person(name, mention.name) for name in _names(record) for mention in paper.mentions)


def _is_same(record: PaperRecord, paper: KnownPaper, teller: SourceState) -> bool:
    """The title is the same."""
    if not ids_agree(record, paper, teller) or (teller.is_live and not is_near(record, paper)):
        return False
    return shares_author(record, paper) or not (_names(record) or paper.mentions)


def is_near(record: PaperRecord, paper: KnownPaper) -> bool:
    """Within a year or so. A year that was only concluded from the day of capture may be wrong."""
    said, known = record.published, paper.values["published"]
    if said is None or known is None or (record.yearless and said[4:] == known[4:]):
        return True
    return abs(int(said[:4]) - int(known[:4])) <= 1


def _names(record: PaperRecord) -> list[str]:
    return [*record.authors, record.owner] if record.owner else list(record.authors)

"""Whether a record is the newer word on a paper of another title, where nothing but likeness says so. Pure."""

from storage.importing.known import KnownPaper
from storage.importing.record import PaperRecord
from storage.importing.wording import contains_all_words, distinguishing_marks, title_similarity, word_overlap, word_set
from storage.text.keys import name_hash

ALIKE, UNRELATED = 65, 40
"""The share of words from which on two abstracts speak for one paper, and below which against it."""
FEW, ENOUGH = 5, 20
"""Words of an abstract: with fewer it says nothing, with enough it can speak against."""
WANTED = {"alike": (45, 72), "unknown": (72, 88), "unrelated": (85, 101)}
"""By what the abstracts say: the likeness of titles that is enough with the same day and authors, and without.
101: none is."""
LEAST = min(map(min, WANTED.values()))


def paper_similarity(record: PaperRecord, paper: KnownPaper) -> float | None:
    """The greater, the more alike; None: two papers."""
    one, other = record.title, paper.values["title"]
    if distinguishing_marks(one) != distinguishing_marks(other) or _other_company(record, paper):
        return None
    title, contained = title_similarity(one, other), contains_all_words(one, other)
    if title < LEAST and not contained:
        return None
    same_occasion = _same_day(record, paper) and _same_company(record, paper)
    if same_occasion and contained:
        title = 100.0
    left, right = word_set(record.abstract or ""), word_set(paper.values["abstract"] or "")
    wanted = WANTED[_verdict(left, right)][not same_occasion]
    return title + word_overlap(left, right) if title >= wanted else None


def _verdict(left: frozenset[str], right: frozenset[str]) -> str:
    shared, fewest = word_overlap(left, right), min(len(left), len(right))
    if fewest >= FEW and shared >= ALIKE:
        return "alike"
    return "unrelated" if fewest >= ENOUGH and shared < UNRELATED else "unknown"


def _same_day(record: PaperRecord, paper: KnownPaper) -> bool:
    said, known = record.published or "", paper.values["published"] or ""
    first = 4 if record.yearless else 0
    return len(said) == len(known) == len("2023-10-10") and said[first:] == known[first:]


def _same_company(record: PaperRecord, paper: KnownPaper) -> bool:
    """One of the lists may be cut."""
    left, right = _company(record, paper)
    return left <= right or right <= left


def _other_company(record: PaperRecord, paper: KnownPaper) -> bool:
    left, right = _company(record, paper)
    return bool(left and right) and left.isdisjoint(right)


def _company(record: PaperRecord, paper: KnownPaper) -> tuple[set[int], set[int]]:
    """The authors here and there besides the profile's owner, whom all papers of a profile share."""
    owner = {name_hash(record.owner)} if record.owner else set[int]()
    return {name_hash(name) for name in record.authors} - owner, {m.name_hash for m in paper.mentions} - owner

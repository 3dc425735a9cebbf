"""Papers as a table for spreadsheets."""

import csv
import io
import re
from collections.abc import Sequence

from storage.references.line import one_line
from storage.references.link import reference_url
from storage.references.reference import Reference

HEAD = ("title", "authors", "published", "venue", "field", "doi", "arxiv id", "url", "citations", "code")
_BOM = "\ufeff"
"""Without it Excel reads UTF-8 as something else."""
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")
"""What begins so is a formula to a spreadsheet; a semicolon begins a cell where the comma is the decimal sign."""


def table(references: Sequence[Reference]) -> str:
    """CSV with a row a paper under HEAD. Begins with a byte order mark; encode it as UTF-8."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(HEAD)
    rows.writerows([cell(value) for value in _values(reference)] for reference in references)
    return _BOM + file.getvalue()


def _values(reference: Reference) -> tuple[str | None, ...]:
    names = filter(None, map(one_line, reference.authors))
    arxiv = one_line(reference.arxiv_id)
    return (
        reference.title,
        "; ".join([*names, "et al."] if reference.authors_cut else names),
        reference.published,
        reference.venue,
        reference.field,
        reference.doi,
        f"arXiv:{arxiv}" if arxiv else None,  # alone, 2310.06820 would be a number and lose its last digit
        reference_url(reference),
        None if reference.citations is None else str(reference.citations),
        reference.code_url or ("yes" if reference.has_code else None),
    )


def cell(value: str | None) -> str:
    """Text that a spreadsheet shows and never computes, as OWASP advises."""
    return _FORMULA.sub(r"\1\2'", one_line(value))

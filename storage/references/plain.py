"""A reference as a line for a message or a note: Authors. "Title". Venue, year. link"""

from storage.references.date import parse_date
from storage.references.line import one_line, sentence, title_line
from storage.references.link import reference_url
from storage.references.reference import Reference
from storage.references.venue import venue_line


def plain_citation(reference: Reference) -> str:
    title = title_line(reference).replace('"', "'")
    parts = [sentence(author_line(reference)), f'"{title}".', sentence(place(reference)), reference_url(reference)]
    return " ".join(part for part in parts if part)


def author_line(reference: Reference) -> str:
    """As the paper writes them: 'A, B and C', 'A, B et al.'; empty where nobody is named."""
    names = [name for name in map(one_line, reference.authors) if name]
    if reference.authors_cut and names:
        return f"{', '.join(names)} et al."
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def place(reference: Reference) -> str:
    """'ICML, 2021', or what of it is known."""
    date = parse_date(reference.published)
    return ", ".join(filter(None, (venue_line(reference), date.year if date else "")))

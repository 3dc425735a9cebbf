"""What the store knows of a paper."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from storage.database.reader import Reading
from storage.lookup.answers.paper import LiveWords, PaperCard, PaperOption, Vanished
from storage.lookup.lists import address, first_authors
from storage.schema.library import LIVE, PROFILE, metadata
from storage.text.ids import arxiv_id, doi
from storage.text.sentences import key_sentence, sentences

t = metadata.tables
p = t["paper"].c


async def paper_by_id_text(session: Reading, text: str) -> int | None:
    """The paper whose arXiv id, DOI or address the text is."""
    wanted_arxiv, wanted_doi = arxiv_id(text), doi(text)
    if wanted_arxiv:
        where = p.arxiv_id == wanted_arxiv
    elif wanted_doi:
        where = p.doi == wanted_doi
    else:
        return None
    return (await session.execute(select(p.id).where(where).order_by(p.id).limit(1))).scalar()


def is_id_text(text: str) -> bool:
    return bool(arxiv_id(text) or doi(text))


async def paper_card(session: Reading, paper: int) -> PaperCard | None:
    row = (await session.execute(select(t["paper"]).where(p.id == paper))).first()
    if row is None:
        return None
    m, pa, af = t["authorship"].c, t["paper_affiliation"].c, t["affiliation"].c
    order = (m.position.is_(None), m.position, m.name)
    names = (await session.execute(select(m.name, m.position).where(m.paper == paper).order_by(*order))).all()
    places = select(af.name).join_from(t["paper_affiliation"], t["affiliation"], pa.affiliation == af.id)
    affiliations = await session.execute(places.where(pa.paper == paper).order_by(pa.position))
    sources, as_of = await _sources(session, paper)
    return PaperCard(
        id=paper,
        title=row.title,
        url=address(row),
        authors=tuple(name.name for name in names if name.position is not None),
        hidden=tuple(name.name for name in names if name.position is None),
        authors_cut=row.authors_cut,
        affiliations=tuple(affiliations.scalars()),
        published=row.published,
        field=row.field,
        has_code=row.has_code,
        code_url=row.code_url,
        venue=row.venue,
        doi=row.doi,
        arxiv_id=row.arxiv_id,
        citations=row.citations,
        abstract=row.abstract,
        sentences=sentences(row.abstract or ""),
        key_sentence=key_sentence(row.abstract),
        sources=sources,
        as_of=as_of,
        vanished=await _vanished(session, paper),
        live=await _live(session, paper),
    )


async def _sources(session: Reading, paper: int) -> tuple[tuple[str, ...], dt.date | None]:
    """(files, newest day): of a profile its newest text, of a bulk load the file that said it."""
    st, s, r = t["statement"].c, t["source"].c, t["import_run"].c
    columns = select(s.kind, s.name, s.captured, r.file, r.captured.label("loaded"))
    told = columns.join_from(t["statement"], t["source"], st.source == s.id).join(t["import_run"], st.run == r.id)
    rows = await session.execute(told.where(st.paper == paper))
    found = {(row.name, row.captured) if row.kind == PROFILE else (row.file, row.loaded) for row in rows}
    return tuple(sorted({name for name, _ in found})), max((day for _, day in found), default=None)


async def _live(session: Reading, paper: int) -> tuple[LiveWords, ...]:
    words = t["paper_live"].c
    rows = await session.execute(select(t["paper_live"]).where(words.paper == paper).order_by(words.service))
    return tuple(LiveWords(LIVE[row.service], row.as_of, row.citations, row.tldr) for row in rows)


async def _vanished(session: Reading, paper: int) -> tuple[Vanished, ...]:
    st, s, a = t["statement"].c, t["source"].c, t["author"].c
    columns = select(a.name, st.vanished).join_from(t["statement"], t["source"], st.source == s.id)
    mine = columns.join(t["author"], s.owner == a.id).where(st.paper == paper, st.vanished.is_not(None))
    return tuple(Vanished(row.name, row.vanished) for row in await session.execute(mine.order_by(st.vanished, a.name)))


async def paper_options(session: Reading, papers: Sequence[int]) -> tuple[PaperOption, ...]:
    """The papers in the order asked for, each with its first authors."""
    columns = select(p.id, p.title, p.published).where(p.id.in_(papers))
    rows = {row.id: row for row in await session.execute(columns)}
    names = await first_authors(session, papers)
    return tuple(PaperOption(id, rows[id].title, names.get(id, ""), rows[id].published) for id in papers if id in rows)

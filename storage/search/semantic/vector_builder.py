"""Learns the meaning of papers in the background: of those that are new, and of those whose words changed."""

import asyncio

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import upsert
from storage.database.database import Store
from storage.database.row_types import AnyRow
from storage.schema.library import ImportRun, Paper, PaperVector
from storage.search.semantic.model import NAME, Model
from storage.text.keys import hash64

AT_ONCE = 4
"""Papers: a bot that is told to end waits for no more than these."""


class VectorBuilder:
    """Goes through the papers by their ids, again and again: each time through those that changed since the last."""

    def __init__(self, store: Store, model: Model) -> None:
        self._store = store
        self._model = model
        self._known_until = 0
        """The run up to which all is known."""
        self._goes_until = 0
        self._place = 0

    async def build_next(self) -> int:
        """The next few papers. How many these were: 0 when all are known."""
        async with self._store.reading() as session:
            if not self._place:
                self._goes_until = await _newest_run(session)
            due = await self._due(session) if self._goes_until > self._known_until else []
        if due:
            await self._write(due)
        self._place = due[-1].id if len(due) == AT_ONCE else 0
        if not self._place:
            self._known_until = self._goes_until
        return len(due)

    async def _due(self, session: AsyncSession) -> list[AnyRow]:
        columns = select(
            col(Paper.id),
            col(Paper.title),
            col(Paper.abstract),
            col(Paper.changed_in),
            col(PaperVector.digest),
            col(PaperVector.vector),
        )
        changed = columns.outerjoin_from(Paper, PaperVector, col(Paper.id) == col(PaperVector.paper)).where(
            col(Paper.id) > self._place,
            col(Paper.changed_in) > self._known_until,
            or_(col(PaperVector.paper).is_(None), col(PaperVector.made_in) < col(Paper.changed_in)),
        )
        return list((await session.execute(changed.order_by(col(Paper.id)).limit(AT_ONCE))).all())

    async def _write(self, due: list[AnyRow]) -> None:
        rows = [row for row in due if row.digest != _digest(row)]
        vectors = await asyncio.to_thread(self._model.vectors, [_text(row) for row in rows]) if rows else []
        made = dict(zip((row.id for row in rows), vectors, strict=True))
        values = [
            {"paper": row.id, "digest": _digest(row), "made_in": row.changed_in, "vector": made.get(row.id, row.vector)}
            for row in due
        ]
        async with self._store.sessions.begin() as session:
            await upsert(session, PaperVector, values)


async def _newest_run(session: AsyncSession) -> int:
    return (await session.execute(select(func.coalesce(func.max(col(ImportRun.id)), 0)))).scalar_one()


def _text(row: AnyRow) -> str:
    return f"{row.title}. {row.abstract or ''}"


def _digest(row: AnyRow) -> int:
    """Another model means other vectors."""
    return hash64(NAME, _text(row))

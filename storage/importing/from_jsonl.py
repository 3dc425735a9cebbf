"""Reads JSONL: one paper per line, every key but the title optional."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    field_validator,
)

from storage.importing.record import PaperRecord
from storage.importing.report import Refusal, shorten
from storage.text.braces import MAX_BRACES, has_deep_braces
from storage.text.fields import canonical_field
from storage.text.ids import parse_arxiv_id, parse_doi
from storage.text.keys import hash_bytes
from storage.text.latex import latex_to_text

MAX_LINE_BYTES = 4 * 1024 * 1024
MAX_TEXT = 200_000
"""Characters of a text, such as an abstract."""
MAX_NAME = 1_000
"""Characters of an author's name."""
MAX_AUTHORS = 20_000
"""Of a paper. The longest list there is has some 15,000 (COVIDSurg Collaborative, 2021)."""
TOO_DEEP = f"expected braces nested at most {MAX_BRACES} deep, found more"
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HTTP_URL = TypeAdapter(HttpUrl)


def _clean(value: object) -> object:
    """Removes control characters (PostgreSQL takes no NUL). None for an empty text, which says nothing."""
    if not isinstance(value, str):
        return value
    return CONTROL_CHARACTERS.sub("", value).strip() or None


def _as_key(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _clean(value)


Text = Annotated[Annotated[str, Field(max_length=MAX_TEXT)] | None, BeforeValidator(_clean)]
Title = Annotated[str, BeforeValidator(_clean), StringConstraints(min_length=1)]
Name = Annotated[str, BeforeValidator(_clean), StringConstraints(min_length=1, max_length=MAX_NAME)]


class JsonlPaper(BaseModel):
    """One line. Unknown keys are ignored and named in a warning."""

    model_config = ConfigDict(extra="allow", strict=True)
    title: Title
    id: Annotated[str | None, BeforeValidator(_as_key)] = None
    abstract: Text = None
    authors: list[Name] | None = None
    published: Text = None
    field: Text = None
    venue: Text = None
    doi: Text = None
    arxiv_id: Text = None
    url: Text = None
    code_url: Text = None
    citations: Annotated[int, Field(ge=0, le=10**12)] | None = None

    @field_validator("title", "abstract")
    @classmethod
    def _is_not_deep(cls, value: str | None) -> str | None:
        if value is not None and has_deep_braces(value):
            raise ValueError(TOO_DEEP)
        return value

    @field_validator("authors", mode="before")
    @classmethod
    def _are_not_too_many(cls, value: object) -> object:
        found = len(cast(list[object], value)) if isinstance(value, list) else 0
        if found > MAX_AUTHORS:
            raise ValueError(f"expected at most {MAX_AUTHORS:,} names, found {found:,}")
        return cast(object, value)

    @field_validator("published")
    @classmethod
    def _is_a_date(cls, value: str | None) -> str | None:
        if value is not None and not _is_date(value):
            raise ValueError(f"expected YYYY, YYYY-MM or YYYY-MM-DD, found {shorten(value, 40)!r}")
        return value

    @field_validator("doi")
    @classmethod
    def _is_a_doi(cls, value: str | None) -> str | None:
        if value is not None and (len(value) > 500 or not (parse_doi(value) or parse_arxiv_id(value))):
            raise ValueError(f"expected a DOI such as 10.1000/182, found {shorten(value, 40)!r}")
        return value

    @field_validator("arxiv_id")
    @classmethod
    def _is_an_arxiv_id(cls, value: str | None) -> str | None:
        if value is not None and parse_arxiv_id(value) is None:
            raise ValueError(f"expected an arXiv id such as 2310.06825, found {shorten(value, 40)!r}")
        return value

    @field_validator("url", "code_url")
    @classmethod
    def _is_a_web_address(cls, value: str | None) -> str | None:
        if value is not None:
            HTTP_URL.validate_python(value)
        return value


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value):
        return False
    try:
        dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def read_jsonl(lines: Iterable[bytes], file: str, unknown: set[str]) -> Iterator[PaperRecord | Refusal]:
    """Yields each line as a record, or why it is refused. Adds unknown keys to `unknown`."""
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not line.strip():
            continue
        if len(line) > MAX_LINE_BYTES:
            yield Refusal(file, number, f"expected a line of at most 4 MiB, found {len(line):,} bytes")
            continue
        try:
            said = JsonlPaper.model_validate_json(line)
        except ValidationError as error:
            yield Refusal(file, number, _reason(error))
            continue
        unknown.update(said.model_extra or ())
        yield _record(said, number, line)


def _reason(error: ValidationError) -> str:
    return "; ".join(_problem(problem) for problem in error.errors(include_url=False)[:3])


def _problem(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    message: str = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "json_invalid":
        return f"expected one paper as a JSON object on this line ({message})"
    if place == "title" and problem["type"] != "value_error":
        return f'expected a "title" with text in it ({message})'
    return f"{place}: {message}" if place else f"expected one paper as a JSON object ({message})"


def _record(said: JsonlPaper, number: int, line: bytes) -> PaperRecord:
    own_arxiv = parse_arxiv_id(said.arxiv_id or "") or parse_arxiv_id(said.doi or "") or parse_arxiv_id(said.url or "")
    return PaperRecord(
        line=number,
        title=latex_to_text(said.title),
        title_raw=said.title,
        digest=hash_bytes(line.strip()),
        abstract=latex_to_text(said.abstract) if said.abstract else None,
        abstract_raw=said.abstract,
        authors=tuple(said.authors or ()),
        published=said.published,
        field=canonical_field(said.field),
        venue=said.venue,
        doi=parse_doi(said.doi or "") or parse_doi(said.url or ""),
        arxiv_id=own_arxiv,
        url=said.url,
        code_url=said.code_url,
        citations=said.citations,
        key=said.id,
    )

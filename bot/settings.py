"""The settings, from the environment and .env. Nothing else in the bot reads the environment."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL

from commands.ui.access import EVERYONE, Readers
from storage.database.database import StoreUrlError, is_sqlite, store_url
from storage.schema.library import LIVE
from storage.text.arxiv_taxonomy import CATEGORIES

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """Every problem of the settings, one line each. Contains no secret."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _comma_separated(is_valid: Callable[[str], bool], expected: str) -> BeforeValidator:
    def parse(value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[,\s]+", value) if part]
        if not all(map(is_valid, parts)):
            raise ValueError(f"expected {expected}, found {value!r}")
        return parts

    return BeforeValidator(parse)


GUILD_IDS = _comma_separated(str.isdecimal, "comma-separated server ids (numbers)")
SERVICES = _comma_separated(LIVE.__contains__, f"a comma-separated list of {', '.join(LIVE)}")
ARXIV_CATEGORIES = _comma_separated(CATEGORIES.__contains__, "comma-separated arXiv categories such as cs.CL")


class Settings(BaseSettings):
    """Each is described in .env.example."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )
    token: SecretStr | None = Field(default=None, alias="DISCORD_TOKEN")
    database: str = Field(default="sqlite:///data/paperbot.db", alias="DATABASE_URL", repr=False)
    seeds: Path = Field(default=Path("seeds"), alias="PAPERBOT_SEEDS")
    guilds: Annotated[list[int], NoDecode, GUILD_IDS] = Field(default=[], alias="PAPERBOT_GUILDS")
    homes: Annotated[list[int], NoDecode, GUILD_IDS] = Field(default=[], alias="PAPERBOT_HOME")
    readers: Readers = Field(default=EVERYONE, alias="PAPERBOT_ACCESS")
    index: Path | None = Field(default=None, alias="PAPERBOT_INDEX")
    log_level: str = Field(default="INFO", alias="PAPERBOT_LOG_LEVEL")
    live: Annotated[list[str], NoDecode, SERVICES] = Field(default=[], alias="PAPERBOT_LIVE")
    contact: str | None = Field(default=None, alias="PAPERBOT_CONTACT")
    arxiv_categories: Annotated[list[str], NoDecode, ARXIV_CATEGORIES] = Field(
        default=[], alias="PAPERBOT_ARXIV_CATEGORIES"
    )
    openalex_key: SecretStr | None = Field(default=None, alias="PAPERBOT_OPENALEX_KEY")
    semantic_scholar_key: SecretStr | None = Field(default=None, alias="PAPERBOT_SEMANTIC_SCHOLAR_KEY")
    openalex_url: HttpUrl = Field(default=HttpUrl("https://api.openalex.org"), alias="PAPERBOT_OPENALEX_URL")
    arxiv_url: HttpUrl = Field(default=HttpUrl("https://export.arxiv.org/api/query"), alias="PAPERBOT_ARXIV_URL")
    semantic_scholar_url: HttpUrl = Field(
        default=HttpUrl("https://api.semanticscholar.org"), alias="PAPERBOT_SEMANTIC_SCHOLAR_URL"
    )

    @field_validator("token")
    @classmethod
    def _without_whitespace(cls, value: SecretStr | None) -> SecretStr | None:
        stripped = value.get_secret_value().strip() if value else ""
        if re.search(r"\s", stripped):
            raise ValueError("expected a token without whitespace")
        return SecretStr(stripped) if stripped else None

    @field_validator("database")
    @classmethod
    def _valid_database(cls, value: str) -> str:
        try:
            store_url(value)
        except StoreUrlError as error:
            raise ValueError(str(error)) from None
        return value

    @field_validator("contact")
    @classmethod
    def _valid_email(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+", value):
            raise ValueError(f"expected an email address, found {value!r}")
        return value

    @field_validator("readers", mode="before")
    @classmethod
    def _valid_readers(cls, value: str) -> str:
        if value.lower() not in get_args(Readers):
            raise ValueError(f"expected one of {', '.join(get_args(Readers))}; found {value!r}")
        return value.lower()

    @field_validator("log_level")
    @classmethod
    def _valid_level(cls, value: str) -> str:
        if value.upper() not in LEVELS:
            raise ValueError(f"expected one of {', '.join(LEVELS)}; found {value!r}")
        return value.upper()

    @property
    def store_url(self) -> URL:
        return store_url(self.database)

    @property
    def index_folder(self) -> Path:
        """Default: beside the SQLite file; for PostgreSQL, in data/."""
        if self.index is not None:
            return self.index
        url = self.store_url
        beside = Path(url.database or "paperbot") if is_sqlite(url) else Path("data") / (url.database or "paperbot")
        return beside.with_name(beside.name + ".index")


def read_settings(*, needs_token: bool, **given: Any) -> Settings:
    """Raises SettingsError with all problems at once. `given` overrides the environment."""
    problems: list[str] = []
    settings = None
    try:
        settings = Settings(**given)
    except ValidationError as error:
        problems = [_problem_text(dict(problem)) for problem in error.errors(include_input=False, include_url=False)]
    is_token_wrong = any(problem.startswith("DISCORD_TOKEN") for problem in problems)
    if needs_token and not is_token_wrong and not _is_token_given(settings):
        problems.insert(0, "DISCORD_TOKEN: not set; the README explains how to get a token")
    if settings is None or problems:
        raise SettingsError(problems)
    return settings


def _is_token_given(settings: Settings | None) -> bool:
    if settings is not None:
        return settings.token is not None
    return bool((_environment().get("DISCORD_TOKEN") or "").strip())


def _problem_text(problem: dict[str, Any]) -> str:
    return f"{problem['loc'][0]}: {problem['msg'].removeprefix('Value error, ')}"


def unknown_settings() -> list[str]:
    """PAPERBOT_* names that are not settings: most likely typos."""
    known = {field.alias for field in Settings.model_fields.values()}
    return sorted(name for name in _environment() if name.startswith("PAPERBOT_") and name not in known)


def _environment() -> Mapping[str, str | None]:
    return {**dotenv_values(".env"), **os.environ}

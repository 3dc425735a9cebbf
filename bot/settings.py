"""The settings: the environment and .env, read once. Nothing else in the bot reads the environment."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL

from storage.database.database import StoreUrlError, is_sqlite, store_url
from storage.schema.library import LIVE
from storage.text.arxiv_taxonomy import CATEGORIES

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """Every problem of the settings, a line each. Holds no secret."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _parted(is_one: Callable[[str], bool], expected: str) -> BeforeValidator:
    def parse(value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[,\s]+", value) if part]
        if not all(map(is_one, parts)):
            raise ValueError(f"expected {expected} parted by commas, found {value!r}")
        return parts

    return BeforeValidator(parse)


GUILDS = _parted(str.isdecimal, "ids of servers, numbers")
SERVICES = _parted(LIVE.__contains__, f"some of {', '.join(LIVE)},")
CATEGORIES_OF_ARXIV = _parted(CATEGORIES.__contains__, "categories of arXiv such as cs.CL,")


class Settings(BaseSettings):
    """What an admin can set; .env.example describes each in words."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )
    token: SecretStr | None = Field(default=None, alias="DISCORD_TOKEN")
    database: str = Field(default="sqlite:///data/paperbot.db", alias="DATABASE_URL", repr=False)
    seeds: Path = Field(default=Path("seeds"), alias="PAPERBOT_SEEDS")
    guilds: Annotated[list[int], NoDecode, GUILDS] = Field(default=[], alias="PAPERBOT_GUILDS")
    index: Path | None = Field(default=None, alias="PAPERBOT_INDEX")
    log_level: str = Field(default="INFO", alias="PAPERBOT_LOG_LEVEL")
    live: Annotated[list[str], NoDecode, SERVICES] = Field(default=[], alias="PAPERBOT_LIVE")
    contact: str | None = Field(default=None, alias="PAPERBOT_CONTACT")
    arxiv_categories: Annotated[list[str], NoDecode, CATEGORIES_OF_ARXIV] = Field(
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
    def _is_one_word(cls, value: SecretStr | None) -> SecretStr | None:
        stripped = value.get_secret_value().strip() if value else ""
        if re.search(r"\s", stripped):
            raise ValueError("expected the token alone, found white space in it")
        return SecretStr(stripped) if stripped else None

    @field_validator("database")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        try:
            store_url(value)
        except StoreUrlError as error:
            raise ValueError(str(error)) from None
        return value

    @field_validator("contact")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+", value):
            raise ValueError(f"expected an e-mail address, found {value!r}")
        return value

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        if value.upper() not in LEVELS:
            raise ValueError(f"expected one of {', '.join(LEVELS)}")
        return value.upper()

    @property
    def store_url(self) -> URL:
        return store_url(self.database)

    @property
    def index_folder(self) -> Path:
        """Beside the database's file; for a database elsewhere, under data/."""
        if self.index is not None:
            return self.index
        url = self.store_url
        beside = Path(url.database or "paperbot") if is_sqlite(url) else Path("data") / (url.database or "paperbot")
        return beside.with_name(beside.name + ".index")


def read_settings(*, needs_token: bool, **given: Any) -> Settings:
    """Raises SettingsError with every problem at once. `given` stands before the environment."""
    problems: list[str] = []
    settings = None
    try:
        settings = Settings(**given)
    except ValidationError as error:
        problems = [_problem(dict(problem)) for problem in error.errors(include_input=False, include_url=False)]
    token_wrong = any(problem.startswith("DISCORD_TOKEN") for problem in problems)
    if needs_token and not token_wrong and not _token_given(settings):
        problems.insert(0, "DISCORD_TOKEN: missing; the README tells how to get one")
    if settings is None or problems:
        raise SettingsError(problems)
    return settings


def _token_given(settings: Settings | None) -> bool:
    if settings is not None:
        return settings.token is not None
    return bool((_surroundings().get("DISCORD_TOKEN") or "").strip())


def _problem(problem: dict[str, Any]) -> str:
    return f"{problem['loc'][0]}: {problem['msg'].removeprefix('Value error, ')}"


def unknown_settings() -> list[str]:
    """PAPERBOT_* names that mean nothing: most likely a slip of the pen."""
    known = {field.alias for field in Settings.model_fields.values()}
    return sorted(name for name in _surroundings() if name.startswith("PAPERBOT_") and name not in known)


def _surroundings() -> Mapping[str, str | None]:
    return {**dotenv_values(".env"), **os.environ}

"""Request bodies against Discord's own OpenAPI description, where it lies next to the repository; else nothing."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tests.standin.world import Json

DESCRIPTION = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"


@cache
def _description() -> Json:
    if not DESCRIPTION.exists():
        return {"paths": {}, "components": {}}
    whole: Json = _relaxed(json.loads(DESCRIPTION.read_text(encoding="utf-8")))
    # Discord takes ids as numbers too, and discord.py sends some so.
    whole["components"]["schemas"]["SnowflakeType"] = {"type": ["string", "integer"]}
    return whole


def _relaxed(part: Any) -> Any:
    """Its `oneOf` are unions whose members overlap (an empty list of choices is of each kind): one will do."""
    if isinstance(part, dict):
        return {("anyOf" if key == "oneOf" else key): _relaxed(value) for key, value in part.items()}
    return [_relaxed(value) for value in part] if isinstance(part, list) else part


@cache
def _routes() -> list[tuple[re.Pattern[str], str]]:
    """Those with the fewest blanks first: /messages/@original before /messages/{message_id}."""
    paths = sorted(_description()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"), path) for path in paths]


@cache
def _validator(method: str, path: str) -> Draft202012Validator | None:
    operation = _description()["paths"][path].get(method.lower(), {})
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return None
    return Draft202012Validator({**schema, "components": _description()["components"]})


def schema_problems(method: str, path: str, body: Any) -> list[str]:
    known = next((template for pattern, template in _routes() if pattern.match(path)), None)
    validator = _validator(method, known) if known else None
    worst = best_match(validator.iter_errors(body)) if validator else None
    return [f"OpenAPI: {worst.json_path}: {worst.message[:300]}"] if worst else []

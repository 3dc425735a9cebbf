"""Every text that a person can read, for review: the commands with their options, and the strings in the code.

Of a string with values in it the values are shown as {…}.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from tests.constants import ROOT

PLACES = ("commands", "storage", "bot")
NO_TEXTS = ("storage/migrations", "storage/schema")
SQL = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|BEGIN|COMMIT|ROLLBACK|PRAGMA|VACUUM|WITH|ATTACH)\b"
)
NOT_READ = re.compile(r"(re|regex|log|logger|warnings)\.\w+|text|compile|TypeVar|ParamSpec|getLogger")
"""Called with patterns, SQL and lines of the log."""


LABELS = ("label", "title", "placeholder")


def command_texts(tree: app_commands.CommandTree[Any]) -> Iterator[str]:
    for command in sorted(tree.walk_commands(), key=lambda command: command.qualified_name):
        yield f"/{command.qualified_name}: {command.description}"
        if isinstance(command, app_commands.Command):
            for option in command.parameters:
                choices = ", ".join(choice.name for choice in option.choices)
                yield f"    {option.display_name}: {option.description}" + (f" [{choices}]" if choices else "")
    for kind in (discord.AppCommandType.message, discord.AppCommandType.user):
        yield from (f"Apps → {command.name}" for command in tree.get_commands(type=kind))


def code_texts() -> Iterator[str]:
    """Each file that has some, then its texts in their order."""
    for path in sorted(path for place in PLACES for path in (ROOT / place).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(NO_TEXTS) and (texts := list(dict.fromkeys(texts_of(path)))):
            yield f"\n# {name}"
            yield from texts


def texts_of(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    skipped = {id(inner) for node in ast.walk(tree) for inner in _skipped(node)}
    labels = {id(label) for node in ast.walk(tree) for label in _labels(node)}
    for node in _in_order(tree):
        text = _text(node)
        if text is not None and id(node) not in skipped and (_is_sentence(text) or (id(node) in labels and text)):
            yield repr(text)[1:-1] if "\n" in text else text


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    """As `ast.walk`, but in the order of the file, and not into the parts of a string with values in it."""
    yield node
    children = ast.iter_child_nodes(node)
    if isinstance(node, ast.JoinedStr):
        children = (part.value for part in node.values if isinstance(part, ast.FormattedValue))
    for child in children:
        yield from _in_order(child)


def _skipped(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, unless they are the help of the command line; arguments of log, database and regex calls."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant) and not _is_command(node):
            yield child.value
    if isinstance(node, ast.Call) and NOT_READ.fullmatch(ast.unparse(node.func)):
        yield from (inner for argument in node.args for inner in ast.walk(argument))


def _labels(node: ast.AST) -> Iterator[ast.AST]:
    """Texts of which one word is enough: of buttons, menus and the fields of a card."""
    if isinstance(node, ast.Call):
        names = {*LABELS, "name"} if ast.unparse(node.func).endswith("add_field") else LABELS
        yield from (argument.value for argument in node.keywords if argument.arg in names)


def _is_command(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(ast.unparse(decorator).startswith("app.command(") for decorator in decorators)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{…}" for part in node.values)
    return None


def _is_sentence(text: str) -> bool:
    words = text.replace("{…}", "").strip()
    is_long = " " in words or words.endswith((".", "…"))
    return is_long and bool(re.search("[A-Za-z]{2}", words)) and not SQL.match(text)

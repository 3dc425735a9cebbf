"""The base of every button and menu: all of its state is in its custom_id, so it still works after a restart.

A component declares its custom_id once, as a format that names the kind of each field:

    class SavePaper(ButtonComponent, custom_id="save:paper:{paper:id}"):
        paper: int
        label: str = "Save"

        async def press(self, interaction: discord.Interaction) -> None: ...

The pattern that Discord's events are matched with, the custom_id of an instance, and the instance that belongs to a
custom_id all come from that format. Fields that are not in it need a default; they only affect what is displayed.
"""

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from string import Formatter
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

import discord

from commands.ui.access import is_refused
from commands.ui.faults import apologies, custom_id_of
from commands.ui.reply import Button, Item, Select


@dataclass(frozen=True, slots=True)
class IdField:
    """A kind of field in a custom_id: its regular expression, and how its text becomes a value."""

    pattern: str
    read: Callable[[str], Any] = str


ID_FIELDS = {
    "id": IdField(r"\d{1,18}", int),
    "optional_id": IdField(r"\d{0,18}", lambda text: int(text) if text else None),
    "snowflake": IdField(r"\d{1,20}", int),
    "number": IdField(r"\d{1,9}", int),
    "word": IdField(r"\w{1,20}"),
    "key": IdField(r"[\w.-]{1,50}"),
    "rest": IdField(r"[\w.-]{0,60}"),
    "hash": IdField(r"[0-9a-f]{16}"),
    "optional_hash": IdField(r"[0-9a-f]{16}|-"),
    "optional_date": IdField(r"[0-9-]{0,10}", lambda text: dt.date.fromisoformat(text) if text else None),
    "subject": IdField(r"(?:author|paper):\d{1,18}"),
}
NEVER = r"(?!)"
ItemT = TypeVar("ItemT", bound=discord.ui.Item[Any])


def _id_field(kind: str) -> IdField:
    """Of a kind such as `back|next`, each alternative is a value."""
    return IdField(kind) if "|" in kind else ID_FIELDS[kind]


def _pattern(custom_id: str) -> str:
    parts = Formatter().parse(custom_id)
    return "".join(
        re.escape(text) + (f"(?P<{name}>{_id_field(kind or '').pattern})" if name else "")
        for text, name, kind, _ in parts
    )


class _IdText:
    """A value in a custom_id: None is empty, a date is in ISO 8601."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, kind: str) -> str:
        if self._value is None:
            return ""
        return self._value.isoformat() if isinstance(self._value, dt.date) else str(self._value)


@dataclass_transform(kw_only_default=True, eq_default=False)
class Component(discord.ui.DynamicItem[ItemT], ABC, template=NEVER):
    """Subclasses are dataclasses; every field is given by keyword."""

    manages_library: ClassVar[bool] = False
    """Whether only those who may manage the library may press it, whoever the message was sent to."""
    is_for_all: ClassVar[bool] = False
    """Whether those who cannot read the library may press it, too."""
    in_servers_only: ClassVar[bool] = False
    """Whether it is left out of direct messages."""
    _format: ClassVar[str] = ""

    def __init_subclass__(cls, *, custom_id: str = "") -> None:
        super().__init_subclass__(template=_pattern(custom_id) if custom_id else NEVER)
        cls._format = custom_id
        dataclass(kw_only=True, eq=False, repr=False)(cls)
        if missing := cls._id_kinds().keys() - {field.name for field in fields(cls)}:  # pyright: ignore[reportArgumentType]
            raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(missing))}")

    def __post_init__(self) -> None:
        values = {name: _IdText(getattr(self, name)) for name in self._id_kinds()}
        super().__init__(self.build(self._format.format(**values)))

    @abstractmethod
    def build(self, custom_id: str) -> ItemT:
        """The button or menu to display."""

    @abstractmethod
    async def press(self, interaction: discord.Interaction) -> None:
        """Answers the interaction."""

    @classmethod
    def _id_kinds(cls) -> dict[str, str]:
        return {name: kind or "" for _, name, kind, _ in Formatter().parse(cls._format) if name}

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> Self:
        return cls(**{name: _id_field(kind).read(match[name]) for name, kind in cls._id_kinds().items()})

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if not await is_refused(interaction, manages_library=self.manages_library, is_for_all=self.is_for_all):
                await self.press(interaction)


class ButtonComponent(Component[Button]):
    label: str = ""
    style: discord.ButtonStyle = discord.ButtonStyle.secondary
    disabled: bool = False

    def build(self, custom_id: str) -> Button:
        return Button(label=self.label, style=self.style, disabled=self.disabled, custom_id=custom_id)


class MenuComponent(Component[Select]):
    """`options` are needed to display it; what was chosen is in `item.values`."""

    placeholder: str = ""
    options: Sequence[discord.SelectOption] = ()
    max_values: int = 1

    def build(self, custom_id: str) -> Select:
        return Select(
            custom_id=custom_id,
            placeholder=self.placeholder,
            options=list(self.options),
            max_values=self.max_values,
        )


ComponentClass = type[Component[Any]]


def is_unknown_component(interaction: discord.Interaction, known: Sequence[ComponentClass]) -> bool:
    """Whether it is a button or menu of a message that another version of the bot sent."""
    if interaction.type is not discord.InteractionType.component:
        return False
    custom_id = custom_id_of(interaction)
    return not any(component.__discord_ui_compiled_template__.fullmatch(custom_id) for component in known)

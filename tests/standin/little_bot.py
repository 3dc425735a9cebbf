"""A bot in discord.py with a little of everything, to prove the stand-in by."""

import io

import discord
from discord import app_commands

FRUIT = ("apple", "apricot", "banana")


class Shelf(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="More of it", custom_id="more")
    async def more(self, interaction: discord.Interaction, button: discord.ui.Button) -> None:
        await interaction.response.send_message("more", ephemeral=True)

    @discord.ui.select(
        custom_id="pick", options=[discord.SelectOption(label=name.title(), value=name) for name in FRUIT]
    )
    async def pick(self, interaction: discord.Interaction, menu: discord.ui.Select) -> None:
        await interaction.response.edit_message(content=f"picked {menu.values[0]}")


class Note(discord.ui.Modal, title="A note"):
    text = discord.ui.TextInput(label="Text", custom_id="text")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.text.value}")


class LittleBot(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        everywhere = app_commands.AppInstallationType(guild=True, user=True)
        self.tree = app_commands.CommandTree(self, allowed_installs=everywhere)

    async def setup_hook(self) -> None:
        self.add_view(Shelf())
        for command in (find, post, think, quiet, note, huge, chart, home, Pair()):
            self.tree.add_command(command)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits 5 s before it identifies anew."""


@app_commands.command(description="Finds a fruit")
async def find(interaction: discord.Interaction, word: app_commands.Range[str, 1, 50]) -> None:
    embed = discord.Embed(title=word, description="A fruit <@1100000000000000011>")
    await interaction.response.send_message(embed=embed, view=Shelf())


@find.autocomplete("word")
async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name.title(), value=name) for name in FRUIT if name.startswith(typed)]


@app_commands.command(description="Posts in the channel")
async def post(interaction: discord.Interaction, text: str, nonce: str = "") -> None:
    await interaction.response.defer(ephemeral=True)
    try:
        await interaction.channel.send(text, nonce=nonce or None)
    except (TimeoutError, OSError, discord.HTTPException) as error:
        await interaction.followup.send(f"trouble: {type(error).__name__}")
    except Exception as error:
        await interaction.followup.send(f"lost: {type(error).__name__}")
    else:
        await interaction.followup.send("posted")


@app_commands.command(description="Thinks, then edits, then follows up")
async def think(interaction: discord.Interaction) -> None:
    await interaction.response.defer()
    await interaction.edit_original_response(content="thought")
    await interaction.followup.send("and more", ephemeral=True)


@app_commands.command(description="Never answers")
async def quiet(interaction: discord.Interaction) -> None:
    return


@app_commands.command(description="Opens a form")
async def note(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Note())


@app_commands.command(description="Sends what Discord does not take")
async def huge(interaction: discord.Interaction) -> None:
    try:
        await interaction.response.send_message(embed=discord.Embed(title="𝒳" * 200, description=" "))
    except discord.HTTPException as error:
        await interaction.response.send_message(f"refused with {error.status}, {error.code}")


@app_commands.command(description="Sends a picture")
async def chart(interaction: discord.Interaction) -> None:
    embed = discord.Embed(title="Chart").set_image(url="attachment://chart.png")
    await interaction.response.send_message(embed=embed, file=discord.File(io.BytesIO(b"PNG"), "chart.png"))


@app_commands.command(description="In servers only")
@app_commands.guild_only()
async def home(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(f"{interaction.context.guild} {interaction.user.display_name}")


class Pair(app_commands.Group, name="pair", description="Pairs"):
    @app_commands.command(description="Adds a pair")
    @app_commands.choices(colour=[app_commands.Choice(name="Red", value=1), app_commands.Choice(name="Blue", value=2)])
    async def add(self, interaction: discord.Interaction, who: discord.User, colour: int) -> None:
        await interaction.response.send_message(f"{who.display_name} {colour} {interaction.context.private_channel}")

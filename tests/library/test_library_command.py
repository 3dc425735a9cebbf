"""/library: uploads, status, refresh and export; and hostile files."""

import datetime as dt
import io
import json
import zipfile
from typing import Any
from unittest.mock import AsyncMock

import discord
import pytest

from commands.library.upload import BEING_IMPORTED, MAX_BYTES, MAX_LINES, DiscardUpload, ImportUpload
from storage.importing.report import FileReport
from storage.library import Library
from tests.announcements.test_following import text_of
from tests.conftest import NOW, SEEDS, Lab
from tests.reading_lists.test_reading_list import labels

SEED = (SEEDS / "pierre-stock.txt").read_text()
BREAD = {"title": "Bread", "arxiv_id": "2403.00001", "authors": ["Ada Baker"], "abstract": "On bread."}
TRICK = "@everyone [x](https://evil.example) <@123456789012345678> ```\u202e **bold**"


async def upload(lab: Lab, name: str, data: str | bytes, person=None, **options):
    file = (name, data.encode() if isinstance(data, str) else data)
    return await (person or lab.ada).slash(lab.channel, "library import", file=file, **options)


def fields(message: discord.Message) -> dict[str, str]:
    return {field.name: field.value for field in message.embeds[0].fields}


async def count(lab: Lab) -> str:
    return fields((await lab.ann.slash(lab.channel, "about")).response)["Papers"]


async def test_a_file_is_previewed_first_and_imported_by_the_button(lab: Lab):
    shown = await upload(lab, "bread.jsonl", json.dumps(BREAD))
    assert shown.ephemeral
    assert shown.response.embeds[0].title == "Preview of bread.jsonl"
    assert fields(shown.response)["New papers"] == "Bread"
    assert await count(lab) == "23", "nothing is written before somebody says so"
    pressed = await lab.ada.click(shown.response, label="Import")
    assert pressed.response.embeds[0].title == "Imported bread.jsonl"
    assert labels(pressed.response) == []
    assert await count(lab) == "24"
    found = await lab.ann.slash(lab.channel, "paper", title="Bread")
    assert found.response.embeds[0].title == "Bread"


async def test_the_buttons_work_after_a_restart_and_only_once(lab: Lab):
    shown = await upload(lab, "bread.jsonl", json.dumps(BREAD))
    again = await upload(lab, "bread.jsonl", json.dumps(BREAD))
    await lab.restart()
    await lab.ada.click(shown.response, label="Import")
    assert await count(lab) == "24"
    second = await lab.ada.click(again.response, label="Import")
    assert "Nothing new" in second.response.embeds[0].title
    assert await count(lab) == "24"


async def test_a_second_press_says_that_the_file_is_being_imported(lab: Lab, monkeypatch: pytest.MonkeyPatch):
    shown = await upload(lab, "bread.jsonl", json.dumps(BREAD))
    key = shown.response.components[0]["components"][0]["custom_id"].split(":")[1]
    load, answers = Library.import_file, AsyncMock()

    async def load_while_others_press(library: Library, *args: Any) -> FileReport:
        for button in (ImportUpload(key=key, captured=None), DiscardUpload(key=key)):
            await button.press(answers)
        return await load(library, *args)

    monkeypatch.setattr(Library, "import_file", load_while_others_press)
    pressed = await lab.ada.click(shown.response, label="Import")
    assert pressed.response.embeds[0].title == "Imported bread.jsonl"
    said = [call.args[0] for call in answers.response.send_message.await_args_list]
    assert said == [BEING_IMPORTED, BEING_IMPORTED]


async def test_a_discarded_upload_is_gone(lab: Lab):
    first = await upload(lab, "bread.jsonl", json.dumps(BREAD))
    assert labels(first.response) == ["Import", "Discard"]
    pressed = await lab.ada.click(first.response, label="Discard")
    assert "Nothing was imported" in text_of(pressed)
    assert await count(lab) == "23"


async def test_an_upload_expires_after_a_week(lab: Lab):
    first = await upload(lab, "bread.jsonl", json.dumps(BREAD))
    lab.env.backend.clock.advance(8 * 24 * 3600)
    await upload(lab, "other.jsonl", json.dumps({"title": "Other"}))
    late = await lab.ada.click(first.response, label="Import")
    assert "This upload is gone" in late.followups[-1].content
    assert await count(lab) == "23"


async def test_a_newer_copy_of_a_profile_shows_old_and_new_and_what_vanished(lab: Lab):
    start = SEED.index("SDJul 17, 2025")
    entry_end = SEED.index("\n\n", SEED.index("\n\n", SEED.index("Voxtral", start)) + 2) + 2
    newer = SEED[:start] + SEED[SEED.index("\n\n", entry_end) + 2 :]
    newer = newer.replace("h-index27", "h-index30")
    shown = await upload(lab, "pierre-stock.txt", newer, captured="2026-11-30")
    assert "is in the future" in text_of(shown), "the simulated clock stands in January 2026"
    lab.env.backend.clock.advance((NOW + dt.timedelta(days=8) - lab.env.now()).total_seconds())
    shown = await upload(lab, "pierre-stock.txt", newer, captured="2026-11-30")
    parts = fields(shown.response)
    assert "h-index: 27 → 30" in parts["Profile"]
    assert parts["No longer listed (kept and marked)"] == "Voxtral"
    await lab.ada.click(shown.response, label="Import")
    card = await lab.ann.slash(lab.channel, "paper", title="Voxtral")
    assert fields(card.response)["No longer listed"] == "Not on Pierre Stock’s profile since 30 Nov 2026"
    await upload(lab, "pierre-stock.txt", newer)
    status = await lab.ada.slash(lab.channel, "library status")
    assert "22 papers, 1 no longer listed" in text_of(status)


async def test_a_preview_without_changes_has_no_buttons(lab: Lab):
    same = await upload(lab, "pierre-stock.txt", SEED)
    assert "Nothing new in" in same.response.embeds[0].title
    assert labels(same.response) == []
    bad = await upload(lab, "bad.jsonl", "{]\n")
    assert labels(bad.response) == []
    assert "bad.jsonl\\:1" in text_of(bad)


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("profile.txt", SEED)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("profile.txt", zipped(), "zip"),
        ("papers.jsonl", zipped(), "zip"),
        ("papers.bib", b"%PDF-1.7\n" + bytes(range(256)) * 9, "PDF"),
        ("profile.txt", b"MZ\x90\x00\x03" + bytes(999), "text"),
        ("papers.ris", b"MZ\x90\x00\x03" + bytes(999), "binary"),
        ("papers.bib", b"\x7fELF" + bytes(999), "binary"),
        ("profile.exe", b"hello", "extensions"),
        ("profile", b"hello", "extensions"),
        ("profile.txt", b"", "empty"),
        ("papers.jsonl", b"", "Nothing new"),
        ("papers.bib", b" \n", "empty"),
        ("profile.txt", b"x" * (MAX_BYTES + 1), "found 8,388,609 bytes"),
        ("profile.txt", b"\n" * 10_000_000, "8 MiB"),
        ("profile.txt", b"\n" * (MAX_LINES + 1), "lines"),
        ("papers.jsonl", b"x\n" * (MAX_LINES + 1), "lines"),
        ("papers.ris", b"\r" * (MAX_LINES + 1), "lines"),
    ],
)
async def test_an_unsuitable_file_is_rejected_with_a_reason(lab: Lab, name, data, words):
    said = await upload(lab, name, data)
    assert said.ephemeral
    assert words in text_of(said)
    assert labels(said.response) == []
    assert await count(lab) == "23"


async def test_a_file_of_25_mib_is_not_downloaded(lab: Lab, monkeypatch):
    async def fetched(*args, **kwargs):
        raise AssertionError("it was fetched")

    monkeypatch.setattr(discord.Attachment, "read", fetched)
    said = await upload(lab, "profile.txt", b"x" * (25 * 1024 * 1024 - 1))
    assert "found 25.0 MiB" in text_of(said)


async def test_a_failed_download_is_reported(lab: Lab, monkeypatch):
    async def lost(*args, **kwargs):
        raise TimeoutError

    monkeypatch.setattr(discord.Attachment, "read", lost)
    said = await upload(lab, "bread.jsonl", json.dumps(BREAD))
    assert "could not be downloaded from Discord" in text_of(said)


async def test_markup_and_mentions_in_a_file_are_shown_as_plain_text(lab: Lab):
    lines = [{"title": f"{TRICK} {n}", "authors": [TRICK], "citations": TRICK} for n in range(30)]
    lines += [{"title": f"{TRICK} good {n}"} for n in range(5)]
    said = await upload(lab, "@everyone `x`.jsonl", "\n".join(map(json.dumps, lines)))
    text = text_of(said) + (said.response.embeds[0].title or "")
    assert "[x](https://evil.example)" not in text
    assert "@everyone" not in text
    assert "<@123456789012345678>" not in text
    assert "\u202e" not in text
    assert [file.filename for file in said.response.attachments] == ["report.txt"]
    assert b"rejected" in await said.response.attachments[0].read()


@pytest.mark.parametrize("command", ["status", "undo", "refresh"])
async def test_only_people_with_manage_server_can_use_it(lab: Lab, command):
    command_id = int(lab.env.backend.find_command("library", None)["id"])
    lab.guild.set_command_permissions(command_id, {lab.ann: True, lab.bob: True})  # Discord hides it by itself
    said = await lab.ann.slash(lab.channel, f"library {command}")
    assert "Manage Server" in text_of(said)
    assert said.ephemeral
    said = await upload(lab, "bread.jsonl", json.dumps(BREAD), person=lab.bob)
    assert "Manage Server" in text_of(said)


async def test_buttons_check_the_permission_too(lab: Lab):
    await lab.ada.click((await upload(lab, "bread.jsonl", json.dumps(BREAD))).response, label="Import")
    shown = await upload(lab, "jam.jsonl", json.dumps({"title": "Jam"}))
    undo = await lab.ada.slash(lab.channel, "library undo")
    await demote(lab)
    for result, label in ((shown, "Import"), (shown, "Discard"), (undo, "Undo")):
        pressed = await lab.ada.click(result.response, label=label)
        assert "Manage Server" in text_of(pressed)
    assert await count(lab) == "24"


async def demote(lab: Lab) -> None:
    role = next(role for role in lab.env.bot.get_guild(lab.guild.id).roles if role.name == "Admin")
    await role.edit(permissions=discord.Permissions.none())


async def test_status_shows_profiles_changes_and_sources(lab: Lab):
    shown = await lab.ada.slash(lab.channel, "library status")
    parts = fields(shown.response)
    assert parts["Profiles, oldest text first"].startswith("**Pierre Stock** (pierre-stock.txt): 23 Nov 2026")
    assert "23 papers" in parts["Profiles, oldest text first"]
    assert parts["Live sources"] == "None configured (`PAPERBOT_LIVE`)."
    assert "**#1** 23 Nov 2026: pierre-stock.txt, 23 new" in parts["Latest changes"]
    assert "/library refresh" not in text_of(await lab.ada.slash(lab.channel, "library refresh"))


async def test_status_attaches_the_profiles_that_do_not_fit(lab: Lab):
    for n in range(30):
        text = f"Person {n}\n\nLG\nh-index3\n\n1 Papers\n\nCLOct 10, 2023Code\nPaper {n} of {n * 7}\n\n"
        text += f"Person {n} et al. · mit\n\nText {n}.\n"
        report = await lab.shelf.load(f"person-{n}.txt", text, captured=dt.date(2025, 1, 1) + dt.timedelta(days=n))
        assert report.ok, report
    shown = await lab.ada.slash(lab.channel, "library status")
    words = text_of(shown)
    assert "31 profiles" in words
    assert "Person 0" in words
    (file,) = shown.response.attachments
    listed = (await file.read()).decode()
    assert all(f"Person {n} (person-{n}.txt)" in listed for n in range(30))


async def test_the_library_can_be_exported_but_an_export_cannot_be_uploaded(lab: Lab):
    await lab.bob.slash(lab.channel, "follow field", field="cs.LG")
    taken = await lab.ada.slash(lab.channel, "library export")
    assert taken.ephemeral
    (file,) = taken.response.attachments
    with zipfile.ZipFile(io.BytesIO(await file.read())) as archive:
        whole = archive.read("library.jsonl").decode()
        assert set(archive.namelist()) == {"library.jsonl", "papers.bib", "papers.csv", "authors.csv"}
    assert "Mistral 7B" in whole
    assert str(lab.bob.id) not in whole
    assert "an exported library" in text_of(await upload(lab, "library.jsonl", whole))

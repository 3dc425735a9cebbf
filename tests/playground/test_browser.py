"""A newcomer opens the playground, types, chooses and presses."""

import asyncio
import re
import signal
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.patience import patient
from tests.playground.page import browser_path, opened, playground, type_command

needs_browser = pytest.mark.skipif(browser_path() is None, reason="no Chromium is installed")


@needs_browser
async def test_a_newcomer_types_chooses_and_presses():
    async with playground(DISCORD_TOKEN="never.read.here") as (_, address), opened(address) as page:
        await type_command(page, "author", "stock p", pick="Pierre Stock")
        card = page.locator("article, .message, [data-message-id]").filter(has_text="h-index").last
        for shown in ("Pierre Stock", "27", "23", "7,749", "51%", "59"):
            await expect(card).to_contain_text(shown)
        await page.get_by_role("button", name="All 23 papers").click()
        await expect(page.get_by_text("page 1 of 3")).to_be_visible()
        await page.get_by_role("button", name="Next ▶").click()
        await expect(page.get_by_text("page 2 of 3")).to_be_visible()
        await type_command(page, "paper", "mistrl 7b")
        await expect(page.get_by_text("We introduce Mistral 7B v0.1").first).to_be_visible()
        await page.get_by_role("button", name="Whole abstract").click()
        await expect(page.get_by_text("Only you can see this")).to_be_visible()
        await page.get_by_label("Viewing as").select_option(label="ada-admin")
        await expect(page.get_by_text("Only you can see this")).to_have_count(0)
        await type_command(page, "about")
        await expect(page.get_by_text("Everything is working")).to_be_visible()


async def test_it_ends_when_told_and_leaves_nothing_and_a_second_one_says_that_the_port_is_taken(tmp_path: Path):
    async with playground(TMPDIR=str(tmp_path)) as (process, address):
        port = re.search(r":(\d+)/", address)[1]
        async with playground("--port", port) as (second, nothing):
            assert nothing == ""
            _, errors = await second.communicate()
            assert second.returncode == 1
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), patient(5)) == 0
    assert [left for left in tmp_path.iterdir() if left.name.startswith("paperbot-")] == []
    assert "The playground could not be opened" in errors.decode()
    assert "Traceback" not in errors.decode()


async def test_bad_seeds_do_not_stop_it(tmp_path: Path):
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    async with playground("--seeds", str(tmp_path)) as (process, address):
        assert address
        process.send_signal(signal.SIGINT)
        _, errors = await process.communicate()
    assert process.returncode == 0
    assert "bad.txt" in errors.decode()

"""The playground in a browser: what a newcomer does there."""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

from tests.patience import patient

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def browser_path() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@asynccontextmanager
async def playground(*arguments: str, **environment: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The process, and the address that it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "playground", *arguments),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(patient(30)):
            address = None
            while address is None and (line := await process.stdout.readline()):
                address = re.search(r"http://127\.0\.0\.1:\d+/\S*", line.decode())
        yield process, address[0] if address else ""
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@asynccontextmanager
async def opened(address: str, *, width: int = 1100, height: int = 1400) -> AsyncIterator[Page]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=browser_path(), args=list(QUIET))
        page = await browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(patient(15) * 1000)
        expect.set_options(timeout=patient(5) * 1000)
        await page.goto(address)
        yield page
        await browser.close()


async def type_command(page: Page, name: str, words: str = "", *, pick: str = "") -> None:
    """Types it key by key. `pick`: the first choice of autocomplete, which is taken; empty: the words go as typed."""
    box = page.locator("#channel-composer-input")
    await box.click()
    await page.keyboard.type(f"/{name}", delay=15)
    options = page.locator("[role=option]:visible")
    await options.filter(has_text=f"/{name}").first.wait_for()
    await page.keyboard.press("Enter")
    if words:
        await page.keyboard.type(words, delay=15)
    if pick:
        await options.filter(has_text=pick).first.wait_for()
        await page.keyboard.press("Enter")
    elif words:
        await options.first.wait_for()
        await page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await page.keyboard.press("Enter")

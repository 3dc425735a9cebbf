"""Draws the README's picture of the playground: `python -m tests.playground.screenshot docs/playground.png`."""

import asyncio
import io
import sys
from pathlib import Path

from PIL import Image

from tests.playground.page import opened, playground, type_command


async def draw(target: Path) -> None:
    async with playground() as (_, address), opened(address, width=900, height=1560) as page:
        await type_command(page, "author", "stock p", pick="Pierre Stock")
        await page.get_by_text("h-index").first.wait_for()
        await type_command(page, "paper", "mistrl 7b", pick="Mistral 7B")
        await page.get_by_role("button", name="Whole abstract").wait_for()
        await page.mouse.move(0, 0)
        channel = page.get_by_role("main")
        picture = Image.open(io.BytesIO(await channel.screenshot()))
    picture.convert("RGB").quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))

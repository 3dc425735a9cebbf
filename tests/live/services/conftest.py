from collections.abc import AsyncIterator

import pytest

from tests.live.services.fake_server import Services, running


@pytest.fixture
async def services() -> AsyncIterator[Services]:
    async with running() as services:
        yield services

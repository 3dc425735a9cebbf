from collections.abc import AsyncIterator

import pytest

from tests.live.services.services import Services, running


@pytest.fixture
async def services() -> AsyncIterator[Services]:
    async with running() as services:
        yield services

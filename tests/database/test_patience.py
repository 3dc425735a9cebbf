"""A write waits a while for another one to end, and then says that the library is busy."""

import pytest

from storage.database.facts import read_fact, write_fact
from storage.library import LibraryBusyError
from tests.conftest import Shelf


async def test_a_write_that_another_one_keeps_waiting_says_that_the_library_is_busy(shelf: Shelf):
    shelf.library.store.patience = 0.05
    async with shelf.library.store.writing() as other:
        await write_fact(other, "bread", "rye")
        with pytest.raises(LibraryBusyError, match="another change"):
            await shelf.library.change(write_fact, "bread", "oat")
        assert await shelf.library.ask(read_fact, "bread") is None
    assert await shelf.library.ask(read_fact, "bread") == "rye"
    await shelf.library.change(write_fact, "bread", "oat")
    assert await shelf.library.ask(read_fact, "bread") == "oat"

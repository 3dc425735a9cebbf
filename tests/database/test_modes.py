"""What is kept about people is for the account that runs the bot."""

from pathlib import Path

from storage.database.database import store_url
from storage.library import open_library


async def test_a_new_database_and_its_folder_are_private(tmp_path: Path):
    folder = tmp_path / "data"
    library = await open_library(store_url(f"sqlite:///{folder}/paperbot.db"), None)
    files = [folder, *folder.iterdir()]
    assert [file.stat().st_mode & 0o077 for file in files] == [0] * len(files)
    assert len(files) > 1
    await library.close()


async def test_the_mode_of_a_database_that_is_there_is_left_alone(tmp_path: Path):
    file = tmp_path / "paperbot.db"
    await (await open_library(store_url(f"sqlite:///{file}"), None)).close()
    file.chmod(0o640)
    await (await open_library(store_url(f"sqlite:///{file}"), None)).close()
    assert file.stat().st_mode & 0o777 == 0o640

"""Seeds load at the start where they are new or changed; a bad one is shown and stops nothing."""

from bot.health import Health
from bot.seeds import load_seeds
from storage.importing.load import ImportContext
from tests.conftest import NOW, SEEDS, Shelf


async def test_only_new_and_changed_seeds_are_loaded(quick_shelf: Shelf, tmp_path):
    seed = (SEEDS / "pierre-stock.txt").read_text()
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "pierre.txt").write_text(seed)
    (folder / "README.md").write_text("not a seed")
    loads = [await load_seeds(quick_shelf.library, folder, ImportContext(NOW), Health()) for _ in range(2)]
    (folder / "pierre.txt").write_text(seed.replace("h-index27", "h-index28"))
    loads.append(await load_seeds(quick_shelf.library, folder, ImportContext(NOW), Health()))
    assert [[report.file for report in load] for load in loads] == [["pierre.txt"], [], ["pierre.txt"]]


async def test_a_bad_seed_is_named_in_the_health_at_every_start(quick_shelf: Shelf, tmp_path, caplog):
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    (tmp_path / "good.txt").write_bytes((SEEDS / "pierre-stock.txt").read_bytes())
    for _ in range(2):
        health = Health()
        await load_seeds(quick_shelf.library, tmp_path, ImportContext(NOW), health)
        assert len(health.problems()) == 1
        assert "bad.txt" in health.problems()[0]
    assert "bad.txt" in caplog.text


async def test_a_folder_that_is_missing_is_said(quick_shelf: Shelf, tmp_path):
    health = Health()
    await load_seeds(quick_shelf.library, tmp_path / "nowhere", ImportContext(NOW), health)
    assert "not found" in health.problems()[0]

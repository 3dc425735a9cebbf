import pytest

from commands.discovery.pictures.canvas import Sheet


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """The sheets drawn in this test, so that what is on them can be measured."""
    drawn: list[Sheet] = []
    png = Sheet.png

    def keep(sheet: Sheet) -> bytes:
        drawn.append(sheet)
        return png(sheet)

    monkeypatch.setattr(Sheet, "png", keep)
    return drawn

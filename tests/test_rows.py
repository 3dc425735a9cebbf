"""A table that is one test still tells of every row."""

import pytest

from tests.rows import each_row


def test_every_row_that_fails_is_told() -> None:
    @each_row(("given", "expected"), [(1, 1), (2, 3), (4, 5)])
    def is_itself(given: int, expected: int) -> None:
        assert given == expected

    with pytest.raises(ExceptionGroup, match="2 of 3 rows") as caught:
        is_itself()
    assert ["'given': 2" in str(failure.__notes__) for failure in caught.value.exceptions] == [True, False]

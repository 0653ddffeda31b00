from collections.abc import Iterator

import pytest
from played import Played, playing


@pytest.fixture
def web() -> Iterator[Played]:
    with playing() as played:
        yield played

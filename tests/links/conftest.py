from collections.abc import Iterator

import pytest
from support.fake_web import Played, playing


@pytest.fixture
def web() -> Iterator[Played]:
    with playing() as played:
        yield played

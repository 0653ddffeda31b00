from pathlib import Path

import pytest
from repositories import Place, place_at


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_at(tmp_path)

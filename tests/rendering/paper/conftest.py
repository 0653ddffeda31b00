"""The built PDFs, for the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.paper import words_to_compare

if TYPE_CHECKING:
    from support.project import Exemplar


@pytest.fixture(scope="session")
def korean_words(exemplar: Exemplar) -> str:
    """All the words of the Korean web pages, in which an eojeol stands whole."""
    return " ".join(words_to_compare(exemplar.page(path)) for path in exemplar.paths("ko/**/*.html"))

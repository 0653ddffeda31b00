"""Chinese characters in the simplified writing, in which traditional, Korean and Japanese forms of a name are one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache


@lru_cache(maxsize=4096)
def simplified(characters: str) -> str:
    """全國 and 全国 alike as 全国, by OpenCC's tables."""
    return _table("t2s")(_table("jp2t")(characters))


@cache
def _table(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC(name).convert

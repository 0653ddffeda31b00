"""How many facts, terms, sources and events the files of a site give together, and the first that is too many."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from pydantic import BaseModel

from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.core.written import Written

T = TypeVar("T", bound=BaseModel)


class Entries:
    """Counts entries as they are read, and takes none beyond the most that the site may have."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.unread: set[str] = set()
        """Files of which entries were left out."""
        self._count = 0

    @property
    def is_full(self) -> bool:
        """Whether an entry was left out: no file needs to be read any more."""
        return self._count > self.most

    def pass_over(self, path: str) -> None:
        """Note that a file is not read."""
        self.unread.add(path)

    def taken(self, found: dict[str, Written[T]]) -> Outcome[dict[str, Written[T]]]:
        """Those entries for which there is room; the first for which there is none is reported, once for the site."""
        room = max(self.most - self._count, 0)
        was_full = self.is_full
        self._count += len(found)
        if len(found) <= room:
            return Outcome(found)
        beyond = list(islice(found.values(), room, None))
        self.unread.update(each.span.path for each in beyond)
        problems = () if was_full else (self._too_many(beyond),)
        return Outcome(dict(islice(found.items(), room)), problems)

    def _too_many(self, beyond: Iterable[Written[T]]) -> Diagnostic:
        first = next(iter(beyond)).span
        message = f"with this entry the site has more than {self.most:,} facts, terms, sources and events together"
        hint = f"delete those that no text uses, or write limits: {{entries: {2 * self.most}}} in site.yaml"
        return error("work-fits-limits", f"{message}; it and those after it are not read", first, hint)

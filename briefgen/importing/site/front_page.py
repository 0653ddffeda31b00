"""What the first page shows, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.importing.imported import Remark
from briefgen.importing.site.project.earlier import EarlierImport
from briefgen.importing.site.slugs import HOME
from briefgen.importing.site.source.documents import SourceDocument

_NEWEST = 24
"""Documents that the settings name for the first page."""


_NAMED = 5


def front_page(
    documents: Iterable[SourceDocument], slugs: Mapping[str, str], in_order: Sequence[SourceDocument]
) -> list[str]:
    """The order of the first page: that of the folder, what the site puts in order, what has a date, newest first.

    Where most documents have a date, these come before those in order.
    """
    days = {
        slugs[it.key]: max(text.keys.published for text in it.texts.values())
        for it in documents
        if slugs[it.key] != HOME and not any(text.keys.draft for text in it.texts.values())
    }
    newest = sorted(filter(days.get, sorted(days)), key=lambda slug: days[slug], reverse=True)
    dated = newest[:_NEWEST] if len(newest) > 1 else []
    placed = [slugs[it.key] for it in in_order if it.key in slugs][:_NEWEST]
    both = [*dated, *placed] if len(dated) > len(placed) else [*placed, *dated]
    return list(dict.fromkeys([*({HOME} & set(slugs.values())), *both]))


def not_on_it(slugs: Iterable[str], earlier: EarlierImport) -> Iterator[Remark]:
    """What to say of new documents where ``home:`` stays as its author wrote it, and has none of them."""
    known = {*earlier.home, *earlier.slugs.values()}
    new = [slug for slug in dict.fromkeys(slugs) if slug not in known]
    if new and earlier.home:
        come = (
            f"{len(new)} new documents come last on the first page, or are"
            if len(new) > 1
            else ("1 new document comes last on the first page, or is")
        )
        named = ", ".join(new[:_NAMED]) + (", …" if len(new) > _NAMED else "")
        said = f"home: stays as you wrote it, so {come} not on it: write into the list what belongs there, of {named}"
        yield Remark("content/site.yaml", said)

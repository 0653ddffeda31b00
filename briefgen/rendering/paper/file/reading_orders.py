"""Two reading orders in one PDF: each language has one tree of bookmarks and one tree of tags, whole and in turn.

Pages of two languages alternate; a reader who hears the document, or moves about in it by its outline, reads one
language from the cover to the back, then the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefgen.rendering.paper.tags.tree import Structure, Tag

Bookmarks = list[Any]


def outline_by_language(document: Any, names: Mapping[str, str], languages: Sequence[str]) -> None:
    """Give ``document`` one bookmark a language, by its own name in ``names``, with all of its bookmarks below.

    ``languages`` has the language of each page, empty for a page that both share.
    """
    own = [list(page.bookmarks) for page in document.pages]

    def make_bookmark_tree(scale: float = 1, transform_pages: bool = False) -> Bookmarks:
        trees: Bookmarks = []
        for lang, name in names.items():
            for page, bookmarks, of in zip(document.pages, own, languages, strict=True):
                page.bookmarks = bookmarks if of == lang else []
            inside = type(document).make_bookmark_tree(document, scale, transform_pages)
            first = languages.index(lang)
            height = document.pages[first].height * scale
            trees.append((name, (first, 0, height if transform_pages else 0), inside, "open"))
        for page, bookmarks in zip(document.pages, own, strict=True):
            page.bookmarks = bookmarks
        return trees

    document.make_bookmark_tree = make_bookmark_tree


def tags_by_language(structure: Structure, names: Mapping[str, str], languages: Sequence[str]) -> None:
    """Sort the tags, which follow the pages, into a part for each language of ``names``, in their order."""
    import pydyf

    top = structure.root
    parts = {lang: Tag("Part", parent=top, more={"Lang": pydyf.String(lang)}) for lang in names}
    for tag in top.tags():
        for own in _of_one_language(tag, languages):
            parts[_language(own, languages)].take(own)
    for lang, part in parts.items():
        for tag in part.below():
            tag.key = tag.key and f"{lang}/{tag.key.removeprefix(f'{lang}--')}"
    top.kids = list(parts.values())


def _of_one_language(tag: Tag, languages: Sequence[str]) -> Iterator[Tag]:
    """The tag, or what is in it where it holds both languages."""
    if _language(tag, languages):
        yield tag
    else:
        for kid in tag.tags():
            yield from _of_one_language(kid, languages)


def _language(tag: Tag, languages: Sequence[str]) -> str:
    """That of its page, or its own on a page that both share; empty for what holds both."""
    own = tag.more.get("Lang")
    return languages[tag.page or 0] or (own.string if own is not None else "")

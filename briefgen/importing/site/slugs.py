"""The addresses of documents: those of an earlier import, or made of the names of their files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.importing.briefs import slug_of
from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.project.earlier import EarlierImport
from briefgen.importing.site.source.documents import SourceDocument

HOME = "home"
"""Slug of the first page of a folder."""


def slugs_of(documents: Sequence[SourceDocument], earlier: EarlierImport, remarks: list[Remark]) -> dict[str, str]:
    """A slug for each document, by its key: that of an earlier import, or one that no other has."""
    slugs: dict[str, str] = {}
    used = {"index"}
    for document in documents:
        known = (earlier.slugs.get(text.path, "") for text in document.texts.values())
        if slug := next((it for it in known if it and it not in used), ""):
            slugs[document.key] = slug
            used.add(slug)
    for document in documents:
        if document.key in slugs:
            continue
        wanted = "-".join(filter(None, (slug_with_letters(part) for part in document.key.split("/")))) or HOME
        slug, count = wanted, 1
        while slug in used or slug in earlier.taken:
            count += 1
            slug = f"{wanted}-{count}"
        slugs[document.key] = slug
        used.add(slug)
        if other := earlier.taken.get(wanted):
            path = next(iter(document.texts.values())).path
            said = f"“{wanted}” is the address of a document from {other}: this one is at “{slug}”"
            remarks.append(Remark(path, said, Rank.LOST))
    return slugs


def slug_with_letters(name: str) -> str:
    """A part of an address: in plain letters, or with letters of the other scripts where those would be lost."""
    plainly = slug_of(name)
    if sum(letter.isalnum() for letter in name) == sum(letter.isalnum() for letter in plainly):
        return plainly
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")

"""Which translations and blocks the ``translate`` commands are about, and what an original said before."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from briefgen.cli.project import Project
from briefgen.hosting.git import Git, older_states
from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.written import Lang
from briefgen.model.written.briefs import Brief
from briefgen.model.written.site import Site
from briefgen.reading.files.package_functions import extensions_of
from briefgen.reading.layout import lay_out
from briefgen.reading.texts import TextRules, read_brief
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.resolving.translation.standing import TranslatedBlock, TranslationStatus, standings
from briefgen.resolving.translation.translation_units import TranslationUnit, body_blocks, front_blocks, wording_blocks

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]+)(?::[0-9]+)?")


@dataclass(frozen=True, slots=True)
class TranslationTarget:
    """What an argument names: a brief, one of its files, or a line of it (0: all of the file)."""

    slug: str
    path: str = ""
    line: int = 0

    def chooses(self, standing: TranslationStatus) -> bool:
        """Tell whether it is about a translation at all."""
        return not self.path or any(self._stands_in(piece) for piece in standing.pieces)

    def pieces(self, standing: TranslationStatus) -> tuple[TranslatedBlock, ...]:
        """The blocks it names: of a line the block that the line is in."""
        there = [piece for piece in standing.pieces if not self.path or self._stands_in(piece)]
        if not self.line:
            return tuple(there)
        first = max((line for piece in there for line in self._lines(piece) if line <= self.line), default=0)
        return tuple(piece for piece in there if first in self._lines(piece))

    def _stands_in(self, piece: TranslatedBlock) -> bool:
        return bool(self._lines(piece))

    def _lines(self, piece: TranslatedBlock) -> list[int]:
        return [block.span.line for block in (piece.source, piece.made) if block and block.span.path == self.path]


def target(given: str, project: Project, site: Site) -> TranslationTarget:
    """Return what an argument names. Raises click.BadParameter for what is neither a brief nor a file of one."""
    if (slug := site.slug_of(given)) is not None:
        return TranslationTarget(slug)
    found = _PLACE.fullmatch(given)
    path = _in_project(found["path"] if found else given, project)
    parts = path.split("/")
    if parts[:2] != ["content", "briefs"] or len(parts) < 3 or parts[2] not in site.briefs:
        known = [*site.briefs, *(brief.data.value.number for brief in site.briefs.values())]
        hint = did_you_mean(given, known, "write a brief's slug, or a file of it: content/briefs/…")
        raise click.BadParameter(f"“{given}” is not a brief: {hint}")
    if len(parts) == 3:
        return TranslationTarget(parts[2])
    return TranslationTarget(parts[2], path, int(found["line"]) if found else 0)


def _in_project(given: str, project: Project) -> str:
    """A path from the project's folder, whether it was given from there or from here."""
    root = project.root.resolve()
    here = Path(given).resolve()
    return here.relative_to(root).as_posix() if here.exists() and here.is_relative_to(root) else Path(given).as_posix()


def all_standings(site: Site, targets: Iterable[TranslationTarget]) -> Iterator[TranslationStatus]:
    """Every translation of the briefs named, those that were never stamped too; of all briefs when none is named."""
    wanted = list(targets)
    for slug, brief in site.briefs.items():
        own = [it for it in wanted if it.slug == slug]
        if own or not wanted:
            for standing in standings(brief, site.languages, unstamped=True):
                if not own or any(it.chooses(standing) for it in own):
                    yield standing


def said_before(piece: TranslatedBlock, standing: TranslationStatus, project: Project, site: Site) -> str | None:
    """Return what the original said when the block was stamped; None when it was never committed like that."""
    if piece.stamp is None or piece.source is None or piece.stamp.digest == piece.source.digest:
        return None
    path = piece.source.span.path
    rules = TextRules.of(extensions=extensions_of(DiskWorld(project.root), site.settings).value)
    for content in older_states(Git(project.root, os.environ), path):
        for block in _blocks(path, content, standing.original, standing.slug, site.languages, rules):
            if block.digest == piece.stamp.digest:
                return block.words
    return None


def _blocks(
    path: str, content: bytes, lang: Lang, slug: str, languages: tuple[Lang, ...], rules: TextRules
) -> Iterator[TranslationUnit]:
    folder = lay_out([path], languages).briefs[slug]
    brief: Brief = read_brief(MemoryWorld({path: content}), slug, folder, languages, rules).value
    for text in brief.texts.values():
        yield from front_blocks(text)
        yield from body_blocks(text)
    yield from (one for one, _ in wording_blocks(brief, lang, lang))

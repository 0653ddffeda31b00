"""Plants one error at a time in the exemplar's texts and counts how many the checks find, at the right line.

    python benchmarks/mutations.py [--seed 1] [--each 30]

Each error is of one of the kinds below and stands in one language of one brief or page. The text is read, settled and
checked in memory. Right is a report that shows the line of the error; for what was dropped, the line where the other
language still has it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.checking.languages import Parity  # noqa: E402
from briefgen.checking.text.paragraphs import paragraphs_agree  # noqa: E402
from briefgen.checking.text.translations import translations_are_current, translations_have_every_part  # noqa: E402
from briefgen.language.korean.particle_forms import right_forms  # noqa: E402
from briefgen.model.core.diagnostics import Diagnostic, Severity  # noqa: E402
from briefgen.reading.layout import lay_out  # noqa: E402
from briefgen.reading.load import load  # noqa: E402
from briefgen.reading.texts import read_brief, read_page  # noqa: E402
from briefgen.reading.world import MemoryWorld  # noqa: E402
from briefgen.resolving.documents.articles import settle_article, settle_page  # noqa: E402
from briefgen.resolving.documents.resolve import standings_of  # noqa: E402
from briefgen.resolving.embargo.embargo import shown_at  # noqa: E402
from briefgen.resolving.ledger.facts import fact_words  # noqa: E402
from briefgen.resolving.ledger.terms import full_form, readings, short_form  # noqa: E402
from briefgen.resolving.site.scope import Scope, scope_of  # noqa: E402

_FACT = re.compile(r"\{fact\}`([\w-]+)(?:#([\w-]+))?`")
_TERM = re.compile(r"\{term\}`([\w-]+)(?:#([\w-]+))?`")
_DIGIT = re.compile(r"(?<![\w`#{\[@/-])\d(?:[\d,.]*\d)?(?![\w-]*`)")
_YEAR = re.compile(r"(?<![\w`@-])(20\d\d)(?=년|[\s,.’'])")
_DAY = re.compile(
    r"(?<=\. )\d{1,2}(?=\.)|\b\d{1,2}(?= (?:January|March|April|June|November|December))|\d{1,2}(?=[월일])"
)
_ROW = re.compile(r"^\|(?!-)(?!\s*:?-).*\|$")
_CITE = re.compile(r" ?\[@[^\]]+\]")
_NOTE = re.compile(r"\[\^([\w-]+)\](?!:)")
_BRACKET = re.compile(r" ?\((?:[^()\[\]]*(?:\d|\{fact\}|\{ref\}|[A-Z]{2}|\u4e00)[^()\[\]]*|\[[^\]]+\]\{lang[^)]*)\)")
_PAIR = re.compile(r"\{term\}`([\w-]+)`(은\(는\)|을\(를\)|이\(가\)|와\(과\)|과\(와\))")
_POWERS = {"억": "만", "조": "억", "billion": "million", "trillion": "billion"}
_UNITS = {"위안": "원", "원": "위안", "%": "%포인트", "yuan": "won", "won": "yuan"}
_UNITS_EN = _UNITS | {"%": " percentage points"}
_WORD = re.compile(r"(?<= )[가-힣]{3,}(?= )")
_ADVERBS = ("다시", "함께", "먼저", "따로")
_BOUNDS = {
    "more than": "less than",
    "less than": "more than",
    "nearly": "more than",
    " 이상": " 미만",
    " 초과": " 미만",
    "거의 ": "최소 ",
}
_BOUND_WORDS = re.compile(
    r"^(?:약|거의|최소|최대) | (?:이상|이하|초과|미만)$|^(?:about|nearly|more than|less than|at least|at most) "
)


@dataclass(frozen=True)
class Mutation:
    """One error: ``line`` of ``path`` becomes ``text``, or is dropped."""

    kind: str
    path: str
    line: int
    text: str | None


@dataclass(frozen=True)
class File:
    """A text of the exemplar."""

    path: str
    lines: tuple[str, ...]
    scope: Scope

    @property
    def lang(self) -> str:
        return self.scope.lang

    def prose(self) -> Iterator[tuple[int, str]]:
        """The lines after the front matter, from 1."""
        end = self.lines.index("---", 1)
        for number, line in enumerate(self.lines, 1):
            if number > end + 1 and line.strip() and not line.startswith(":"):
                yield number, line


Maker = Callable[[File, random.Random], Iterator[tuple[int, str | None]]]


def _typed(file: File) -> Iterator[tuple[int, str, int, int, str]]:
    """Every figure, those of facts as if they had been typed: line number, line, place, words."""
    for number, line in file.prose():
        for it in _FACT.finditer(line):
            outcome = fact_words(it[1], it[2] or "", file.scope, None)
            if not outcome.diagnostics and re.search(r"\d", outcome.value) and it[2] != "statement":
                yield number, line, it.start(), it.end(), outcome.value
        for it in _DIGIT.finditer(line):
            yield number, line, it.start(), it.end(), it[0]


def _digit(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line, start, end, words in _typed(file):
        place = chance.choice([at for at, letter in enumerate(words) if letter.isdigit()])
        other = chance.choice([it for it in "123456789" if it != words[place]])
        yield number, line[:start] + words[:place] + other + words[place + 1 :] + line[end:]


def _magnitude(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line, start, end, words in _typed(file):
        named = [name for name in _POWERS if name in words]
        if named:
            wrong = words.replace(named[0], _POWERS[named[0]])
        elif re.fullmatch(r"[\d,]+(?: ?(?!년|월|일|%)[^\W\d]+)?", words) and not _YEAR.search(words + " "):
            wrong = re.sub(r"(\d)(?!.*\d)", r"\g<1>0", words)
        else:
            continue
        yield number, line[:start] + wrong + line[end:]


def _unit(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    units = _UNITS if file.lang == "ko" else _UNITS_EN
    for number, line, start, end, words in _typed(file):
        unit = next((it for it in units if it in words), None)
        if unit:
            at = words.rindex(unit)
            yield number, line[:start] + words[:at] + units[unit] + words[at + len(unit) :] + line[end:]


def _sign(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line, start, end, words in _typed(file):
        bound = next((it for it in _BOUNDS if it in words), None)
        if bound:
            yield number, line[:start] + words.replace(bound, _BOUNDS[bound]) + line[end:]
        elif re.match(r"[\d,.]+(%| ?(?:억|조|b|t|회|m|times))", words):
            yield number, line[:start] + "−" + words + line[end:]


def _lost_bound(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line, start, end, words in _typed(file):
        bare = _BOUND_WORDS.sub("", words).strip()
        if bare != words:
            yield number, line[:start] + bare + line[end:]


def _exchanged(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    """Two facts in cells of one row of a table that have changed places."""
    for number, line in file.prose():
        facts = [*_FACT.finditer(line)] if _ROW.match(line) else []
        if len(facts) > 1 and facts[0][0] != facts[-1][0]:
            one, other = facts[0], facts[-1]
            yield (
                number,
                f"{line[: one.start()]}{other[0]}{line[one.end() : other.start()]}{one[0]}{line[other.end() :]}",
            )


def _date(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line, start, end, words in _typed(file):
        if not _FACT.match(line[start:end]) and not _YEAR.fullmatch(words + " ") and not re.fullmatch(r"20\d\d", words):
            continue
        found = [*re.finditer(r"20\d\d", words), *_DAY.finditer(words)]
        if found:
            it = chance.choice(found)
            wrong = str(int(it[0]) + 1 if int(it[0]) not in (12, 28, 31) else int(it[0]) - 1)
            yield number, line[:start] + words[: it.start()] + wrong + words[it.end() :] + line[end:]


def _row(file: File, chance: random.Random) -> Iterator[tuple[int, None]]:
    for number, line in file.prose():
        after = file.lines[number] if number < len(file.lines) else ""
        if _ROW.match(line) and not after.startswith(("|--", "| --", "|:-")):
            yield number, None


def _note(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line in file.prose():
        for it in _NOTE.finditer(line):
            yield number, line[: it.start()] + line[it.end() :]


def _citation(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line in file.prose():
        for it in _CITE.finditer(line):
            yield number, line[: it.start()] + line[it.end() :]


def _bracket(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    for number, line in file.prose():
        for it in _BRACKET.finditer(line):
            yield number, line[: it.start()] + line[it.end() :]


def _name(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    glossary = file.scope.site.glossary
    for number, line in file.prose():
        for it in _TERM.finditer(line):
            kind = glossary[it[1]].value.kind
            others = [ident for ident, term in glossary.items() if term.value.kind is kind and ident != it[1]]
            yield number, line[: it.start()] + f"{{term}}`{chance.choice(others)}`" + line[it.end() :]
        for name in ("입법조사처", "NARS"):
            for it in re.finditer(name, line):
                other = chance.choice(
                    [i for i, t in glossary.items() if t.value.kind == "organisation" and i not in ("nars", "editors")]
                )
                yield number, line[: it.start()] + short_form(glossary[other].value, file.scope) + line[it.end() :]


def _particle(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    if file.lang != "ko":
        return
    known = dict(readings(file.scope))
    for number, line in file.prose():
        for it in _PAIR.finditer(line):
            term, (one, other) = file.scope.site.glossary[it[1]].value, (it[2][0], it[2][2])
            right = right_forms(short_form(term, file.scope), one, known) | right_forms(
                full_form(term, file.scope), one, known
            )
            if len(right) == 1:
                wrong = other if one in right else one
                yield number, line[: it.start(2)] + wrong + line[it.end(2) :]


def _stale(file: File, chance: random.Random) -> Iterator[tuple[int, str]]:
    """A sentence of the original says something else, and the translation stays as it was."""
    if file.lang != file.scope.site.languages[0] or "/briefs/" not in file.path:
        return
    for number, line in file.prose():
        words = [it for it in _WORD.finditer(line) if line.count("`", 0, it.start()) % 2 == 0]
        if words:
            at = chance.choice(words).start()
            yield number, f"{line[:at]}{chance.choice(_ADVERBS)} {line[at:]}"


KINDS: dict[str, Maker] = {
    "digit": _digit,
    "magnitude": _magnitude,
    "unit": _unit,
    "sign": _sign,
    "lost bound": _lost_bound,
    "exchanged cells": _exchanged,
    "date": _date,
    "dropped row": _row,
    "dropped note": _note,
    "dropped citation": _citation,
    "dropped bracket": _bracket,
    "swapped name": _name,
    "stale block": _stale,
    "wrong particle": _particle,
}
"""Kinds of errors and what plants them."""


class Exemplar:
    """The exemplar, read once; a text at a time is read again with an error in it."""

    def __init__(self) -> None:
        self.files = {
            path.relative_to(ROOT).as_posix(): path.read_bytes()
            for folder in ("content", "templates/locale")
            for path in sorted((ROOT / folder).rglob("*"))
            if path.is_file()
        }
        world = MemoryWorld(self.files)
        self.site = shown_at(load(world).value, world.now()).value
        self.layout = lay_out([path for path in self.files if path.startswith("content/")], self.site.languages)
        self.parity = Parity(self.site)
        self.scopes = {lang: scope_of(self.site, lang) for lang in self.site.languages}
        self.sound: dict[str, frozenset[tuple[Any, ...]]] = {}

    def texts(self) -> list[File]:
        """Every text in every language."""
        return [
            File(path, tuple(content.decode().splitlines()), self.scopes[Path(path).stem])
            for path, content in self.files.items()
            if path.endswith(".md")
        ]

    def check(self, path: str, content: bytes | None = None) -> list[Diagnostic]:
        """What is told of the brief or page that the text at ``path`` belongs to."""
        world = MemoryWorld({**self.files, path: self.files[path] if content is None else content})
        _, kind, slug, _ = path.split("/")
        if kind == "pages":
            page = read_page(world, slug, self.layout.pages[slug], self.site.languages)
            site = replace(self.site, pages={**self.site.pages, slug: page.value})
            found = [*page.diagnostics, *self.parity.together(page.value)]
            for lang in site.languages:
                found += settle_page(slug, scope_of(site, lang), {}).diagnostics
            return found
        brief = read_brief(world, slug, self.layout.briefs[slug], self.site.languages)
        site = replace(self.site, briefs={slug: brief.value}, written=None)
        found = [*brief.diagnostics, *self.parity.together(brief.value.texts, counted=True)]
        standings = standings_of(site)
        for lang in site.languages:
            edition: Any = SimpleNamespace(lang=lang, standings=standings.get(lang, {}))
            scope = scope_of(replace(self.site, briefs={**self.site.briefs, slug: brief.value}), lang)
            found += settle_article(brief.value, scope, {}).diagnostics
            found += translations_are_current(edition, site)
        found += [*paragraphs_agree(site), *translations_have_every_part(site)]
        return found

    def told(self, mutation: Mutation) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """What is told because of an error: all, and what shows the right line."""
        if mutation.path not in self.sound:
            self.sound[mutation.path] = frozenset(map(_key, self.check(mutation.path)))
        lines = self.files[mutation.path].decode().splitlines()
        lines[mutation.line - 1 : mutation.line] = [] if mutation.text is None else [mutation.text]
        found = self.check(mutation.path, "\n".join([*lines, ""]).encode())
        new = [it for it in found if it.severity is not Severity.NOTE and _key(it) not in self.sound[mutation.path]]
        right = mutation.line if mutation.text is not None else self.counterpart(mutation)
        return new, [it for it in new if right in _lines(it, mutation)]

    def counterpart(self, mutation: Mutation) -> int:
        """The line of a row in the other language: the row that is as far down, in whatever line."""
        folder, _, name = mutation.path.rpartition("/")
        other = next(f"{folder}/{lang}.md" for lang in self.site.languages if f"{lang}.md" != name)
        rows, there = (
            [number for number, line in enumerate(self.files[path].decode().splitlines(), 1) if _ROW.match(line)]
            for path in (mutation.path, other)
        )
        return there[rows.index(mutation.line)]


def _key(found: Diagnostic) -> tuple[Any, ...]:
    return (found.code, found.message, found.span and found.span.path, found.span and found.span.line)


def _lines(found: Diagnostic, mutation: Mutation) -> set[int]:
    """The lines that a report shows of the file with the error; of a dropped line, those of the other language."""
    places = [found.span, *(span for span, _ in found.related)]
    return {it.line for it in places if it is not None and (it.path == mutation.path) != (mutation.text is None)}


def mutations(exemplar: Exemplar, seed: int, each: int) -> Iterator[Mutation]:
    """At most ``each`` errors of each kind, the same for the same seed."""
    for kind, maker in KINDS.items():
        chance = random.Random(f"{seed} {kind}")
        every = [
            Mutation(kind, file.path, line, text)
            for file in exemplar.texts()
            for line, text in maker(file, chance)
            if text != file.lines[line - 1]
        ]
        yield from chance.sample(every, min(each, len(every)))


def run(seed: int = 1, each: int = 30, show: Callable[[str], None] = print) -> Mapping[str, tuple[int, int, int, int]]:
    """Kind → how many were planted, told, told at the right line, and told there as an error."""
    exemplar = Exemplar()
    counts: dict[str, list[int]] = {}
    for mutation in mutations(exemplar, seed, each):
        new, right = exemplar.told(mutation)
        count = counts.setdefault(mutation.kind, [0, 0, 0, 0])
        stops = any(it.severity is Severity.ERROR for it in right)
        for place, one in enumerate((True, bool(new), bool(right), stops)):
            count[place] += one
        if not right:
            place = f"{mutation.path}:{mutation.line}"
            show(f"{'elsewhere' if new else 'missed'}: {mutation.kind} {place} {mutation.text or ''}")
    return {kind: (count[0], count[1], count[2], count[3]) for kind, count in counts.items()}


def main() -> int:
    """Print a table; fail under 97 %."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=30, help="errors of each kind, at most")
    given = parser.parse_args()
    counts = run(given.seed, given.each)
    print(f"{'kind':<20}{'planted':>9}{'told':>7}{'right line':>12}{'error':>16}")
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    for kind, (planted, told, right, stops) in [*counts.items(), ("all", tuple(total))]:
        print(f"{kind:<20}{planted:>9}{told:>7}{right:>12}{right / planted:>8.1%}{stops:>8}")
    return int(total[2] < 0.97 * total[0])


if __name__ == "__main__":
    sys.exit(main())

"""Slips planted where one language has a fact and the other a typed figure, and honest wordings at the same places.

    python benchmarks/planted.py tests/trust/planted.yaml [--corpus KO EN]...

Every case is a brief of its own in a project in memory: a fact or its right wording in one language, another wording
in the other. A slip is found when an error shows its line; an honest wording should get neither error nor warning.
With ``--corpus`` figures of a text that is aligned line by line are made facts in one language, one at a time: every
error is a false alarm, or a slip of the translators.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.checking.languages import Parity  # noqa: E402
from briefgen.comparing.numbers import agree, atoms  # noqa: E402
from briefgen.language.figures.reader import reader_of  # noqa: E402
from briefgen.model.core.diagnostics import Diagnostic, Severity  # noqa: E402
from briefgen.model.values.figures import End, FigureKind, Mention  # noqa: E402
from briefgen.reading.load import load  # noqa: E402
from briefgen.reading.world import MemoryWorld  # noqa: E402
from briefgen.rendering.search.lines import decimal  # noqa: E402
from briefgen.resolving.embargo.embargo import shown_at  # noqa: E402

LANGS = ("ko", "en")
_YAML_PLACES = frozenset({"key figure", "caption"})
_FRONT = frozenset({"title", "summary"})
_SITE = """\
title: {ko: 표본, en: Sample}
description: {ko: 표본 사이트이다., en: A sample site.}
languages: [ko, en]
base_url: https://example.org/sample/
publisher: {name: {ko: 표본 출판, en: Sample Press}}
"""
_SOURCES = """\
- {id: report, type: report, title: A report, language: en, publisher: Sample Press, issued: {date-parts: [[2001]]}}
"""
_BODY = {
    "ko": ("둘레의 사정을 먼저 살핀다. 배경은 길고 자료는 여러 갈래이다.", "끝으로 남은 물음을 적는다."),
    "en": ("First the circumstances, whose history is long and whose sources are many.", "Last, what remains open."),
}


@dataclass(frozen=True)
class Case:
    """A brief: the lines of each language at one place; ``slip`` is the language that has the slip, or is typed."""

    kind: str
    place: str
    slip: str
    lines: Mapping[str, Sequence[str]]
    wrong: tuple[int, ...] = (0,)
    """Which of the lines are wrong."""


def planted(spec: Mapping[str, Any]) -> Iterator[Case]:
    """Every slip in each language, at one place after another."""
    places = cycle(spec["frames"])
    turn = Counter[str]()
    for ident, fact in spec["facts"].items():
        for kind, words in fact["wrong"].items():
            for lang in LANGS:
                yield _case(spec, ident, next(places), kind, lang, words[lang], turn)
    yield from swapped(spec)


def honest(spec: Mapping[str, Any]) -> Iterator[Case]:
    """Every right wording in each language, at one place after another."""
    places = cycle(spec["frames"])
    turn = Counter[str]()
    for ident, fact in spec["facts"].items():
        for lang in LANGS:
            for words in (fact["words"][lang], *fact["right"][lang]):
                yield _case(spec, ident, next(places), "right", lang, words, turn)
    for table in spec["tables"]:
        yield Case("right", "table", "ko", {lang: _table(table, lang, table["cells"]) for lang in LANGS})


def _case(
    spec: Mapping[str, Any], ident: str, place: str, kind: str, slip: str, words: str, turn: Counter[str]
) -> Case:
    frames = spec["frames"][place]
    turn[place] += 1
    frame = frames[turn[place] % len(frames)]
    typed = place in _FRONT | _YAML_PLACES
    other = next(lang for lang in LANGS if lang != slip)
    there = spec["facts"][ident]["words"][other] if typed else f"{{fact}}`{ident}`"
    said = {slip: words, other: there}
    return Case(kind, place, slip, {lang: [frame[lang].replace("{}", said[lang], 1)] for lang in LANGS})


def swapped(spec: Mapping[str, Any]) -> Iterator[Case]:
    """Tables with cells, columns or rows exchanged in one language, their labels with them or not."""
    for table in spec["tables"]:
        cells = table["cells"]
        for lang in LANGS:
            other = next(it for it in LANGS if it != lang)
            turned = [list(reversed(row)) for row in cells]
            for kind, mine, labels, headings, wrong in (
                ("two cells", [cells[0], turned[1], cells[2]], [0, 1, 2], [0, 1, 2], (3,)),
                ("columns", turned, [0, 1, 2], [0, 1, 2], (2, 3, 4)),
                ("columns with headings", turned, [0, 1, 2], [0, 2, 1], (2, 3, 4)),
                ("rows", [cells[1], cells[0], cells[2]], [0, 1, 2], [0, 1, 2], (2, 3)),
                ("rows with labels", [cells[1], cells[0], cells[2]], [1, 0, 2], [0, 1, 2], (2, 3)),
            ):
                own = replace_order(table, lang, labels, headings)
                lines = {lang: _table(own, lang, mine), other: _table(table, other, cells)}
                yield Case(kind, "table", lang, lines, wrong)


def replace_order(
    table: Mapping[str, Any], lang: str, labels: Sequence[int], headings: Sequence[int]
) -> dict[str, Any]:
    """A table with its labels and headings in another order."""
    rows, heads = table["labels"][lang], table["headings"][lang]
    return {"labels": {lang: [rows[it] for it in labels]}, "headings": {lang: [heads[it] for it in headings]}}


def _table(table: Mapping[str, Any], lang: str, cells: Sequence[Sequence[str]]) -> list[str]:
    rows = [
        [label, *(f"{{fact}}`{it}`" for it in row)] for label, row in zip(table["labels"][lang], cells, strict=True)
    ]
    head = table["headings"][lang]
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def project(facts: Mapping[str, Any], cases: Sequence[Case]) -> tuple[dict[str, bytes], list[tuple[str, set[int]]]]:
    """The files of a project with a brief a case; for each case the file and the lines that should be told."""
    files = {"content/site.yaml": _SITE, "content/sources.yaml": _SOURCES}
    ledger: dict[str, Any] = {}
    for ident, fact in facts.items():
        label = {"ko": "수치 하나", "en": "One figure"}
        ledger[ident] = {"label": label, "value": str(fact["value"]), "source": "report", "status": "single-source"}
        if "forms" in fact:
            ledger[ident]["forms"] = fact["forms"]
    files["content/facts/all.yaml"] = yaml.safe_dump(ledger, allow_unicode=True)
    places = []
    for number, case in enumerate(cases):
        folder = f"content/briefs/case-{number}"
        files[f"{folder}/brief.yaml"] = f"number: C-{number}\npublished: 2002-01-02\n"
        found = None
        if case.place in _YAML_PLACES:
            found = _in_yaml(files, folder, number, case)
        for lang in LANGS:
            text, first = _text(case, lang)
            files[f"{folder}/{lang}.md"] = "\n".join([*text, ""])
            if lang == case.slip and found is None:
                places.append((f"{folder}/{lang}.md", {first + it for it in case.wrong}))
        if found is not None:
            places.append(found)
    return {path: content.encode() for path, content in files.items()}, places


def _in_yaml(files: dict[str, str], folder: str, number: int, case: Case) -> tuple[str, set[int]]:
    said = {lang: case.lines[lang][0] for lang in LANGS}
    line = 3 + LANGS.index(case.slip)
    rows = "".join(
        f"    {lang}: {yaml.safe_dump(said[lang], allow_unicode=True, width=999).splitlines()[0]}\n" for lang in LANGS
    )
    if case.place == "key figure":
        path = f"content/facts/key-{number}.yaml"
        files[path] = f"key-{number}:\n  label:\n{rows}  value: 7 %\n  source: report\n  status: single-source\n"
        return path, {line}
    path = f"{folder}/bars.chart.yaml"
    files[path] = (
        f"alt: {{ko: 막대, en: Bars}}\ntitle:\n{rows}columns:\n  a: {{label: {{ko: 가, en: A}}}}\n"
        "data: [{a: 1}]\nspec: {mark: bar, encoding: {x: {field: a, type: quantitative}}}\n"
    )
    return path, {line}


def _text(case: Case, lang: str) -> tuple[list[str], int]:
    """The lines of a text, and at which the lines of the case begin."""
    own = case.lines[lang]
    front = {"title": {"ko": "사례", "en": "A case"}[lang], "summary": {"ko": "요약이다.", "en": "In short."}[lang]}
    before, after = _BODY[lang]
    if case.place in _FRONT:
        front[case.place] = own[0]
    quoted = {
        name: yaml.safe_dump(words, allow_unicode=True, width=999).splitlines()[0] for name, words in front.items()
    }
    lines = ["---", *(f"{name}: {words}" for name, words in quoted.items()), "---", ""]
    if case.place in _FRONT:
        return [*lines, before], 2 + [*front].index(case.place)
    if case.place in _YAML_PLACES:
        return [*lines, before], 0
    if case.place == "note":
        lines += [f"{before}[^office]", "", after, ""]
    elif case.place == "cell":
        head = {"ko": "| 항목 | 값 |", "en": "| Item | Value |"}[lang]
        lines += [before, "", head, "|---|---|"]
    else:
        lines += [before, ""]
    first = len(lines) + 1
    return [*lines, *own, "", *([] if case.place == "note" else [after])], first


def check(files: Mapping[str, bytes]) -> list[Diagnostic]:
    """What the comparison of languages says of a project."""
    world = MemoryWorld(files)
    outcome = load(world)
    wrong = [it for it in outcome.diagnostics if it.severity is Severity.ERROR]
    assert not wrong, wrong[:5]
    found = list(Parity(shown_at(outcome.value, world.now()).value).everything())
    return [it for it in found if it.severity is not Severity.NOTE]


def at(found: Diagnostic, path: str, lines: set[int]) -> bool:
    """Whether a report shows one of these lines."""
    spans = [found.span, *(span for span, _ in found.related)]
    return any(it is not None and it.path == path and it.line in lines for it in spans)


def belongs(found: Diagnostic, number: int) -> bool:
    """Whether a report is about a case."""
    path = found.span.path if found.span else ""
    return f"/case-{number}/" in path or path == f"content/facts/key-{number}.yaml"


def run(spec: Mapping[str, Any]) -> tuple[list[tuple[Case, str]], list[tuple[Case, list[Diagnostic]]]]:
    """Each slip with how it was told (error, warning, elsewhere, missed), and each honest case with what was."""
    slips, rights = list(planted(spec)), list(honest(spec))
    told: list[tuple[Case, str]] = []
    files, places = project(spec["facts"], slips)
    found = check(files)
    for number, (case, (path, lines)) in enumerate(zip(slips, places, strict=True)):
        own = [it for it in found if belongs(it, number)]
        here = [it for it in own if at(it, path, lines)]
        bad = any(it.severity is Severity.ERROR for it in here)
        told.append((case, "error" if bad else "warning" if here else "elsewhere" if own else "missed"))
    files, _ = project(spec["facts"], rights)
    found = check(files)
    return told, [(case, [it for it in found if belongs(it, number)]) for number, case in enumerate(rights)]


_FIGURES = frozenset({FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.POINTS, FigureKind.YEAR})
_MORE = re.compile(r"\d[만억조천백]?\s?여|남짓|\bodd\b|까지$")
"""A little more than, or up to a point: no bound of the ledger says it."""
_MARKUP = set("|{}[]*_`#\n<>\\$~^")


def of_corpus(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, Any], list[Case]]:
    """Facts, and a case for each figure of an aligned text that both languages write: a fact in one of them."""
    site = load(MemoryWorld({"content/site.yaml": _SITE.encode(), "content/sources.yaml": _SOURCES.encode()})).value
    readers = {lang: reader_of(site, lang) for lang in LANGS}
    facts: dict[str, Any] = {}
    cases: list[Case] = []
    for pair in pairs:
        if any(_MARKUP & set(text) or text[:1] in "-+:0123456789" for text in pair):
            continue
        texts = dict(zip(LANGS, pair, strict=True))
        read = {lang: readers[lang].read(texts[lang]) for lang in LANGS}
        for lang, other in (LANGS, LANGS[::-1]):
            there = atoms(read[other])
            for it in read[lang]:
                known = all(any(agree(a, b) for b in there) for a in atoms([it]))
                value = written(it, site.profiles[lang].units) if known else ""
                if value:
                    ident = f"f{len(cases)}"
                    facts[ident] = {"value": value}
                    start = it.start + len(it.text) - len(it.text.lstrip())
                    tail = " " if texts[lang][it.end : it.end + 1].isalnum() else ""
                    said = f"{texts[lang][:start]} {{fact}}`{ident}`{tail}{texts[lang][it.end :]}"
                    cases.append(Case("corpus", "paragraph", other, {lang: [said], other: [texts[other]]}))
    return facts, cases


def written(it: Mention, units: Iterable[str]) -> str:
    """A figure as the ledger has it; empty where the ledger has no such thing."""
    if it.soft or it.kind not in _FIGURES or it.range is not End.NONE or "|" in it.unit[:-1] or _MORE.search(it.text):
        return ""
    if it.day is not None:
        return str(it.day)
    value, unit = decimal(abs(it.value)), it.unit.split("|")[0]
    unit = unit if unit in units or unit in ("%", "pp") else ""
    return f"{it.bound.value}{'-' if it.value < 0 else ''}{value} {unit}".strip() if value else ""


def told_of_corpus(facts: Mapping[str, Any], cases: Sequence[Case]) -> Iterator[tuple[Case, list[Diagnostic]]]:
    """Each case with what is told of it."""
    found = check(project(facts, cases)[0])
    by_case: dict[int, list[Diagnostic]] = {}
    for it in found:
        number = int((it.span.path if it.span else "").partition("/case-")[2].partition("/")[0])
        by_case.setdefault(number, []).append(it)
    return ((case, by_case.get(number, [])) for number, case in enumerate(cases))


def main() -> int:
    """Print the tables; fail under 98 % of the slips found as errors, or above 1 % of honest cases with one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spec", type=Path)
    parser.add_argument("--corpus", type=Path, nargs=2, action="append", default=[], metavar=("KO", "EN"))
    parser.add_argument("--show", action="store_true", help="list what is not as it should be")
    given = parser.parse_args()
    slips, rights = run(yaml.safe_load(given.spec.read_text("utf-8")))
    print(f"{'slip':<24}{'planted':>9}{'error':>8}{'warning':>9}{'missed':>8}")
    for kind in dict.fromkeys(case.kind for case, _ in slips):
        own = [how for case, how in slips if case.kind == kind]
        print(f"{kind:<24}{len(own):>9}{own.count('error'):>8}{own.count('warning'):>9}{own.count('missed'):>8}")
    found = sum(how == "error" for _, how in slips)
    print(f"{found} of {len(slips)} slips are errors at their line: {found / len(slips):.1%}")
    for case, how in slips if given.show else ():
        if how != "error":
            print(f"  {how}: {case.kind}, {case.place}, {case.slip}: {' / '.join(case.lines[it][0] for it in LANGS)}")
    bad = _counted("honest wordings", rights, given.show)
    for ko, en in given.corpus:
        texts = [path.read_text("utf-8").splitlines() for path in (ko, en)]
        told = list(told_of_corpus(*of_corpus(zip(*texts, strict=True))))
        bad |= _counted(ko.name, told, given.show)
    return int(bad or found < 0.98 * len(slips))


def _counted(name: str, told: Sequence[tuple[Case, list[Diagnostic]]], show: bool) -> bool:
    errors = [(case, own) for case, own in told if any(it.severity is Severity.ERROR for it in own)]
    warned = [(case, own) for case, own in told if own and (case, own) not in errors]
    shares = f"{len(errors) / len(told):.1%} with an error, {len(warned) / len(told):.1%} with a warning only"
    print(f"{name}: {len(told)} cases, {len(errors)} and {len(warned)}: {shares}")
    for case, own in (*errors, *warned) if show else ():
        print(f"  {case.place}: {' / '.join(case.lines[it][0] for it in LANGS)}")
        for it in own:
            print(f"      {it.severity.value}[{it.code}] {it.message}")
    return len(errors) > 0.01 * len(told)


if __name__ == "__main__":
    sys.exit(main())

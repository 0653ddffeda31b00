"""How often the comparison of languages is wrong about texts that are right.

    python benchmarks/parity_pairs.py PAIRS.yaml

PAIRS.yaml is a list of ``{ko: …, en: …}``, each a translation of the other in Markdown, written without sight of the
checks. Every pair of which anything is told counts as a false alarm; what is told is listed.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.comparing.compare import TextComparison  # noqa: E402
from briefgen.comparing.language_context import LanguageContext  # noqa: E402
from briefgen.comparing.parts import parts_of  # noqa: E402
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span  # noqa: E402
from briefgen.model.core.written import Written  # noqa: E402
from briefgen.model.written.briefs import FrontMatter, Text  # noqa: E402
from briefgen.reading.load import load  # noqa: E402
from briefgen.reading.markdown.document import parse  # noqa: E402
from briefgen.reading.world import DiskWorld  # noqa: E402
from briefgen.resolving.embargo.embargo import shown_at  # noqa: E402


def sides() -> dict[str, LanguageContext]:
    """Korean and English with nothing known but the profiles: no facts, no glossary."""
    world = DiskWorld(ROOT)
    site = replace(shown_at(load(world).value, world.now()).value, glossary={}, facts={}, sources={})
    return {lang: LanguageContext(site, lang) for lang in ("ko", "en")}


def told(pair: Mapping[str, str], known: Mapping[str, LanguageContext], number: int = 0) -> list[Diagnostic]:
    """What the comparison says of a pair."""
    ko, en = (_text(lang, pair[lang], number) for lang in ("ko", "en"))
    comparison = TextComparison((known["ko"], known["en"]), (ko.span.path, en.span.path), counted=False)
    comparison.blocks(parts_of(ko), parts_of(en))
    return [found for found in comparison.differences() if found.severity is not Severity.NOTE]


def _text(lang: str, body: str, number: int) -> Text:
    path = f"{number:02d}.{lang}.md"
    front = Written(FrontMatter(title="A title", summary="A summary"), Span(path))
    return Text(lang, front, parse(body, path, 1).value, Span(path))


def read_pairs(path: Path) -> Sequence[Mapping[str, str]]:
    """The pairs of a file."""
    return list(yaml.safe_load(path.read_text("utf-8")))


def main() -> int:
    """Count, list, and fail above one pair in twenty."""
    pairs, known = read_pairs(Path(sys.argv[1])), sides()
    alarms = {number: found for number, pair in enumerate(pairs, 1) if (found := told(pair, known, number))}
    for found in (it for each in alarms.values() for it in each):
        print(f"{found.span}: {found.severity.value}[{found.code}] {found.message}")
    print(f"{len(alarms)} of {len(pairs)} pairs: {len(alarms) / len(pairs):.1%}")
    return int(len(alarms) * 20 > len(pairs))


if __name__ == "__main__":
    sys.exit(main())

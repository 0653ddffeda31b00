"""A project of any length, the same every time: briefs in Korean and English with all that makes layout work.

    python benchmarks/generated.py FOLDER [--briefs 12]

Each brief has the same parts in the same order (text, notes, references, links, a chart, a table, recommendations,
risks) with words drawn by its number, so that the pages of a pack grow with its briefs and with nothing else. The
figures stand for nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from briefgen.model.core.limits import ENTRIES

PACK = "all"
PAGES_A_BRIEF = 4.2
"""About what a brief takes in the pack, its share of contents, sources and facts included."""
PAGES_A_PACK = 6
"""Cover, summary and the like, whatever is bound."""
_SECTIONS = 6
_TERMS = 12
_A_FILE = 4_000
"""Briefs whose facts stand in one file: a longer one would not be read."""

_EN = (
    "The ministry set the programme out in its plan and has revised it twice since.",
    "Regional offices report what was spent, and the audit office reads their books a year later.",
    "Where the two accounts differ, the later one is usually right, but not always.",
    "Firms in the interior wait longer for a permit than firms at the coast.",
    "A pilot that works in one province need not work in another, since the rules differ.",
    "Nobody has counted how many households were reached, and the survey asks only those who answered before.",
    "The agreement leaves the timetable open; both sides have said that they would settle it in the next round.",
    "Costs rose faster than planned because materials had to be brought in from abroad.",
    "The committee heard eleven witnesses, of whom three spoke against the proposal.",
    "If the fund keeps its present pace, half of what was promised will be paid out by the end of the term.",
    "It is too early to tell whether the change will last.",
    "Smaller towns gain most, as they had the least to begin with.",
)
_KO = (
    "부처는 계획에서 사업의 틀을 정했고, 그 뒤로 두 차례 고쳤다.",
    "지방 사무소는 집행액을 보고하고, 감사 기관은 한 해 뒤에 장부를 살핀다.",
    "두 자료가 서로 다르면 대개 나중에 나온 것이 맞지만, 늘 그런 것은 아니다.",
    "내륙의 기업은 연안의 기업보다 허가를 더 오래 기다린다.",
    "한 지역에서 성과를 낸 시범사업도 규정이 다른 곳에서는 통하지 않을 수 있다.",
    "몇 가구가 혜택을 받았는지 센 사람은 없으며, 조사는 전에 응답한 가구만 다시 찾았다.",
    "협정은 일정을 열어 두었고, 양측은 다음 협상에서 정하겠다고 밝혔다.",
    "자재를 해외에서 들여와야 했기 때문에 비용은 예상보다 빠르게 늘었다.",
    "위원회는 증인 열한 명의 말을 들었고, 그 가운데 세 명은 제안에 반대했다.",
    "기금이 지금의 속도를 지킨다면 약속한 금액의 절반이 기한 안에 집행된다.",
    "변화가 오래갈지는 아직 판단하기 이르다.",
    "처음에 가진 것이 적었던 작은 도시가 더 큰 이득을 본다.",
)
_WORDS = {"ko": _KO, "en": _EN}
_ADDED = {"a": 0, "b": 12}
"""What the budget of a year has more than that of the first, in billions."""
_TEXT = {
    "ko": {
        "title": "{n}번 사업의 성과와 한계",
        "summary": "{n}번 사업이 계획한 것과 이룬 것을 견준다. 근거는 제한적이다.",
        "glance": "이 해 예산은 {fact}`money-{n}-b`이고, 한 해 전 예산은 {fact}`money-{n}-a`이다.",
        "section": "{n}번 사업을 보는 {s}번째 눈",
        "refs": "{ref}`fig-bars`과(와) {ref}`tab-money`을(를) 함께 보라. {ref}`brief-{other}`도 같은 문제를 다룬다.",
        "term": "{term}`body-{t}`은(는) 예산을 {fact}`money-{n}-b`(으)로 늘렸다 [@report-{n}, p. {s}].",
        "table": "두 해의 예산",
        "head": "| 해 | 예산 | 무엇인가 | 누구의 돈인가 |",
        "row": "| {year} | {fact}`money-{n}-{k}` | 쓰려는 금액 | 중앙정부 |",
        "proposals": "제언",
        "recommend": "{r}번째로, 집행액을 분기마다 공개한다. {words}",
        "risks": "위험과 반론",
        "note": "{words} [@report-{n}]",
    },
    "en": {
        "title": "What programme {n} has achieved",
        "summary": "What programme {n} planned and what it has done, side by side. The evidence is limited.",
        "glance": "The budget is {fact}`money-{n}-b`; a year earlier it was {fact}`money-{n}-a`.",
        "section": "Programme {n}, looked at for the {s}th time",
        "refs": "See {ref}`fig-bars` and {ref}`tab-money` together. {ref}`brief-{other}` deals with the same question.",
        "term": "{term}`body-{t}` raised the budget to {fact}`money-{n}-b` [@report-{n}, p. {s}].",
        "table": "The budgets of two years",
        "head": "| Year | Budget | What it is | Whose money |",
        "row": "| {year} | {fact}`money-{n}-{k}` | Planned spending | Central government |",
        "proposals": "Recommendations",
        "recommend": "Publish what was spent every quarter, from quarter {r} on. {words}",
        "risks": "Risks and dissent",
        "note": "{words} [@report-{n}]",
    },
}
LANGUAGES = tuple(_TEXT)


def title_of(n: int, lang: str) -> str:
    """What a brief is called."""
    return _TEXT[lang]["title"].replace("{n}", str(n))


def amount_of(n: int, which: str) -> str:
    """The value of one of the two facts of a brief, ``a`` or ``b``, as it is written in the ledger."""
    return f"{100 + n % 50 + _ADDED[which]}.5 billion CNY"


def briefs_for(pages: int) -> int:
    """How many briefs make a pack of about so many pages."""
    return max(1, round((pages - PAGES_A_PACK) / PAGES_A_BRIEF))


def project(briefs: int, profiles: str = "[]", *, charts: bool = True, pack: bool = True) -> dict[str, str]:
    """The files of a project with a pack of so many briefs, by path; the pack has these forms besides the plain one.

    Without ``charts`` and ``pack`` it has only what other generators make of the same text.
    """
    numbers = range(1, briefs + 1)
    files = {
        "content/site.yaml": f"{_SITE}limits: {{entries: {max(ENTRIES, 4 * briefs)}}}\n",
        "content/sources.yaml": "".join(_source(n) for n in numbers),
        "content/glossary.yaml": "".join(_term(t) for t in range(_TERMS)),
    }
    for first in range(1, briefs + 1, _A_FILE):
        name = f"money-{first}" if first > 1 else "money"
        files[f"content/facts/{name}.yaml"] = "".join(_facts(n) for n in numbers[first - 1 : first - 1 + _A_FILE])
    if pack:
        files[f"content/packs/{PACK}.yaml"] = _pack(numbers, profiles)
    for n in numbers:
        folder = f"content/briefs/brief-{n}"
        files[f"{folder}/brief.yaml"] = _brief(n)
        if charts:
            files[f"{folder}/bars.chart.yaml"] = _chart(n)
        for lang in LANGUAGES:
            text = brief_text(n, n % briefs + 1, lang)
            files[f"{folder}/{lang}.md"] = text if charts else _without_chart(text)
    return files


def _without_chart(text: str) -> str:
    for there in (":::{chart} bars\n:::\n\n", "{ref}`fig-bars`과(와) ", "{ref}`fig-bars` and "):
        text = text.replace(there, "")
    return text


def write(files: dict[str, str], folder: Path) -> None:
    """Put the files of a project into ``folder``."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")


def brief_text(n: int, other: int, lang: str) -> str:
    """The text of one brief, which refers to another."""
    words, drawn = _TEXT[lang], Random(n)

    def say(count: int) -> str:
        return " ".join(_WORDS[lang][at] for at in drawn.sample(range(len(_EN)), count))

    def filled(name: str, **more: object) -> str:
        text = words[name]
        for key, value in {"n": n, **more}.items():
            text = text.replace(f"{{{key}}}", str(value))
        return text

    def parts() -> Iterator[str]:
        yield f"---\ntitle: {filled('title')}\nsummary: {filled('summary')}\n---"
        yield f":::{{at-a-glance}}\n- {filled('glance')}\n- {say(1)}\n- {say(1)}\n:::"
        for s in range(1, _SECTIONS + 1):
            yield f"## {filled('section', s=s)} {{#section-{s}}}"
            yield f"{filled('term', s=s, t=(n + s) % _TERMS)} {say(4)}[^note-{s}]"
            yield f"{say(5)} {filled('refs', other=other)}"
            if s == 2:
                yield ":::{chart} bars\n:::"
            if s == 4:
                rows = [filled("row", year=2024 + it, k="ab"[it]) for it in range(2)] * 2
                yield (
                    "\n".join(
                        [
                            f":::{{table}} {words['table']}",
                            ":id: tab-money\n",
                            words["head"],
                            "|---|---:|---|---|",
                            *rows,
                        ]
                    )
                    + "\n:::"
                )
        yield f"## {words['proposals']} {{#recommendations}}"
        for r in (1, 2):
            yield f":::{{recommendation}} r{r}\n{filled('recommend', r=r, words=say(1))}\n:::"
        yield f"## {words['risks']} {{#risks}}"
        yield f"- {say(1)}\n- {say(1)}"
        for s in range(1, _SECTIONS + 1):
            yield f"[^note-{s}]: {filled('note', words=say(1))}"

    return "\n\n".join(parts()) + "\n"


def _brief(n: int) -> str:
    return f"""\
number: G-{n:03}
published: 2025-01-01
key_figures: [money-{n}-b]
recommendations: {{r1: {{owner: budget, source: report-{n}}}, r2: {{}}}}
risks: {{late: {{text: {{ko: 공개가 늦어질 수 있다., en: Publication may be late.}}, recommendations: r1}}}}
"""


def _chart(n: int) -> str:
    return f"""\
title: {{ko: "{n}번 사업의 두 예산", en: "Two budgets of programme {n}"}}
alt: {{ko: 두 해의 예산을 견준 막대 도표., en: Bars for the budgets of two years.}}
columns:
  year: {{label: {{ko: 해, en: Year}}}}
  amount: {{label: {{ko: 예산, en: Budget}}, scale: 9}}
data:
  - {{year: "2024", amount: {{fact: money-{n}-a}}}}
  - {{year: "2025", amount: {{fact: money-{n}-b}}}}
spec:
  width: 440
  height: {{step: 34}}
  mark: bar
  encoding:
    y: {{field: year, type: nominal, title: null}}
    x: {{field: amount, type: quantitative, title: null}}
source: report-{n}
"""


def _facts(n: int) -> str:
    return "".join(
        f"""\
money-{n}-{k}:
  label: {{ko: "{n}번 사업의 {year}년 예산", en: "Budget of programme {n}, {year}"}}
  value: {amount_of(n, k)}
  period: {year}
  source: report-{n}, p. 3
  status: single-source
"""
        for k, year in (("a", 2024), ("b", 2025))
    )


def _source(n: int) -> str:
    return f"""\
- id: report-{n}
  type: report
  author: [{{literal: Audit Office}}]
  title: Report {n} on the programmes
  publisher: Audit Office
  issued: 2025
  language: en
  URL: https://example.org/{n}
"""


def _term(t: int) -> str:
    return f"""\
body-{t}:
  names:
    ko: {{short: "제{t}국", full: "예산부 제{t}국"}}
    en: {{short: "Bureau {t}", full: "Bureau {t} of the Budget Ministry"}}
  definition: {{ko: 예산부의 한 국이다., en: One of the bureaus of the ministry.}}
"""


def _pack(numbers: range, profiles: str) -> str:
    return f"""\
title: {{ko: 모든 사업, en: All programmes}}
summary: {{ko: 모든 사업의 성과를 한데 묶었다., en: What every programme has achieved.}}
published: 2025-01-01
briefs: [{", ".join(f"brief-{n}" for n in numbers)}]
key_figures: [money-1-b]
profiles: {profiles}
"""


_SITE = """\
title: {ko: 생성한 사이트, en: A generated site}
description: {ko: 길이를 마음대로 정할 수 있는 사이트이다., en: A site of any length.}
languages: [ko, en]
base_url: https://example.org/generated/
publisher: {name: {ko: 생성한 사이트, en: Generated site}}
owners: {budget: {ko: 예산 부처, en: the budget ministry}}
"""


def main() -> None:
    """Write a project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--briefs", type=int, default=12)
    parser.add_argument("--profiles", default="[]", help="of the pack, as YAML: [facing, print]")
    given = parser.parse_args()
    write(project(given.briefs, given.profiles), given.folder)


if __name__ == "__main__":
    main()

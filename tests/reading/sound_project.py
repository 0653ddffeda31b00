"""A small project without a mistake in it, for tests that put one in."""

from __future__ import annotations

SOUND: dict[str, str | bytes] = {
    "content/site.yaml": """\
title: {ko: 표본, en: Sample}
description: {ko: 표본 사이트, en: A sample site}
languages: [ko, en]
publisher: {name: Sample Press}
""",
    "content/sources.yaml": """\
- id: report-a
  type: report
  title: A report
  issued: {date-parts: [[2001, 4]]}
""",
    "content/facts/counts.yaml": """\
count-a:
  label: {ko: 표본 수, en: Number of samples}
  value: 12
  source: report-a, p. 3
  status: single-source
""",
    "content/glossary.yaml": """\
sample:
  names:
    ko: {short: 표본}
    en: {short: sample}
""",
    "content/timeline.yaml": """\
start:
  when: 2001-04-11
  label: {ko: 시작, en: Start}
""",
    "content/packs/all.yaml": """\
title: {ko: 모음, en: Pack}
summary: {ko: 모음, en: Pack}
published: 2001-04-11
briefs: [first]
""",
    "content/briefs/first/brief.yaml": "number: S-01\npublished: 2001-04-11\n",
    "content/briefs/first/ko.md": "---\ntitle: 첫째\nsummary: 요약\n---\n본문.\n",
    "content/briefs/first/en.md": "---\ntitle: First\nsummary: Summary\n---\nBody.\n",
    "content/briefs/first/bars.chart.yaml": """\
title: {ko: 막대, en: Bars}
columns: {x: {label: {ko: 값, en: Value}}}
data:
  - {x: {fact: count-a}}
spec: {mark: bar, width: 120, height: 32.5, autosize: true}
""",
    "content/briefs/first/photo.png": b"\x89PNG",
    "content/pages/about/ko.md": "---\ntitle: 소개\nsummary: 소개\n---\n본문.\n",
    "content/pages/about/en.md": "---\ntitle: About\nsummary: About\n---\nBody.\n",
}

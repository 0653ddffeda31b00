"""Other generators beside briefgen: the same text as a project of Hugo, Pelican or MkDocs, and how each is run.

They get the text as a reader sees it: figures, names and titles are written out, because they have no ledger, no
glossary and no references that follow a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generated import LANGUAGES, amount_of, brief_text, title_of

Files = dict[str, str]
MARK = "<!-- edited -->"
"""Stands in the base template of each, where an edit of it goes."""


@dataclass(frozen=True)
class Rival:
    """A generator: its files for so many briefs, its command, what it makes, and where edits go."""

    name: str
    files: Callable[[int], Files]
    command: tuple[str, ...]
    made: tuple[str, ...]
    text: str
    template: str


def rivals_in(folder: Path) -> Iterator[Rival]:
    """The generators that a virtual environment has, with the program itself where a wrapper stands before it."""
    hugo = [*folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"), folder / "bin" / "hugo"]
    if (program := next((path for path in hugo if path.is_file()), None)) is not None:
        command = (str(program), "--quiet")
        yield Rival("Hugo", _hugo, command, ("public", "resources"), "content/en/briefs/brief-1.md", _HUGO_BASE)
    if (program := folder / "bin" / "pelican").is_file():
        command = (str(program), "-q", "content", "-s", "pelicanconf.py")
        yield Rival("Pelican", _pelican, command, ("output", "__pycache__"), "content/en/brief-1.md", _PELICAN_BASE)
    if (program := folder / "bin" / "mkdocs").is_file():
        has_material = any(folder.glob("lib/python*/site-packages/material/templates"))
        theme = "material" if has_material else "mkdocs"
        yield Rival(
            f"MkDocs ({theme})",
            lambda briefs: _mkdocs(briefs, theme),
            (str(program), "build", "--quiet"),
            ("site",),
            "docs/en/brief-1.md",
            "over/main.html",
        )


_HUGO_BASE = "layouts/_default/baseof.html"
_PELICAN_BASE = "theme/templates/base.html"

_SAYS = {
    "ko": {"term": "제{t}국", "source": "보고서"},
    "en": {"term": "Bureau {t}", "source": "report"},
}


def plain(n: int, briefs: int, lang: str, link: Callable[[int], str]) -> str:
    """The text of a brief in Markdown that every generator reads; ``link`` gives the address of another brief."""
    words = _SAYS[lang]
    text = brief_text(n, n % briefs + 1, lang).split("---\n", 2)[2]
    text = re.sub(r"^:::\{chart\}.*\n:::\n+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^:::\{table\} (.*)\n:id: .*\n", r"**\1**\n", text, flags=re.MULTILINE)
    text = re.sub(r"^:::.*\n?", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{fact\}`money-(\d+)-(.)`", lambda it: amount_of(int(it[1]), it[2]), text)
    text = re.sub(r"\{term\}`body-(\d+)`", lambda it: words["term"].replace("{t}", it[1]), text)
    text = re.sub(r"\{ref\}`brief-(\d+)`", lambda it: f"[{title_of(int(it[1]), lang)}]({link(int(it[1]))})", text)
    text = re.sub(r"\{ref\}`(fig|tab)-\w+`", r"\1. 1", text)
    return re.sub(r" \[@report-(\d+)[^\]]*\]", rf" ([{words['source']} \1](https://example.org/reports/\1))", text)


def _head(n: int, lang: str, more: str = "") -> str:
    return f'---\ntitle: "{title_of(n, lang)}"\nsummary: "{title_of(n, lang)}."\ndate: 2025-01-01\n{more}---\n'


def _every(briefs: int) -> Iterator[tuple[int, str]]:
    return ((n, lang) for lang in LANGUAGES for n in range(1, briefs + 1))


# Hugo


def _hugo(briefs: int) -> Files:
    files = {
        "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "A generated site"\ndefaultContentLanguage = "ko"\n'
        "defaultContentLanguageInSubdir = true\n"
        + "".join(f'[languages.{lang}]\ncontentDir = "content/{lang}"\n' for lang in LANGUAGES),
        _HUGO_BASE: _HTML.format(
            lang="{{ .Language.Lang }}", title="{{ .Title }}", body='{{ block "main" . }}{{ end }}'
        ),
        "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>'
        "{{ .TableOfContents }}{{ .Content }}"
        '{{ range .Translations }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n',
        "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .RegularPagesRecursive }}'
        '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>{{ end }}</ul>{{ end }}\n',
    }
    for n, lang in _every(briefs):
        files[f"content/{lang}/briefs/brief-{n}.md"] = _head(n, lang) + plain(
            n, briefs, lang, lambda other: f"../brief-{other}/"
        )
    return files


_HTML = f"""\
<!doctype html>
<html lang="{{lang}}">
<head><meta charset="utf-8"><title>{{title}}</title></head>
<body>
<header><a href="/">A generated site</a></header>
<main>{{body}}</main>
{MARK}
</body>
</html>
"""


# Pelican


def _pelican(briefs: int) -> Files:
    body = "{% block content %}{% endblock %}"
    files = {
        "pelicanconf.py": 'SITENAME = "A generated site"\nSITEURL = "https://example.org"\nAUTHOR = "Audit Office"\n'
        'DEFAULT_LANG = "ko"\nTIMEZONE = "UTC"\nTHEME = "theme"\n'
        'MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}}, '
        '"output_format": "html5"}\n',
        _PELICAN_BASE: _HTML.format(
            lang="{{ DEFAULT_LANG }}", title="{% block title %}{{ SITENAME }}{% endblock %}", body=body
        ),
        "theme/static/site.css": "body { margin: auto; max-width: 40em }\n",
    }
    for n, lang in _every(briefs):
        head = f"title: {title_of(n, lang)}\nsummary: {title_of(n, lang)}.\ndate: 2025-01-01\nlang: {lang}\n"
        files[f"content/{lang}/brief-{n}.md"] = f"{head}slug: brief-{n}\ncategory: briefs\n\n" + plain(
            n, briefs, lang, lambda other, lang=lang: f"{{filename}}/{lang}/brief-{other}.md"
        )
    return files


# MkDocs


def _mkdocs(briefs: int, theme: str) -> Files:
    """With a navigation of two pages: one that names each page on every page would cost the square of their number."""
    files = {
        "mkdocs.yml": "site_name: A generated site\nsite_url: https://example.org/\n"
        f"theme: {{name: {theme}, custom_dir: over}}\n"
        "nav: [index.md, ko/index.md, en/index.md]\nnot_in_nav: '*'\n"
        "markdown_extensions: [footnotes, attr_list, tables, toc]\n",
        "over/main.html": '{% extends "base.html" %}\n{% block content %}\n{{ super() }}\n'
        + f"{MARK}\n{{% endblock %}}\n",
        "docs/index.md": "# A generated site\n\n[ko](ko/index.md) [en](en/index.md)\n",
    }
    for lang in LANGUAGES:
        listed = "".join(f"- [{title_of(n, lang)}](brief-{n}.md)\n" for n in range(1, briefs + 1))
        files[f"docs/{lang}/index.md"] = f"# A generated site\n\n{listed}"
    for n, lang in _every(briefs):
        files[f"docs/{lang}/brief-{n}.md"] = _head(n, lang) + plain(n, briefs, lang, lambda other: f"brief-{other}.md")
    return files

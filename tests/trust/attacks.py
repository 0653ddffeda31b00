"""A project with hostile text in every free field, and what is live in what is made of it."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import yaml
from hostile import MARK, Attack
from support.kept_version import corrected
from support.project import Built, Project

from briefgen.model.records.versions import KeptVersion
from briefgen.reporting.schemas.files import FILES

CSL = [
    "publisher", "publisher-place", "container-title", "collection-title", "genre", "annote", "number", "volume",
    "issue", "page", "edition", "DOI", "ISBN", "event-title", "archive", "medium", "section", "version", "authority",
]  # fmt: skip
"""Keys of a source that are handed to the citation processor as they are written."""
REMARKS = {
    "remarks": [
        {"kind": "comment", "language": "en", "words": "x", "block": "b1", "at": "x", "author": "x", "date": "2001"}
    ]
}
PICTURE = {"credit": "x", "licence": "x", "alt": "x", "caption": "x"}
SIGNED = {"signoffs": [{"name": "x", "role": "facts", "date": "2001-04-11", "signed": {"en": "0000-0000-0000-0000"}}]}


@cache
def attacked(text: str) -> Project:
    """A project with ``text`` in every free field of every file."""
    shown = '![A grey square](photo.png "A grey square, drawn")'
    project = corrected().with_change("content/briefs/first/en.md", shown, "![](photo.png)")
    attack = Attack(text)
    files: dict[str, Any] = {
        path: yaml.load(project.text(path), yaml.SafeLoader if ".chart." in path else yaml.BaseLoader)
        for path in project.files
        if path.endswith(".yaml")
    }
    for path in ("content/briefs/first/brief.yaml", "content/packs/all.yaml"):
        files[path]["key_figures"] = [{"fact": "count-a"}]
    files["content/packs/all.yaml"]["proposals"] = [{"merges": ["01-1"]}]
    files["content/packs/all.yaml"]["motif"] = {"kind": "bars", "facts": [{"fact": "count-a"}]}
    files["content/links.yaml"] = {"https://example.org/x": {"state": "gone"}}
    files["content/briefs/first/signoffs.yaml"] = SIGNED
    files["content/briefs/first/remarks.yaml"] = REMARKS
    files["content/briefs/first/photo.png.yaml"] = PICTURE
    files["content/site.yaml"]["units"]["samples"]["words"] = {"ko": f"{{}}{text}", "en": f"{{}}{text}"}
    for source in files["content/sources.yaml"]:
        source |= dict.fromkeys(CSL, text) | {"author": [{"literal": text}, {"family": text, "given": text}]}
    for path, data in files.items():
        project = project.with_file(path, json.dumps(_grown(path, data, attack)))
    for path in [path for path in project.files if path.endswith(".md")]:
        _, head, body = project.text(path).split("---", 2)
        front = attack.grown(FILES["front-matter"].model, yaml.load(head, yaml.BaseLoader))
        project = project.with_file(path, f"---\n{json.dumps(front)}\n---{body}")
    return project


def _grown(path: str, data: Any, attack: Attack) -> Any:
    if path.endswith("version.yaml"):
        return attack.grown(KeptVersion, data)
    (kind,) = [kind for name, kind in FILES.items() if name != "front-matter" and _stands_in(path, kind.files)]
    if kind.shape == "map":
        return {key: attack.grown(kind.model, entry) for key, entry in data.items()}
    if kind.shape == "list":
        return [attack.grown(kind.model, entry) for entry in data]
    return attack.grown(kind.model, data)


def _stands_in(path: str, files: str) -> bool:
    return re.fullmatch(re.escape(files).replace(r"\*", "[^/]*"), path) is not None


@cache
def site_of(text: str) -> Built:
    return attacked(text).build()


class _Live(HTMLParser):
    """Everything in a page that could act."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        plain = tag == "script" and (given.get("type") == "application/ld+json" or "assets/" in given.get("src", ""))
        acts = tag in ("iframe", "object", "embed", "base", "form", "foreignobject") or (tag == "script" and not plain)
        if acts or MARK.lower() in tag or (tag == "meta" and "x.example" in given.get("content", "")[:20]):
            self.found.append(self.get_starttag_text() or tag)
        self.found += [f"{name}={value}" for name, value in given.items() if name.startswith("on")]
        for name in ("href", "src", "action", "xlink:href", "data", "formaction", "poster", "srcset"):
            value = re.sub(r"[\x00-\x20]", "", given.get(name, "")).lower()
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", value)
            if scheme and scheme[1] not in ("http", "https", "mailto", "data", "tel"):
                self.found.append(f"{name}={value}")
            if value == "x":
                self.found.append(f"{name}={value}")


def live_in(markup: str) -> list[str]:
    parser = _Live()
    parser.feed(markup)
    return parser.found

"""Changes as a page of their own: every language of a block side by side. It needs no other file and runs no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from briefgen.handouts.changing.differences import ChangedDocument, ChangedRow, ChangedSide, FactDifference, SiteChanges
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.resolving.versions.block_changes import Fate

_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>What changes for readers since {since}</title>
<style>
:root {{ color-scheme: light dark; --rule: light-dark(#ccc, #555); --soft: light-dark(#555, #aaa); }}
body {{ margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 80rem; overflow-wrap: anywhere; }}
body {{ font: 1rem/1.6 system-ui, sans-serif; }}
h1, h2, h3 {{ line-height: 1.3; }}
h2 {{ margin-top: 2.5rem; border-top: 2px solid; padding-top: 0.75rem; }}
h3 {{ margin: 1.75rem 0 0.5rem; font-size: 1rem; }}
.soft, .fate {{ color: var(--soft); font-weight: 400; }}
.sides {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0.75rem 2rem; }}
.side {{ border-inline-start: 3px solid var(--rule); padding-inline-start: 0.75rem; }}
.side.changed, .side.new, .side.gone, .side.moved {{ border-color: light-dark(#0b5c46, #6cc); }}
.side p {{ margin: 0; }}
.side.same {{ color: var(--soft); }}
del {{ background: light-dark(#fbdcdc, #5b1f1f); }}
ins {{ background: light-dark(#d6f2dc, #17452a); }}
.table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-bottom: 1px solid var(--rule); padding: 0.4rem 1rem 0.4rem 0; text-align: start; }}
td {{ vertical-align: top; }}
th, td {{ min-width: 8rem; }}
code {{ font-size: 0.9em; }}
.error {{ color: light-dark(#a30000, #ff9b9b); font-weight: 700; }}
</style>
</head>
<body>
<h1>What changes for readers since <code>{since}</code></h1>
"""
_TOLD = {Fate.SAME: "not changed", Fate.MOVED: "moved", Fate.NEW: "new", Fate.GONE: "gone", Fate.CHANGED: "changed"}


def as_page(changes: SiteChanges) -> str:
    """The whole page."""
    parts = [Markup(_HEAD).format(since=changes.since)]
    if changes.is_nothing:
        parts.append(Markup("<p>Nothing: texts, facts and problems are the same.</p>\n"))
    parts += [_problems("New problems", changes.new), _problems("Problems solved", changes.solved)]
    parts.append(_facts(changes.facts, changes.languages))
    parts += (_document(it, changes.languages) for it in changes.documents)
    parts.append(_files(changes.files))
    return str(_joined(parts) + Markup("</body>\n</html>\n"))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("".join(parts))


def _problems(title: str, found: tuple[Diagnostic, ...]) -> Markup:
    if not found:
        return Markup("")
    listed = (
        Markup('<li><span class="{0}">{0}</span> <code>{1}</code> <code>{2}</code> {3}</li>\n').format(
            it.severity.value, it.code, it.span or "", it.message
        )
        for it in found
    )
    return Markup("<h2>{}</h2>\n<ul>\n{}</ul>\n").format(title, _joined(listed))


def _facts(facts: tuple[FactDifference, ...], languages: Mapping[str, str]) -> Markup:
    if not facts:
        return Markup("")
    head = "<thead><tr><th>Fact</th><th>Before</th><th>Now</th><th>Used in</th></tr></thead>"
    rows = (_fact(it, languages) for it in facts)
    table = Markup('<div class="table"><table>{}<tbody>\n{}</tbody></table></div>\n').format(
        Markup(head), _joined(rows)
    )
    return Markup("<h2>Facts</h2>\n") + table


def _fact(fact: FactDifference, languages: Mapping[str, str]) -> Markup:
    before, now = (
        _joined(
            Markup('<div lang="{}" dir="{}">{}</div>').format(lang, way, said[lang])
            for lang, way in languages.items()
            if lang in said
        )
        for said in (fact.was, fact.now)
    )
    beside = Markup('<div class="soft">also: {}</div>').format(", ".join(fact.beside)) if fact.beside else Markup("")
    places = dict.fromkeys((it.span.path, it.span.line) for it in fact.places)
    used = _joined(Markup("<div><code>{}:{}</code></div>").format(*it) for it in places)
    return Markup("<tr><td><code>{}</code></td><td>{}</td><td>{}{}</td><td>{}</td></tr>\n").format(
        fact.id, before, now, beside, used
    )


def _document(document: ChangedDocument, languages: Mapping[str, str]) -> Markup:
    fate = Markup(' <span class="fate">({})</span>').format(_TOLD[document.fate])
    title = Markup('<h2>{} <code>{}</code>: <span dir="auto">{}</span>{}</h2>\n').format(
        document.what.capitalize(), document.name, document.title, fate
    )
    return title + _joined(_row(it, languages) for it in document.rows)


def _row(row: ChangedRow, languages: Mapping[str, str]) -> Markup:
    under = Markup(' <span class="soft">under “<bdi>{}</bdi>”</span>').format(row.under) if row.under else Markup("")
    head = Markup("<h3>{} {}{}</h3>\n").format(row.kind, row.number, under)
    sides = _joined(_side(lang, row.sides[lang], way) for lang, way in languages.items() if lang in row.sides)
    more = Markup('<p class="soft">and {} more of these rows</p>\n').format(row.more) if row.more else Markup("")
    return head + Markup('<div class="sides">\n{}</div>\n').format(sides) + more


def _side(lang: str, side: ChangedSide, way: str) -> Markup:
    tags = {Fate.GONE: "del", Fate.NEW: "ins"}
    runs = (
        Markup(f"<{tag}>{{}}</{tag}>").format(it.words) if (tag := tags.get(it.fate)) else Markup("{}").format(it.words)
        for it in side.runs
    )
    return Markup(
        '<div class="side {}"><p class="soft">{}, {} <code>{}</code></p><p lang="{}" dir="{}">{}</p></div>\n'
    ).format(side.fate.value, lang, _TOLD[side.fate], side.place, lang, way, Markup(" ").join(runs))


def _files(files: tuple[tuple[str, Fate], ...]) -> Markup:
    if not files:
        return Markup("")
    listed = _joined(Markup("<li>{}: <code>{}</code></li>\n").format(fate.value, path) for path, fate in files)
    return Markup("<h2>Pictures and files</h2>\n<ul>\n{}</ul>\n").format(listed)

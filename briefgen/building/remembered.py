"""What a build need not do again: fill pages that would read the same, and check texts that have not changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from gettext import NullTranslations
from typing import Any

from briefgen.building.project import ProjectSources, is_lasting
from briefgen.building.workers import Workers
from briefgen.checking.prose.vocabulary import StylePatterns
from briefgen.checking.remembered import Find, LookedUp, without_texts
from briefgen.checking.rules import check_editions
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span
from briefgen.model.core.written import Lang
from briefgen.model.output.tree import File
from briefgen.model.written.briefs import Brief
from briefgen.model.written.shown import Shown
from briefgen.rendering.office.plain.twin import twins
from briefgen.rendering.theme.compiled import COMPILED
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.theme.templates import make_templates
from briefgen.rendering.web.data.extension_files import extension_files
from briefgen.rendering.web.data.feeds import Feed, render_feed
from briefgen.rendering.web.page import Made, Page, render_page
from briefgen.rendering.web.pages import file_of
from briefgen.rendering.web.side_by_side import render_beside
from briefgen.resolving.bibliography.citations import format_references
from briefgen.resolving.documents.articles import EarlierWork, settle_text
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import TermView
from briefgen.resolving.site.scope import Scope
from briefgen.resolving.text.settling_state import Host, Numbering
from briefgen.running.code_digest import own_code, versions
from briefgen.running.fingerprint import fingerprint
from briefgen.running.progress import alone
from briefgen.running.reads import BY_ATTRIBUTE, ENTRIES, KNOWN, WHOLE, Memory, ReadDetail
from briefgen.running.serialise import Desk, pack, recall, unpack
from briefgen.running.store import NullStore, Store


def keep_templates(store: Store) -> None:
    """Compile the templates that come with briefgen once for all builds, but for one that remembers nothing."""
    if not isinstance(store, NullStore):
        COMPILED.keep(f"{own_code(make_templates)}, {versions('jinja2', 'markupsafe')}")


_DOCUMENTS = ReadDetail(each=BY_ATTRIBUTE)
"""Of another brief, a page shows its title and its number, and not its text."""
_PACK = ReadDetail(parts={"articles": _DOCUMENTS})
EDITION = ReadDetail(
    parts=dict.fromkeys(("articles", "listed", "pages"), _DOCUMENTS)
    | dict.fromkeys(("topics", "facts", "terms"), ENTRIES)
    | {"packs": ReadDetail(each=_PACK)}
)


_SITE = ReadDetail(
    parts=dict.fromkeys(
        ("sources", "facts", "glossary", "timeline", "packs", "links", "profiles", "held", "said_in"), ENTRIES
    )
    | {"briefs": ReadDetail(each=ReadDetail(parts={"texts": _DOCUMENTS})), "pages": ReadDetail(each=_DOCUMENTS)}
)


@dataclass(frozen=True, slots=True)
class _SettledText:
    """What settling a text gives, with what stands for it, its body and its notes in fingerprints."""

    article: Article
    digest: str
    numbering: Numbering
    body: str
    placed: str
    """What stands for its body where places count."""
    notes: tuple[str, ...]


class _Bundle:
    """Short results, of which there are many, kept together: those that the last build asked for."""

    def __init__(self, store: Store, name: str) -> None:
        content = store.get(name)
        found = unpack(content) if content is not None else None
        self._store, self._name = store, name
        self._kept: dict[str, str] = found.value if found is not None and isinstance(found.value, dict) else {}
        self._asked: dict[str, str] = {}

    def recall(self, key: tuple[object, ...], make: Callable[[], str | None]) -> str | None:
        name = fingerprint(key)
        found = self._kept.get(name)
        if found is None:
            found = make()
        if found is not None:
            self._asked[name] = found
        return found

    def keep(self) -> None:
        if self._asked != self._kept:
            self._store.put(self._name, pack(Outcome(self._asked)))


class _Rest:
    """Puts what a brief has of texts on the disk, where there is room: its body, its notes and its recommendations.

    A term that many briefs show is kept once.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._terms: dict[TermView, TermView] = {}

    def put(self, article: Article) -> Article:
        """The brief with its texts on the disk; unchanged where nothing is put there."""
        desk = self._desk
        if not desk.is_on_disk:
            return article
        desk.clear()
        return replace(
            article,
            body=desk.put(article.body),
            notes=tuple(replace(it, body=desk.put(it.body)) for it in article.notes),
            recommendations=tuple(replace(it, text=desk.put(it.text)) for it in article.recommendations),
            terms=tuple(self._terms.setdefault(it, it) for it in article.terms),
        )


class RestingTexts(EarlierWork):
    """Settles the texts of briefs, and lets them rest."""

    def __init__(self, desk: Desk) -> None:
        self._rest = _Rest(desk)

    def settle(
        self, brief: Brief, scope: Scope, numbering: Numbering, host: Host | None
    ) -> Outcome[tuple[Article, Numbering]]:
        """As ``settle_text``."""
        made = settle_text(brief, scope, numbering, host)
        article, after = made.value
        return replace(made, value=(self._rest.put(article), after))


def settler(site: Shown, workers: Workers) -> EarlierWork:
    """Return what settles texts: anew where nothing is remembered."""
    return RestingTexts(workers.desk) if isinstance(workers.store, NullStore) else RememberedTexts(site, workers)


class RememberedTexts(EarlierWork):
    """Settles the texts of briefs, or finds them as they were settled before.

    Places count: a text that has moved within its file, or leans on an entry of YAML that has, is settled again.
    """

    def __init__(self, site: Shown, workers: Workers) -> None:
        code = f"{own_code(settle_text)}, {versions('babel', 'markdown-it-py', 'nh3', 'pydantic')}"
        version = fingerprint(("texts", code, site.languages))
        self._site, self._workers, self._rest = site, workers, _Rest(workers.desk)
        self._memory = Memory(workers.store, version, {"site": (site, _SITE)}, workers.placed, workers.explain)
        code = f"{own_code(format_references)}, {versions('citeproc-py', 'lxml')}"
        publisher = site.settings.value.publisher.name
        self._entries = _Bundle(workers.store, fingerprint(("references", code, site.languages, publisher)))

    def settle(
        self, brief: Brief, scope: Scope, numbering: Numbering, host: Host | None
    ) -> Outcome[tuple[Article, Numbering]]:
        """As ``settle_text``."""
        digests = self._workers.digests

        def make(seen: Mapping[str, Any]) -> Outcome[_SettledText]:
            made = settle_text(brief, replace(scope, site=seen["site"]), numbering, host)
            article, after = made.value
            article = self._rest.put(article)  # before digests are taken, which keep what they are of
            notes = tuple(digests.of_text(note.body) for note in article.notes)
            body = digests.of_text(article.body)
            placed = self._workers.placed.of_text(article.body)
            settled = _SettledText(article, digests.of(article), replace(after, given={}), body, placed, notes)
            return Outcome(settled, made.diagnostics)

        label = ("texts", f"{brief.slug} ({scope.lang})")
        found = self._memory.recall(self._key(brief, scope, numbering, host), make, label)
        settled = found.value
        settled = replace(settled, article=self._rest.put(settled.article))
        digests.know(settled.article.body, settled.body)
        if self._workers.texts is not None:
            self._workers.texts.take(settled.article.body, settled.placed)
            file_of(settled.article.body)  # every process asks this of all texts, and here it is open
        for note, digest in zip(settled.article.notes, settled.notes, strict=True):
            digests.know(note.body, digest)
        # The data that is read now is equal, and is what all that is made of this text has.
        digests.know_owner(replace(settled.article, data=brief.data.value), settled.digest)
        return Outcome((settled.article, settled.numbering), found.diagnostics)

    def entry(self, key: tuple[object, ...], make: Callable[[], str | None]) -> str | None:
        """As ``make``."""
        return self._entries.recall(key, make)

    def keep(self) -> None:
        """Remember entries of the References; texts are remembered as they are settled."""
        self._entries.keep()

    def _key(self, brief: Brief, scope: Scope, numbering: Numbering, host: Host | None) -> tuple[object, ...]:
        digest = self._workers.placed.of
        counted = (replace(numbering, given={}), digest(numbering.given))
        pack = host and (host.slug, host.number, host.title, host.path, host.prefix, digest(host.pack))
        # The state of a translation depends on the wordings as their authors wrote them.
        briefs = (self._parts(brief), self._parts(self._site.as_written.briefs[brief.slug]))
        return ("settled", scope.lang, digest(scope.language), briefs, counted, pack)

    def _parts(self, brief: Brief) -> tuple[object, ...]:
        """Every file of a brief; what it has unchanged from its author is not looked at twice."""
        digest = self._workers.placed.of
        groups = (brief.texts, brief.charts, brief.pictures)
        each = [{name: digest(it) for name, it in group.items()} for group in groups]
        alone = (digest(brief.data), brief.stamps and digest(brief.stamps), brief.signoffs and digest(brief.signoffs))
        return (brief.slug, *each, *alone, brief.images, brief.files, brief.versions)


class RememberedPages:
    """Fills pages, or finds them as they were filled before."""

    def __init__(
        self,
        editions: Mapping[Lang, Edition],
        contexts: Mapping[Lang, RenderContext],
        sources: ProjectSources,
        workers: Workers,
        missed: Callable[[], bool] = alone,
    ) -> None:
        any_language = next(iter(contexts.values()))
        whole = (sources.theme.files, sources.site.profiles, workers.limits, any_language.sets_lines)
        code = f"{own_code(render_beside)}, {versions('jinja2', 'markupsafe', 'babel')}"
        self._contexts = contexts
        self._digest = workers.digests.of
        self._workers = workers
        self._memory = Memory(
            workers.store,
            fingerprint(("pages", code, whole)),
            {
                "editions": (editions, ReadDetail(each=EDITION)),
                "drawings": (any_language.drawings, ENTRIES),
                "images": (any_language.images, ENTRIES),
                "pictures": (any_language.pictures, ENTRIES),
                "pdfs": (any_language.pdfs, ENTRIES),
            },
            workers.digests,
            workers.explain,
            missed,
        )

    def page(self, page: Page, edition: Edition, context: RenderContext) -> Outcome[Made]:
        """As ``render_page``."""
        lang, digest, path = edition.lang, self._digest, page.info.path
        given = {name: digest(value) for name, value in page.given.items() if not isinstance(value, PackView)}
        packs = {name: value for name, value in page.given.items() if isinstance(value, PackView)}
        for name, value in packs.items():  # the page shows what its briefs are called, and not their texts
            self._memory.add(f"{path} {name}", value, _PACK)
        own = (digest(page.article), digest(page.references), page.break_rule, page.references_at)

        def fill(seen: Mapping[str, Any]) -> Outcome[Made]:
            shown = {**page.given, **{name: seen[f"{path} {name}"] for name in packs}}
            return render_page(replace(page, given=shown), seen["editions"][lang], _seeing(context, seen))

        found = self._memory.recall(("page", lang, page.info, page.template, given, own), fill, ("pages", path))
        return replace(found, value=self._put(found.value, page.span))

    def beside(self, article: Article, there: Article) -> Outcome[Made]:
        """As ``render_beside``, of all editions."""

        def fill(seen: Mapping[str, Any]) -> Outcome[Made]:
            contexts = {lang: _seeing(context, seen) for lang, context in self._contexts.items()}
            return render_beside(article, there, seen["editions"], contexts)

        key = ("side by side", self._digest(article), self._digest(there))
        found = self._memory.recall(key, fill, ("pages side by side", f"{article.path} ({there.lang})"))
        return replace(found, value=self._put(found.value, file_of(article.body)))

    def feed(self, feed: Feed, edition: Edition, context: RenderContext) -> Outcome[tuple[Made, ...]]:
        """As ``render_feed``."""
        lang = edition.lang

        def fill(seen: Mapping[str, Any]) -> Outcome[tuple[Made, ...]]:
            return render_feed(feed, seen["editions"][lang], _seeing(context, seen))

        return self._memory.recall(("feed", own_code(render_feed), lang, feed), fill, ("feeds", feed.page.path))

    def _put(self, made: Made, span: Span | None) -> Made:
        self._workers.desk.clear()
        return replace(made, text=self._workers.spill.put_text(made.html), span=span)


class RememberedTwins:
    """Writes what a brief says as Markdown and plain text, or finds it as it was written before."""

    def __init__(self, sources: ProjectSources, workers: Workers) -> None:
        words = {path: content for path, content in sources.theme.files.items() if path.endswith(".po")}
        self._images = sources.image_paths
        self._version = fingerprint(("twins", own_code(twins), words, self._images))
        self._sources, self._workers = sources, workers

    def files(self, article: Article, edition: Edition, words: NullTranslations) -> tuple[File, ...]:
        """As ``twins``, which depend on the brief and on what the site says of itself."""
        digest = self._workers.digests.of
        name = fingerprint((self._version, digest(article), digest(edition.site)))
        site, images = self._sources.site, self._images

        def made() -> Outcome[tuple[File, ...]]:
            return Outcome(twins(article, edition, site, words, images))

        self._workers.desk.clear()
        found: tuple[File, ...] = recall(self._workers.store, name, made).value
        return found


class RememberedFormats:
    """What the formats of packages make of a brief, or what they made of it before."""

    def __init__(self, sources: ProjectSources, workers: Workers) -> None:
        self._used = tuple(it for it in sources.extensions if it.extension.formats)
        self._version = ("formats", own_code(extension_files), *(it.key for it in self._used))
        self._workers = workers

    def files(self, article: Article, edition: Edition, markdown: str) -> Outcome[tuple[File, ...]]:
        """As ``extension_files``."""
        if not self._used:
            return Outcome(())
        key = (self._version, self._workers.placed.of(article), edition.site.base_url, markdown)

        def make() -> Outcome[tuple[File, ...]]:
            return extension_files(article, edition, markdown, self._used)

        return recall(self._workers.store, fingerprint(key), make, is_lasting)


_LOOKED_UP = {
    "site": ReadDetail(parts=dict.fromkeys(("facts", "sources", "glossary"), ENTRIES)),
    "held": ENTRIES,
    "look": ReadDetail(
        parts={part.name: KNOWN for part in fields(StylePatterns)}
        | {"status": ENTRIES, "ledger": ENTRIES, "attributed": WHOLE}
    ),
}
"""How what rules look up in a text is noted. Patterns are made of the glossary and the settings."""


class RememberedChecks:
    """What rules found in a text, for as long as it has not changed and nothing that they look up has.

    Places count here, so that what was found may be told again where it was.
    """

    def __init__(self, site: Shown, workers: Workers, missed: Callable[[], bool] = alone) -> None:
        self._missed = missed
        lasting = replace(without_texts(site), facts={}, sources={})
        whole = (own_code(check_editions), versions("babel", "pydantic"), lasting)
        self._version = fingerprint(whole, with_places=True)
        self._desk = workers.desk
        self._store, self._digests, self._has = workers.store, workers.placed, workers.has
        self._memories: dict[int, tuple[LookedUp, Memory]] = {}

    def recall(self, key: tuple[object, ...], find: Find, looked_up: LookedUp) -> Iterable[Diagnostic]:
        """A ``Recall`` for ``check_editions``."""
        if id(looked_up) not in self._memories:
            roots = {name: (value, _LOOKED_UP[name]) for name, value in looked_up.items()}
            memory = Memory(self._store, self._version, roots, self._digests, missed=self._missed)
            self._memories[id(looked_up)] = looked_up, memory
        self._desk.clear()
        _, memory = self._memories[id(looked_up)]
        digest = self._digests.of
        # Of entries that are asked for together, each is looked up by itself, too.
        parts = tuple(tuple(map(digest, part)) if isinstance(part, tuple) else digest(part) for part in key)
        if not self._has(*parts):
            return ()
        return memory.recall(parts, lambda seen: Outcome(None, tuple(find(seen)))).diagnostics


def _seeing(context: RenderContext, seen: Mapping[str, Any]) -> RenderContext:
    """The same context with what is looked up in it replaced by what notes it."""
    return replace(
        context,
        drawings=seen["drawings"],
        images=seen["images"],
        pictures=seen["pictures"],
        editions=seen["editions"],
        pdfs=seen["pdfs"],
    )

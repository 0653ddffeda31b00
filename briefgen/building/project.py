"""Everything that is read before anything is made: the sources as readers may see them, the theme, fonts, images."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from briefgen.building.workers import Workers
from briefgen.language.matching.variants import base_language
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error
from briefgen.model.core.document import LookedAt
from briefgen.model.core.levels import Judge, judge_of
from briefgen.model.core.written import Lang, Written
from briefgen.model.extension import Installed
from briefgen.model.records.versions import Kept
from briefgen.model.theme import Theme
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.briefs import Brief, BriefStatus
from briefgen.model.written.shown import Shown
from briefgen.model.written.site import Site
from briefgen.reading.cache import Newest, forget
from briefgen.reading.files.package_functions import extensions_of
from briefgen.reading.files.theme import read_theme
from briefgen.reading.load import load
from briefgen.reading.texts import read_brief
from briefgen.reading.world import World
from briefgen.rendering.fonts.faces import Fonts, read_fonts
from briefgen.rendering.html.pictures import WebPicture
from briefgen.rendering.theme.templates import know_wording, theme_problems
from briefgen.rendering.web.assets import image_path, web_picture
from briefgen.rendering.web.photographs import PictureCopies
from briefgen.resolving.embargo.embargo import Calendar, calendar, is_whole, shown_at
from briefgen.running.code_digest import own_code, versions
from briefgen.running.fingerprint import fingerprint
from briefgen.running.serialise import Desk, recall
from briefgen.running.store import NullStore, Store

_FORGETFUL = NullStore()
_briefs: Newest[Outcome[Brief]] = Newest()
"""By slug: a preview reads all of them for every change of one."""


@dataclass(frozen=True, slots=True)
class ProjectSources:
    """Everything that was read: the sources, the theme, the fonts, the images."""

    site: Shown
    theme: Theme
    fonts: Fonts
    images: Mapping[str, bytes] = field(default_factory=dict)
    """Path in the project → bytes, as the author saved them."""
    kept: Mapping[str, bytes] = field(default_factory=dict)
    """The PDFs of versions that were kept: path in the project → bytes."""
    revision: str = ""
    """What the state of the sources is called; empty when it is not to be shown."""
    calendar: Calendar = field(default_factory=Calendar)
    """When embargoes end."""
    shown: Mapping[str, bytes] = field(default_factory=dict)
    """Path in the project → the bytes of an image as they are published; none before ``images.with_images``."""
    reduced: Mapping[str, bytes] = field(default_factory=dict)
    """Path in the project → the bytes of an image as PDFs have them, where these are others."""
    copies: Mapping[str, PictureCopies] = field(default_factory=dict)
    """Path in the project → an image in copies for the web; none before ``images.with_copies``."""
    extensions: tuple[Installed, ...] = ()
    """Those that the site uses."""
    hidden: tuple[Site, datetime] | None = None
    """The sources as written, and the time, where readers are not shown all of them at that time."""

    @property
    def judge(self) -> Judge:
        """How the site takes a problem."""
        settings = self.site.settings.value
        return judge_of(settings.level, settings.rules)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a site could be made of."""
        return not self.site.profiles or not (self.site.briefs or self.site.held)

    @property
    def styles(self) -> dict[Lang, str]:
        """The CSL style of each language; a language without one takes the first there is."""
        paths = {PurePosixPath(path).stem: path for path in self.theme.below("csl")}
        spare = next(iter(paths.values()), "")
        bases = {lang: base_language(lang, paths) for lang in self.site.languages}
        return {lang: self.theme.text(paths[base] if base else spare) for lang, base in bases.items()}

    @property
    def image_paths(self) -> dict[str, str]:
        """Path in the project → path in the output."""
        return {path: image_path(path, content) for path, content in self.shown.items()}

    @property
    def web_pictures(self) -> dict[str, WebPicture]:
        """Path in the project → what pages are told of a photograph."""
        return {path: web_picture(path, copies) for path, copies in self.copies.items()}


def read_all(
    world: World,
    base_url: str | None,
    profiles: tuple[Profile, ...] = (),
    *,
    preview: bool = False,
    now: datetime | None = None,
    workers: Workers | None = None,
) -> Outcome[ProjectSources]:
    """Read the whole project; ``base_url`` stands in for the one in site.yaml, ``profiles`` are made of everything.

    What readers may not see yet is left out here, before anything is made of it, but for a ``preview``; ``now`` stands
    in for the world's time. Files are not looked at again while the ``workers`` remember what was found in them.
    """
    if workers is None:
        return read_around(load(world), world, base_url, profiles, preview=preview, now=now)
    is_kept = not isinstance(workers.store, NullStore)
    content = load(world, _briefs_known(workers) if is_kept else lambda _, make: _rested(make, workers.desk))
    if workers.desk.is_on_disk:
        forget()
    return read_around(content, world, base_url, profiles, preview=preview, now=now, store=workers.store)


def _briefs_known(workers: Workers) -> Callable[[tuple[object, ...], Callable[[], Outcome[Brief]]], Outcome[Brief]]:
    """Return what is known of the briefs of earlier builds, by their files; texts are known by these from here on."""
    code = f"{own_code(read_brief)}, {versions('markdown-it-py', 'mdit-py-plugins', 'nh3', 'pydantic')}"

    def known(key: tuple[object, ...], make: Callable[[], Outcome[Brief]]) -> Outcome[Brief]:
        name = fingerprint(("brief", code, key))
        if workers.spill.is_on_disk:
            rested = partial(_rested, make, workers.desk)  # what is kept then need not be packed again
            found = _resting(recall(workers.store, name, rested, _may_be_kept), workers.desk)
        else:
            found = _briefs.get(key[0], name, lambda: recall(workers.store, name, make, _may_be_kept))
        brief = found.value
        parts = (brief.data, brief.texts, brief.charts, brief.pictures, brief.stamps, brief.signoffs)
        each = (*brief.texts.values(), *brief.charts.values(), *brief.pictures.values())
        workers.placed.know_all([*parts, *each], name)
        for lang, text in brief.texts.items():
            workers.placed.know(text.body, f"{name} {lang}")
        if workers.texts is not None and _may_be_kept(found):
            looked_at: list[LookedAt] = list(brief.entries())
            for text in brief.texts.values():
                looked_at += (text.front, text.body)
            for number, value in enumerate(looked_at):
                workers.texts.take(value, f"{name} {number}")
        return found

    return known


def _rested(make: Callable[[], Outcome[Brief]], desk: Desk) -> Outcome[Brief]:
    return _resting(make(), desk)


def _resting(found: Outcome[Brief], desk: Desk) -> Outcome[Brief]:
    """A brief whose texts rest, but for one that is compared with what it was translated from, block by block."""
    if not desk.is_on_disk:
        return found
    desk.clear()
    forget()
    brief = found.value
    if brief.stamps is not None:
        return found
    texts = {lang: replace(text, body=desk.put(text.body)) for lang, text in brief.texts.items()}
    return replace(found, value=replace(brief, texts=texts))


def _may_be_kept(found: Outcome[Brief]) -> bool:
    """Not what readers may not see yet: a store may be lent to others."""
    data = found.value.data.value
    is_open = data.status in (BriefStatus.PUBLISHED, BriefStatus.SUPERSEDED) and data.embargo_until is None
    return is_open and is_lasting(found)


def is_lasting(found: Outcome[object]) -> bool:
    """Tell whether the same would be found again: not what a limit has cut off, or where code of others has failed."""
    return all(it.code not in ("work-fits-limits", "extension-works") for it in found.diagnostics)


def read_around(
    content: Outcome[Site],
    world: World,
    base_url: str | None,
    profiles: tuple[Profile, ...] = (),
    *,
    preview: bool = False,
    now: datetime | None = None,
    store: Store = _FORGETFUL,
) -> Outcome[ProjectSources]:
    """``read_all`` of a ``world`` whose ``content`` has been read."""
    report = Report()
    now = now or world.now()
    written = _as_asked(report.take(content), base_url, profiles)
    site = report.take(shown_at(written, now, preview=preview))
    hidden = None if is_whole(site, written) else (written, now)
    images = report.take(read_images(site, world))
    kept = report.take(_read_kept(site, world))
    theme = read_theme(world)
    fonts = report.take(read_fonts(world, partial(_points_known, store)))
    know_wording(theme, site.languages, partial(_wording_known, store))
    if world.has_own_theme():  # briefgen's own has been looked at
        report.add(_theme_problems(theme, site.languages, store))
    ends = calendar(written, now)
    sources = ProjectSources(site, theme, fonts, images, kept, calendar=ends, hidden=hidden)
    used = extensions_of(world, site.settings).value  # what is wrong with them was told when they were first needed
    return Outcome(replace(sources, extensions=used), report.sorted())


def _theme_problems(theme: Theme, languages: tuple[Lang, ...], store: Store) -> tuple[Diagnostic, ...]:
    """Report what is wrong with a theme that has changed."""
    code = f"{own_code(theme_problems)}, {versions('jinja2', 'tinycss2', 'babel')}"
    key = fingerprint(("theme", code, theme, languages), with_places=True)
    return recall(store, key, lambda: Outcome(None, theme_problems(theme, languages))).diagnostics


def _wording_known(store: Store, lang: Lang, source: bytes, make: Callable[[], Outcome[bytes]]) -> Outcome[bytes]:
    """A catalogue of wording, compiled."""
    return recall(store, fingerprint(("wording", own_code(know_wording), versions("babel"), lang, source)), make)


def _points_known(store: Store, digest: str, look: Callable[[], frozenset[int]]) -> frozenset[int]:
    """The code points of a font file."""
    key = fingerprint(("font", versions("fonttools", "uharfbuzz"), digest))
    return frozenset(recall(store, key, lambda: Outcome(look())).value)


def _as_asked(site: Site, base_url: str | None, profiles: tuple[Profile, ...]) -> Site:
    """The same site with the address, its briefs and packs asking for these forms besides their own."""
    if base_url is not None:
        settings = replace(site.settings, value=site.settings.value.model_copy(update={"base_url": base_url}))
        site = replace(site, settings=settings)
    if not profiles:
        return site

    def asking(written: Written[Any]) -> Written[Any]:
        asked = (*written.value.profiles, *profiles)
        return replace(written, value=written.value.model_copy(update={"profiles": asked}))

    briefs = {slug: replace(brief, data=asking(brief.data)) for slug, brief in site.briefs.items()}
    return replace(site, briefs=briefs, packs={ident: asking(pack) for ident, pack in site.packs.items()})


def read_images(site: Site, world: World) -> Outcome[dict[str, bytes]]:
    """The bytes of every image by its path in the project."""
    found: dict[str, bytes] = {}
    report = Report()
    for path in sorted({path for brief in site.briefs.values() for path in brief.images.values()} | site.logos.keys()):
        try:
            found[path] = world.read(path)
        except OSError as problem:
            place = site.logos.get(path, Span(path))
            report.add([error("image-exists", f"{path} cannot be read: {problem}", place)])
    return Outcome(found, report.sorted())


def _read_kept(site: Site, world: World) -> Outcome[dict[str, bytes]]:
    """The PDFs that were handed out, each the very file: no build makes them again."""
    found: dict[str, bytes] = {}
    report = Report()
    for kept in (kept for brief in site.briefs.values() for kept in brief.versions.values()):
        for name, pdf in kept.data.value.pdfs.items():
            try:
                content = world.read(kept.files.get(name, f"{posixpath.dirname(kept.data.span.path)}/{name}"))
            except OSError:
                report.add([_not_whole(kept, name, "is missing")])
                continue
            if not content.startswith(b"%PDF-"):
                report.add([_not_whole(kept, name, "is not a PDF")])
                continue
            if sha256(content).hexdigest() != pdf.sha256:
                report.add([_not_whole(kept, name, "has been changed")])
            found[kept.files[name]] = content
    return Outcome(found, report.sorted())


def _not_whole(kept: Kept, name: str, why: str) -> Diagnostic:
    message = f"the PDF {name} of version {kept.version} was handed out, but {why}"
    hint = "restore it from the repository: git checkout the commit that kept it"
    return error("kept-file-is-whole", message, kept.data.at("pdfs", name), hint)

"""A brief as a document that an editor changes in an office program: never a part of the site.

It shows what readers see or will: what is under embargo, and drafts, are edited before they are published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from briefgen.building.charts import draw_charts, picture_fonts
from briefgen.building.images import images_of, with_images
from briefgen.building.project import ProjectSources, read_all
from briefgen.building.workers import Workers
from briefgen.checking.rules import check_editions
from briefgen.handouts.named import Order, slug_of
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, error
from briefgen.model.core.written import Lang
from briefgen.model.output.tree import Tree
from briefgen.reading.world import World
from briefgen.rendering.charts.draw import PAPER, for_print
from briefgen.rendering.office.brief import HandoffPictures, handoff_of
from briefgen.rendering.office.hancom import reference as hancom
from briefgen.rendering.office.hancom.hwpx_file import hancom_document
from briefgen.rendering.office.handoff import Handoff, HandoffPicture
from briefgen.rendering.office.pictures import drawn, image
from briefgen.rendering.office.word.docx_file import word_document
from briefgen.rendering.office.word.reference import read_reference
from briefgen.rendering.theme.context import drawing_key
from briefgen.rendering.theme.templates import wording
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store

_BRIEFS = "content/briefs/"


@dataclass(frozen=True, slots=True)
class EditedProject:
    """The whole project, read and settled, with what readers may not see yet."""

    sources: ProjectSources
    editions: Mapping[Lang, Edition]

    def handoff(self, slug: str, lang: Lang, pictures: HandoffPictures) -> Handoff:
        """A brief as a document."""
        edition = self.editions[lang]
        say = wording(self.sources.theme, lang).gettext
        return handoff_of(edition.articles[slug], edition, self.sources.site, say, pictures)


Writer = Callable[[Handoff, ProjectSources], Outcome[bytes]]


def handoff(
    world: World,
    order: Order,
    form: str = "docx",
    *,
    executor: Executor,
    store: Store,
    progress: Progress = SILENT,
) -> Outcome[Tree]:
    """The document by its file name, in the first language of the brief where none is asked for.

    None, and why, when there is no such brief or it cannot be read.
    """
    report, workers = Report(), Workers(executor, store, progress)
    with progress.stage("read"):
        project = report.take(read_edited(world, order.base_url))
    if project is None:
        return Outcome(Tree({}), _in_the_way(report))
    report.judge = project.sources.judge
    workers = workers.bound_by(project.sources.site)
    report.add(
        check_editions(project.editions, project.sources.site, project.sources.fonts, project.sources.extensions)
    )
    found = report.take(_brief(project, order))
    slug, lang = found or ("", "")
    if in_the_way := _in_the_way(report, slug):
        return Outcome(Tree({}), in_the_way)
    pictures = report.take(_pictures(project, slug, lang, workers))
    made = replace(project.handoff(slug, lang, pictures), revision=world.revision() or "")
    written = WRITERS[form](made, project.sources)
    files = {f"{slug}-{lang}.{form}": written.value} if written.value else {}
    return Outcome(Tree(files), (*_in_the_way(report, slug), *written.diagnostics))


def _in_the_way(report: Report, slug: str = "") -> tuple[Diagnostic, ...]:
    """What stops the command; all else is for a check to tell, and so is what is wrong in the text of another brief."""
    errors = tuple(found for found in report if found.severity is Severity.ERROR)
    return tuple(it for it in errors if not (slug and it.span and _is_of_another(it.span.path, slug)))


def _is_of_another(path: str, slug: str) -> bool:
    return path.startswith(_BRIEFS) and not path.startswith(f"{_BRIEFS}{slug}/")


def read_edited(world: World, base_url: str | None = None) -> Outcome[EditedProject | None]:
    """Read and settle everything; None, and why, where that cannot be."""
    report = Report()
    sources = report.take(read_all(world, base_url, preview=True))
    if not sources.site.profiles:
        return Outcome(None, report.sorted())
    return Outcome(EditedProject(sources, report.take(resolve(sources.site, sources.styles))), report.sorted())


def _brief(project: EditedProject, order: Order) -> Outcome[tuple[str, Lang] | None]:
    """The slug of the brief, and the language of its text."""
    found = slug_of(order.name, project.sources.site)
    if (slug := found.value) is None:
        return Outcome(None, found.diagnostics)
    there = [lang for lang, edition in project.editions.items() if slug in edition.articles]
    lang = order.lang or next(iter(there), "")
    if lang in there:
        return Outcome((slug, lang))
    return Outcome(None, (_without_text(slug, lang, there),))


def _without_text(slug: str, lang: Lang, there: list[Lang]) -> Diagnostic:
    message = f"the brief “{slug}” has no text in “{lang}”" if lang else f"the brief “{slug}” has no text"
    hint = f"its languages are: {', '.join(there)}" if there else "a withdrawn brief has nothing to edit"
    return error("language-has-file", message, None, hint)


def _pictures(project: EditedProject, slug: str, lang: Lang, workers: Workers) -> Outcome[HandoffPictures]:
    """The charts and images of a brief."""
    report = Report()
    article = project.editions[lang].articles[slug]
    alone = {lang: replace(project.editions[lang], articles={slug: article}, packs={})}
    charts = report.take(draw_charts(alone, project.sources, workers))
    sources = report.take(with_images(project.sources, workers))
    shown: dict[str, HandoffPicture] = {}
    files: dict[str, bytes] = {}
    faces = picture_fonts(sources, lang)
    for numbered in article.numbered:
        svg = charts.get(drawing_key(numbered.drawing), {}).get(PAPER) if numbered.drawing else None
        if svg and numbered.drawing:
            shown[numbered.id], content = drawn(for_print(svg), numbered.drawing.id, faces)
            files[shown[numbered.id].name] = content
    for path in images_of(article):
        content = sources.reduced.get(path) or sources.shown.get(path, b"")
        if made := image(content, f"image-{len(files) + 1}"):
            shown[path], files[made[0].name] = made
    return Outcome(HandoffPictures(shown, files), report.sorted())


def _word(made: Handoff, sources: ProjectSources) -> Outcome[bytes]:
    reference = read_reference(sources.theme, made.lang)
    content = word_document(made, reference.value) if reference.value else b""
    return Outcome(content, reference.diagnostics)


def _hancom(made: Handoff, sources: ProjectSources) -> Outcome[bytes]:
    reference = hancom.read_reference(sources.theme, made.lang)
    content = hancom_document(made, reference.value) if reference.value else b""
    return Outcome(content, reference.diagnostics)


WRITERS: Mapping[str, Writer] = {"docx": _word, "hwpx": _hancom}
"""By the ending of a file."""

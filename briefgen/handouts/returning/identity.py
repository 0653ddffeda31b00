"""Which text a document was made of, by the names of its blocks; what cannot be taken back, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from shlex import quote

from briefgen.handouts.handoff import EditedProject
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error, few
from briefgen.model.values.plain import one_line
from briefgen.model.written.written import Lang
from briefgen.rendering.office.brief import HandoffPictures
from briefgen.rendering.office.handoff import Handoff, HandoffParagraph, HandoffPicture
from briefgen.rendering.office.returned import ReturnedDocument

_KEY = re.compile(r"bg_(\w+)_[0-9a-f]{8}")
_DIGITS = 12
_HINT = "nothing is taken from this file"


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as it is handed out now, its paragraphs by name."""

    handoff: Handoff
    named: Mapping[str, HandoffParagraph]

    @property
    def title(self) -> str:
        """What it is called in a message."""
        return f"{self.handoff.slug} ({self.handoff.lang})"


def text_of(document: ReturnedDocument, project: EditedProject, file: str) -> Outcome[SentText | None]:
    """The text that the document was made of; None where it was made of none, or not of the text as it is."""
    every = [sent_text(project, slug, lang) for lang, edition in project.editions.items() for slug in edition.articles]
    names = set(document.names)
    if not names:
        message = f"{file} has no bookmarks of briefgen"
        hint = "take back a document that briefgen handoff has written, with its bookmarks"
        return Outcome(None, (error("returned-file-is-ours", message, None, hint),))
    known = {it.title: names & it.named.keys() for it in every}
    best = max(every, key=lambda it: len(known[it.title]), default=None)
    if best is None or not known[best.title]:
        message = f"{file} was made of no text of this project as it is now"
        hint = "take it back in the project that it was made in, at the commit at which it was made"
        return Outcome(None, (error("returned-file-is-ours", message, None, hint),))
    problems = tuple(_problems(document, best, every, file))
    return Outcome(None if problems else best, problems)


def sent_text(project: EditedProject, slug: str, lang: Lang) -> SentText:
    """A text as it is handed out now, with something in the place of each picture."""
    article = project.editions[lang].articles[slug]
    shown = {it.id: HandoffPicture(f"{it.id}.png", "") for it in article.numbered if it.drawing}
    bodies = (article.body, *(it.body for it in article.notes))
    for part in (part for body in bodies for part in body.walk() if part.kind == "image"):
        shown[part.get("src").removeprefix("file:")] = HandoffPicture("image.png", "")
    made = project.handoff(slug, lang, HandoffPictures(shown))
    return SentText(made, {made.name(it): it for it in made.paragraphs() if it.key})


def _problems(document: ReturnedDocument, best: SentText, every: list[SentText], file: str) -> Iterator[Diagnostic]:
    names = document.names
    twice = sorted({name for name in names if names.count(name) > 1})
    for name in twice:
        span = best.named[name].span if name in best.named else None
        message = f"{file} has two copies of a block: “{_short(best, name)}”"
        yield error("block-is-returned-once", message, span, f"delete one of them; {_HINT}")
    others = [it for it in every if it is not best]
    older: dict[Span | None, str] = {}
    for name in sorted(set(names) - best.named.keys()):
        whose = next((it for it in others if name in it.named), None)
        if whose is not None:
            message = f"{file} is {best.title}, but has a block of {whose.title}: “{_short(whose, name)}”"
            yield error("returned-file-is-ours", message, whose.named[name].span, f"delete it; {_HINT}")
        else:
            span = _by_key(best, name)
            older.setdefault(span, name)
    if older:
        yield _older(file, best, [span for span in older if span is not None], document.revision)


def _older(file: str, best: SentText, changed: list[Span], revision: str) -> Diagnostic:
    """Blocks have changed since; where the first is, and the commit at which the document was made if it says so."""
    places = few(sorted({f"{it.path}:{it.line}" for it in changed}))
    message = f"{file} was made of an older text of {best.title}" + (
        f": the text, or a figure in it, has changed since at {places}" if places else ""
    )
    name = quote(file)
    folder = f"content/briefs/{best.handoff.slug}"
    commit = revision[:_DIGITS] or "COMMIT"
    made_at = f"commit {commit}" if revision else f"find the commit, git log --oneline -- {folder}; then"
    hint = (
        f"{_HINT}. Commit your own changes; then take it back in the text as it was, {made_at}: "
        f"git worktree add ../as-it-was {commit}; "
        f"briefgen take-back {name} -C ../as-it-was --write-patch back.patch; git apply --3way back.patch"
    )
    return error("returned-file-is-current", message, min(changed, default=None), hint)


def _by_key(text: SentText, name: str) -> Span | None:
    """Where the block with the same key is, which says something else now."""
    found = _KEY.fullmatch(name)
    wanted = found[1] if found else ""
    return next((it.span for it in text.named.values() if it.key.replace("-", "_") == wanted), None)


def _short(text: SentText, name: str) -> str:
    return one_line(text.named[name].words if name in text.named else name)

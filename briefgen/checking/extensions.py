"""The checks of the extensions that a site uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.extension import BriefText, Check, Installed, Problem
from briefgen.reading.files.packages.functions import outcome_of
from briefgen.resolving.edition.brief_text import brief_text
from briefgen.resolving.edition.edition import Edition


def checks_of_packages(editions: Sequence[Edition], used: Iterable[Installed]) -> Iterator[Diagnostic]:
    """Every check on every brief whose text is shown. Nothing is remembered of them."""
    checks = [(it, f"the check “{it.full(name)}”", check) for it in used for name, check in it.extension.checks.items()]
    shown = [it for edition in editions for it in edition.articles.values() if not it.is_withdrawn] if checks else []
    for article in shown:
        text = brief_text(article, editions[0].site.base_url)
        for extension, what, check in checks:
            yield from outcome_of(extension, what, article.body.span, _found_by(check, text), None).diagnostics


def _found_by(check: Check, text: BriefText) -> Callable[[], tuple[None, tuple[Problem, ...]]]:
    return lambda: (None, tuple(check(text)))

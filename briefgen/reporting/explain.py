"""What a code means, in words: the section of ``docs/diagnostics.md`` that stands under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefgen.model.core.diagnostics import Severity
from briefgen.model.core.rules import RULES, RuleKind
from briefgen.reading.disk.manual import DIAGNOSTICS, manual_page

_HEADING = re.compile(r"#{2,3} (?:`([a-z0-9-]+)`)?")
_KIND = re.compile(r"\*(Error|Warning|Error or warning|Note)\.\* (.+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_SAID = {
    "Error": "An error: it stops a build.",
    "Warning": "A warning: it stops a build only with --strict.",
    "Error or warning": "An error or a warning, as the report says.",
    "Note": "A note: for information only.",
}
_FORGIVEN = " Below level: publication it is a warning."


@dataclass(frozen=True, slots=True)
class Explained:
    """A code as the documentation has it."""

    code: str
    claim: str
    kind: str
    """``Error``, ``Warning``, ``Error or warning`` or ``Note``."""
    body: str
    """All that stands below the claim, in Markdown."""

    @property
    def severity(self) -> Severity:
        """How much it weighs where it weighs most."""
        return {"Warning": Severity.WARNING, "Note": Severity.NOTE}.get(self.kind, Severity.ERROR)

    @property
    def remedy(self) -> str:
        """How to fix it, as plain text."""
        return _plain(self.body.partition("**Fix:**")[2])


@cache
def explained() -> dict[str, Explained]:
    """Every code that there is, in the order of ``RULES``."""
    sections = _sections(manual_page(DIAGNOSTICS))
    return {code: _explained(code, sections.get(code, "")) for code in RULES}


def _sections(page: str) -> dict[str, str]:
    """Return what stands under each heading that is a code; a heading inside an example is none."""
    found: dict[str, str] = {}
    code, fenced = "", False
    for line in page.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if not fenced and (heading := _HEADING.match(line)) is not None:
            code = heading[1] or ""
        elif code:
            found[code] = found.get(code, "") + line
    return found


def _explained(code: str, section: str) -> Explained:
    first, _, body = section.strip().partition("\n")
    found = _KIND.fullmatch(first)
    return Explained(code, RULES[code].claim, found[1] if found else "Error", body.strip())


def explain(code: str) -> str | None:
    """All that is documented of ``code``, in Markdown without links, or None when there is no such code."""
    known = explained().get(code)
    if known is None:
        return None
    forgiven = _FORGIVEN if RULES[code].kind is RuleKind.FORGIVEN and known.kind == "Error" else ""
    body = _LINK.sub(r"\1", known.body)
    return f"{code}\n{known.claim}\n{_SAID[known.kind]}{forgiven}\n\n{body}\n"


def all_codes() -> str:
    """Every code with its claim, a line each."""
    width = max(map(len, RULES))
    return "".join(f"{code:<{width}}  {rule.claim}\n" for code, rule in RULES.items())


def _plain(markdown: str) -> str:
    """Markdown as one line of text: no addresses of links, no asterisks."""
    return " ".join(_BOLD.sub(r"\1", _LINK.sub(r"\1", markdown)).split())

"""What the handbooks call an error or a warning is one, at the level of strictness that they speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.levels import Level, judge_of
from briefgen.model.core.rules import RULES, RuleKind

from docs_pages import DIAGNOSTICS, PAGES, PROJECT, prose, sections  # isort: skip

ENGLISH = [page for page in PAGES if page.parent.name != "ko"]
SAID = re.compile(
    r"\b(?:is|are)(?: only| not| also)?(?: an?)? \[?(?:error|warning)s?\b"
    r"|(?:\b(?:gets?|with) an?|: an) error\b|\ba warning\b|\bwarns\b"
    r"|\b(?:stops? (?:a|the|its|publication|everything|anything|before)|refuses?|refused)\b",
    re.IGNORECASE,
)
"""A sentence that says what a problem does."""
_SENTENCE = re.compile(r"(?<=[.!?:|])\s+(?=[^a-z\s])")
_BLOCK = re.compile(r"[^\n]+(?:\n(?! *(?:[-|#]|\d+\.)|\n)[^\n]+)*")
_CODE = re.compile(r"`([a-z]+(?:-[a-z0-9]+)+)`|diagnostics\.md#([a-z0-9-]+)\)")
ERROR, WARNING = Severity.ERROR, Severity.WARNING
LEVELS, BELOW, PUBLICATION = tuple(Level), (Level.DRAFT, Level.STANDARD), (Level.PUBLICATION,)
KINDS = {
    "*Error.*": {ERROR},
    "*Warning.*": {WARNING},
    "*Error or warning.*": {ERROR, WARNING},
    "*Note.*": {Severity.NOTE},
}


@dataclass(frozen=True)
class Claim:
    """A code, and what it is at these levels."""

    code: str
    says: Severity
    levels: tuple[Level, ...] = LEVELS
    release: bool = False
    """Of a site that is to be published."""


KOREAN = DIAGNOSTICS.parent / "ko" / DIAGNOSTICS.name
AUTHORING, FIRST, IMPORT, WORD = "docs/authoring.md", "docs/first-brief.md", "docs/import.md", "docs/word.md"
TEMPLATES, TRANSLATORS = "docs/templates.md", "docs/translators.md"
_REFUSED = tuple(Claim(code, ERROR) for code in ("site-is-current", "text-is-signed", "address-stays"))
_UNSIGNED = tuple(Claim(code, ERROR) for code in ("text-is-signed", "signature-is-current"))
_UNREADABLE = (Claim("returned-file-is-readable", ERROR),)
_GATED = tuple(Claim(code, ERROR, release=True) for code, rule in RULES.items() if rule.stops)
CLAIMS: Mapping[tuple[str, str], tuple[Claim, ...]] = {
    (AUTHORING, "A file that briefgen does not use gets a warning"): (
        Claim("file-is-expected", WARNING),
    ),
    (AUTHORING, "A missing language is a warning, and the words"): (Claim("text-is-translated", WARNING),),
    (AUTHORING, "It is an error only at [`level: publication`]"): (
        Claim("key-is-known", ERROR, PUBLICATION),
        Claim("key-is-known", WARNING, BELOW),
    ),
    (AUTHORING, "A figure that differs between languages is only a warning"): (
        Claim("numbers-agree", WARNING, (Level.DRAFT,)),
    ),
    (AUTHORING, "an unknown key is only a warning, here and at `draft`"): tuple(
        Claim(code, WARNING, BELOW) for code in ("link-resolves", "image-exists", "character-has-glyph", "key-is-known")
    ),
    (AUTHORING, "You get a warning if the two figures"): (Claim("change-agrees", WARNING),),
    (AUTHORING, "An unknown form is an error"): (Claim("fact-form-is-known", ERROR),),
    (AUTHORING, "**gone**: a warning at each place"): (Claim("address-is-there", WARNING),),
    (AUTHORING, "Otherwise a missing text is an error"): (Claim("language-has-file", ERROR),),
    (AUTHORING, "both forms stay in the text and you get a warning"): (Claim("particle-is-certain", WARNING),),
    (AUTHORING, "a pair is a warning that says what to write"): (Claim("particle-is-certain", WARNING),),
    (AUTHORING, "you get a warning with the right one"): (Claim("particle-fits", WARNING),),
    (AUTHORING, "Both stop"): tuple(
        Claim(code, ERROR, release=True) for code in ("paragraphs-agree", "translation-has-every-part")
    ),
    (AUTHORING, "A link without text is a warning"): (Claim("link-has-words", WARNING),),
    (AUTHORING, "More is an error"): (Claim("pack-fits", ERROR),),
    (AUTHORING, "A missing language is a warning."): (Claim("language-has-file", WARNING),),
    (AUTHORING, "A PDF that no page links to is an error"): (Claim("site-is-built", ERROR),),
    (AUTHORING, "A link from a published text to an unpublished brief"): (
        Claim("brief-is-published", ERROR, PUBLICATION),
        Claim("brief-is-published", WARNING, BELOW),
    ),
    (AUTHORING, "a published text that uses it before then is an error"): (Claim("use-is-published", ERROR),),
    (AUTHORING, "A pack is made without the brief and its questions, with a warning"): (
        Claim("brief-is-published", WARNING),
    ),
    (AUTHORING, "An old address that is in use again is an error"): (Claim("old-address-is-free", ERROR),),
    (AUTHORING, "a missing or changed file is an error"): (Claim("kept-file-is-whole", ERROR),),
    (AUTHORING, "A slip longer than one page is an error"): (Claim("erratum-fits", ERROR),),
    (AUTHORING, "Text that needs a third page is an error"): (Claim("leave-behind-fits", ERROR),),
    (AUTHORING, "or that is not from this build, is an error"): (Claim("file-is-as-built", ERROR),),
    (FIRST, "An unknown figure is an error"): (Claim("fact-is-known", ERROR),),
    (FIRST, "A dead link, a missing image or a paragraph that one language lacks is a warning"): tuple(
        Claim(code, WARNING, BELOW) for code in ("link-resolves", "image-exists", "paragraphs-agree")
    ),
    (FIRST, "a change without an entry in the change log is an error"): (Claim("change-is-logged", ERROR),),
    (IMPORT, "Dead links, missing images and markup of other programs are warnings"): tuple(
        Claim(code, WARNING, (Level.STANDARD,)) for code in ("link-resolves", "image-exists", "mark-is-written-out")
    ),
    (IMPORT, "style is checked too, and dead links are errors"): (Claim("link-resolves", ERROR, PUBLICATION),),
    (AUTHORING, "Encrypted files and files with macros are refused"): (Claim("cell-has-figure", ERROR),),
    (AUTHORING, "any other relative address, is reported, and [stops publication]"): (
        Claim("link-resolves", ERROR, release=True),
    ),
    (AUTHORING, "`publish` refuses a site that is older than its sources"): _REFUSED,
    (FIRST, "It refuses a site that is older than its sources"): _REFUSED,
    (AUTHORING, "`--release` refuses anything that is unsigned"): _UNSIGNED,
    (FIRST, "`briefgen build --release` refuses one that is unsigned"): _UNSIGNED,
    (AUTHORING, "[what stops publication](#how-strict-the-site-is) is an error"): _GATED,
    (AUTHORING, "[signature](#sign-off) and everything that [stops publication]"): (*_UNSIGNED[:1], *_GATED),
    (AUTHORING, "Drops published addresses that have no replacement"): (
        Claim("address-stays", ERROR),
        Claim("address-stays", WARNING),
    ),
    (AUTHORING, "A document that is encrypted, damaged, contains macros"): _UNREADABLE,
    (AUTHORING, "Some things are refused when they are read"): (Claim("image-can-be-read", ERROR, release=True),),
    ("docs/security.md", "Spreadsheets and office documents with macros are refused"): _UNREADABLE,
    (WORD, "the old binary format is refused"): _UNREADABLE,
    (WORD, "A document is refused, with a reason"): (*_UNREADABLE, Claim("returned-file-is-current", ERROR)),
    (WORD, "Besides what is refused of any [document]"): _UNREADABLE,
    (WORD, "pasted elsewhere or unlocked: an error"): (Claim("figure-is-as-handed-out", ERROR),),
    (WORD, "These are errors, and nothing of their row is taken"): (Claim("returned-cell-has-value", ERROR),),
    (TEMPLATES, "A character that is in none of the fonts"): (
        Claim("character-has-glyph", ERROR, PUBLICATION),
        Claim("character-has-glyph", WARNING, BELOW),
    ),
    (TEMPLATES, "An unknown name is an error"): (Claim("template-is-sound", ERROR),),
    (TEMPLATES, "A class is left out of their texts, with a warning"): (Claim("html-is-allowed", WARNING),),
    (TRANSLATORS, "An error stops everything"): (Claim("mark-is-as-exported", ERROR),),
}  # fmt: skip
"""Sentences that name no code, by words of theirs: the problems that they speak of."""
OTHER = {
    (AUTHORING, "The first three stop its publication, see below"),
    (AUTHORING, "`check` and `build` only warn, and their last line counts"),
    (AUTHORING, "`refused` (the server did not say"),
    (AUTHORING, "- **refused**, and addresses checked longer ago"),
    (AUTHORING, "this is not a warning"),
    (AUTHORING, "withdrawn briefs and texts with errors are"),
    (AUTHORING, "`stamp` refuses a brief with errors in its files"),
    (AUTHORING, "- **Errors** stop a build"),
    (AUTHORING, "**Warnings** do not, unless you use `--strict`"),
    (AUTHORING, "So is what the build reported that [stops publication]"),
    (AUTHORING, "Warnings stop publication too"),
    ("docs/dependencies.md", "connections must be refused by the IP address"),
    ("docs/diagnostics.md", "An **error** stops a build"),
    ("docs/diagnostics.md", "many errors are only warnings"),
    ("docs/extending.md", "It is a warning unless it says otherwise"),
    (IMPORT, "They do not stop the build"),
    ("docs/releasing.md", "While it is empty, a release is refused"),
    ("docs/releasing.md", "it stops before the attestation"),
    ("docs/scale.md", "A share with an error ends with exit code 1"),
    ("docs/scale.md", "One that differs is refused"),
}
"""Sentences that speak of no code, by words of theirs."""


def sentences(page: Path) -> Iterator[tuple[int, str]]:
    """The sentences of a page that say what a problem does, with their lines."""
    text = prose(page.read_text("utf-8"))
    for block in _BLOCK.finditer(text):
        ends = [found.end() for found in _SENTENCE.finditer(block[0])]
        for start, end in zip([0, *ends], [*ends, len(block[0])], strict=True):
            said = " ".join(block[0][start:end].split())
            if SAID.search(said):
                yield text.count("\n", 0, block.start() + start) + 1, said


KINDS_OF = {code: KINDS[section.strip().partition(".*")[0] + ".*"] for code, section in sections(DIAGNOSTICS)}
"""What a code may be before a site takes it, as its entry says; the examples of the entries are tried elsewhere."""

ENTRIES = [
    (number, found[1])
    for number, line in enumerate(DIAGNOSTICS.read_text("utf-8").splitlines(), 1)
    if (found := re.fullmatch(r"### `([a-z0-9-]+)`", line))
]
"""The lines of the entries, and their codes."""


def taken(code: str, level: Level, *, release: bool = False) -> set[Severity]:
    """What a site makes of a code at a level; nothing where it does not report it."""
    judge = judge_of(level, {}, release=release)
    judged = [judge(Diagnostic(code, "it does not hold", severity=weight)) for weight in KINDS_OF[code]]
    return {found.severity for found in judged if found is not None}


def contradictions(claim: Claim) -> Iterator[str]:
    """The levels at which a claim does not hold."""
    for level in claim.levels:
        given = taken(claim.code, level, release=claim.release)
        kind, style = RULES[claim.code].kind, RuleKind.STYLE
        is_left_out = (level is Level.DRAFT and kind is RuleKind.AGREEMENT) or (level in BELOW and kind is style)
        if claim.says not in given and not is_left_out:
            yield f"{claim.code} is {' or '.join(sorted(given)) or 'not reported'} at {level}, not {claim.says}"


def claimed(said: str, code: str) -> Iterator[Claim]:
    """What a sentence that names a code says of it: it can be what it is called, at one level or another."""
    if re.search(r"\berrors?\b", said):
        yield Claim(code, ERROR, PUBLICATION, release="--release" in said)
    if re.search(r"\bwarn(?:s|ings?)\b", said):
        is_below = re.search(r"\b(?:[Bb]elow|while you write|at `draft`)\b", said)
        yield Claim(code, WARNING, BELOW if is_below else LEVELS)


def codes_of(page: Path, line: int, said: str) -> list[str]:
    """The codes that a sentence names, or in whose entry it stands."""
    named = [code for pair in _CODE.findall(said) for code in pair if code in RULES]
    if named or page != DIAGNOSTICS:
        return named
    return [code for at, code in ENTRIES if at < line][-1:]


def test_what_is_called_an_error_or_a_warning_is_one(record_property: Callable[[str, object], None]) -> None:
    wrong, unused, count = list[str](), {*CLAIMS, *OTHER}, 0
    for page in ENGLISH:
        name = page.relative_to(PROJECT).as_posix()
        for line, said in sentences(page):
            told = {it for it in (*CLAIMS, *OTHER) if it[0] == name and it[1] in said}
            unused -= told
            claims = [claim for it in told for claim in CLAIMS.get(it, ())]
            codes = codes_of(page, line, said)
            claims += [claim for code in codes for claim in claimed(said, code) if not told]
            if not told and not codes:
                wrong.append(f"{name}:{line}: of which problem does this speak? {said}")
            wrong += [f"{name}:{line}: {it}: {said}" for claim in claims for it in contradictions(claim)]
            count += 1
    assert wrong == [], "\n".join(wrong)
    assert unused == set(), "these entries match no sentence"
    record_property("sentences", count)
    print(f"{count} sentences")


def test_an_entry_has_the_same_weight_in_both_languages() -> None:
    words = {"*오류.": "*Error.", "*경고.": "*Warning.", "*오류 또는 경고.": "*Error or warning.", "*참고.": "*Note."}
    own = {code: section.strip().partition(".*")[0] + "." for code, section in sections(KOREAN)}
    assert {code: KINDS[words[kind] + "*"] for code, kind in own.items()} == KINDS_OF

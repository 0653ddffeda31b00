"""Every rule in one table: the claim of its code, and all that a site, a report or a reader of files asks of it.

A code is the claim in short. What it means to an author is in ``docs/diagnostics.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from briefgen.model.core.diagnostics import Diagnostic, Severity


class RuleKind(Enum):
    """How strict a site must be to hear of a rule, and to take its errors as errors."""

    STYLE = "advice on style, on evidence and on how pages look: reported at level publication"
    AGREEMENT = "languages, or figures, that disagree: reported from standard on; errors are warnings at draft"
    FORGIVEN = "what leaves the rest of a site whole: errors are warnings below publication, so that it can be seen"
    BROKEN = "what is always reported as it was found; no site can switch it off"


class Grouped(Enum):
    """Which problems of a file a report puts together."""

    BY_CODE = "those of one code"
    BY_SUBJECT = "those about the same thing: each element of HTML, and each kind of mark, has its own advice"
    ALONE = "none: each says what somebody has written"


STYLE, AGREEMENT, FORGIVEN, BROKEN = RuleKind
BY_CODE, BY_SUBJECT, ALONE = Grouped
ERROR, WARNING = Severity.ERROR, Severity.WARNING
PROGRAM = "program"
"""First word of the subject of a link that leads into a program; the second is how its address begins."""
REMOTE = "remote"
"""That of an image of another site; the second is the site."""
_MANY = 10
"""More problems than these that have one reason are reported as one."""
IN_TEXT = "in text"
"""Last word of the subject of a problem that leaves a text without some words, and no figure without its source."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim that should hold, by its code."""

    code: str
    claim: str
    kind: RuleKind = BROKEN
    stops: Severity | None = None
    """The least weight at which it stops publication though a build goes on, unless the site sets the rule itself: what
    readers would see broken, and what is half done."""
    advice: tuple[str, ...] = ()
    """First words of the subject of problems that are advice: no word is lost, only a look or a way to another page of
    the site; or another rule tells of it, as of the heading of a section that is missing."""
    replaced: str | None = None
    """Last word of the subject of problems that are warnings below publication: another thing is shown in place of what
    is missing."""
    unlike: str = ""
    """What to write where an id is like none there is."""
    alike: str | None = None
    """First word of the subject of problems that are reported once for the site, if many have the whole subject."""
    grouped: Grouped = BY_CODE
    hides: bool = False
    """An error of it may take a part from a text."""
    unread: bool = False
    """With a problem of it, a file or what is in a folder is not known."""
    held_in: str = ""
    """A pattern of paths below content/: while such a file cannot be read, it is not known whether the rule holds. A
    group in it is the folder for whose files alone that is so."""
    waivable: bool = False
    """An author may allow an exception, with a reason: at a block, in front matter or in YAML."""

    @property
    def is_settable(self) -> bool:
        """Whether a site may switch it off, or make an error of it: all of it, or what leaves a text readable."""
        return self.kind is not BROKEN or self.replaced is not None

    def can_set(self, found: Diagnostic) -> bool:
        """Tell whether what a site says of the rule holds for a problem of it.

        A code of an extension is in no table and has no ``replaced``: what a site says of it always holds.
        """
        return self.kind is not BROKEN or self.replaced is None or self.is_replaced(found)

    def is_replaced(self, found: Diagnostic) -> bool:
        """Tell whether readers are shown another thing in place of what is missing."""
        return self.replaced in found.subject[-1:]

    def is_advice(self, found: Diagnostic) -> bool:
        """Tell whether a problem of it is a matter of style."""
        return self.kind is STYLE or (bool(found.subject) and found.subject[0] in self.advice)


_TABLE = (
    # reading
    Rule("file-is-utf8", "A source file is text in UTF-8.", hides=True, unread=True),
    Rule("file-exists", "A file that another file refers to exists.", unread=True),
    Rule("cell-has-figure", "A cell that a fact takes its value from can be read and has a number."),
    Rule("file-is-expected", "Every file in content/ is used."),
    Rule("file-is-plain", "Everything in content/ and templates/ is a file or folder of the project.", unread=True),
    Rule("file-name-is-unique", "Names in a folder differ by more than letter case or Unicode form."),
    Rule("yaml-is-sound", "A YAML file can be read.", unread=True),
    Rule("hash-is-quoted", "A YAML text that contains a # is in quotes."),
    Rule("key-is-unique", "A key occurs only once in its mapping."),
    Rule("id-is-one-word", "An id is one word, without spaces or characters that would end it."),
    Rule("number-is-unique", "Every brief has its own document number."),
    Rule("key-is-known", "Every key is defined in the schema.", FORGIVEN),
    Rule("key-is-given", "Required keys are present."),
    Rule("value-has-type", "A value has the type that its key requires."),
    Rule("front-matter-closes", "Front matter opens and closes with a line of three hyphens."),
    Rule("nesting-is-shallow", "Lists and quotes are not nested too deeply to follow.", FORGIVEN),
    Rule("text-fits-limit", "Blocks of text and YAML values are short enough to be laid out.", unread=True),
    Rule("list-is-meant", "A line that begins with a number and a full stop is a list item.", FORGIVEN),
    Rule("row-fits-table", "A table row has no more cells than the table head.", FORGIVEN),
    Rule(
        "html-is-allowed",
        "Raw HTML uses only allowed elements and attributes.",
        FORGIVEN,
        advice=("look",),
        alike="unknown",
        grouped=BY_SUBJECT,
    ),
    Rule("address-is-safe", "Links lead only to pages, email addresses or telephone numbers.", FORGIVEN, alike=PROGRAM),
    Rule("image-has-alt", "Every image has a description.", FORGIVEN),
    Rule(
        "image-address-is-whole", "The address of an image contains no space, unless it is in angle brackets.", FORGIVEN
    ),
    Rule(
        "image-is-local",
        "An image is a file of the project; pages load nothing from other sites.",
        FORGIVEN,
        alike=REMOTE,
    ),
    Rule("directive-is-known", "A directive exists.", FORGIVEN, hides=True),
    Rule("directive-has-argument", "A directive has the argument that it requires.", FORGIVEN, hides=True),
    Rule("directive-is-empty", "A directive that shows no text contains none."),
    Rule("directive-closes", "Every directive is opened and closed.", FORGIVEN, hides=True),
    Rule("extension-is-installed", "An extension that site.yaml lists is installed, and can be loaded."),
    Rule("extension-is-named", "An extension whose code runs is listed in site.yaml, with its package."),
    Rule("extension-works", "A function of an extension gives what it should.", hides=True),
    Rule("attributes-have-block", "A line of attributes is directly before its block.", FORGIVEN),
    Rule("role-is-known", "A role exists.", FORGIVEN, stops=ERROR),
    Rule("id-is-unique", "An id is used for only one block of a text.", FORGIVEN, hides=True),
    Rule("language-has-file", "A brief has a text in each of its languages, and a page in every language of the site."),
    # resolving
    Rule("fact-is-known", "A fact id is in the ledger.", held_in="facts/.*"),
    Rule("fact-form-is-known", "A fact has the requested form."),
    Rule("term-is-known", "A term id is in the glossary.", stops=ERROR, replaced=IN_TEXT, held_in=r"glossary\.yaml"),
    Rule(
        "source-is-known",
        "A source id is in the bibliography.",
        stops=ERROR,
        replaced=IN_TEXT,
        unlike="put it into content/sources.yaml; if it is not a citation, write it without the brackets",
        held_in=r"sources\.yaml",
    ),
    Rule("source-is-complete", "A source has a title, a publisher or author, and a date.", STYLE, replaced="title"),
    Rule("chart-is-known", "A chart id belongs to the brief.", held_in=r"(briefs/[^/]+/)[^/]+\.chart\.yaml"),
    Rule("brief-is-known", "A brief id or slug exists.", held_in=r"briefs/[^/]+/brief\.yaml"),
    Rule(
        "brief-is-published",
        "A brief that is in a pack, or linked from a published text, is published.",
        FORGIVEN,
        stops=WARNING,
    ),
    Rule("use-is-published", "What a published text uses is not under an embargo of its own."),
    Rule("status-is-explained", "Superseded briefs name a successor, withdrawn ones a reason, and others neither."),
    Rule("version-is-kept", "Every earlier version has been kept, with its PDFs."),
    Rule("version-rises", "A version number is higher than all earlier ones."),
    Rule("change-is-logged", "Changes since a version was kept are in the change log."),
    Rule("change-affects-what-is-there", "Everything that a change affects is in the brief or the ledger."),
    Rule("erratum-quotes-the-text", "A correction quotes the printed and the new words exactly."),
    Rule("erratum-fits", "An erratum slip fits on one page."),
    Rule("kept-file-is-whole", "The PDF of a kept version is the one that was handed out."),
    Rule("copy-is-embargoed", "A press copy is made only of a brief under embargo."),
    Rule(
        "reference-is-known",
        "A cross-reference names a figure, table or heading of the brief.",
        FORGIVEN,
        stops=ERROR,
        unlike="write the id of a heading or a table, fig- with the name of a chart, or a brief's slug",
        held_in=r"(briefs/[^/]+/)[^/]+\.chart\.yaml",
    ),
    Rule("old-address-is-free", "An old address is not in use again, and leads to one page or file."),
    Rule("topic-is-known", "A topic is declared in site.yaml.", held_in=r"site\.yaml"),
    Rule("event-is-known", "An event id is in timeline.yaml.", held_in=r"timeline\.yaml"),
    Rule(
        "owner-is-known",
        "An owner is declared in site.yaml.",
        unlike="give its name in each language: owners: {ID: {ko: …, en: …}} in content/site.yaml",
        held_in=r"site\.yaml",
    ),
    Rule(
        "recommendation-can-be-decided",
        "A recommendation says what is to be decided, by whom and by which day; few only watch.",
        FORGIVEN,
        advice=("undecided",),
        waivable=True,
    ),
    Rule("recommendation-is-known", "A recommendation id is in brief.yaml.", held_in=r"(briefs/[^/]+/)brief\.yaml"),
    Rule("unit-is-known", "A unit is declared.", held_in=r"site\.yaml"),
    Rule("rate-is-declared", "A conversion has a declared exchange rate.", held_in=r"site\.yaml"),
    Rule("note-is-known", "A note that is referred to exists.", FORGIVEN, stops=ERROR),
    Rule("note-is-called", "A note is referred to in the text."),
    Rule("note-is-unique", "A note is defined only once.", FORGIVEN),
    Rule("note-is-flat", "A note does not refer to another note.", FORGIVEN, stops=ERROR),
    Rule("note-is-plain", "A note contains only paragraphs.", FORGIVEN),
    Rule(
        "particle-is-certain",
        "The particle after a word can be chosen from its pronunciation.",
        held_in=r"glossary\.yaml",
    ),
    Rule("particle-fits", "A particle matches the words before it and is not doubled.", held_in=r"glossary\.yaml"),
    Rule("text-is-translated", "A wording is given in every language of the site.", AGREEMENT),
    # rendering
    Rule("template-is-sound", "A template can be read and filled."),
    Rule("style-is-sound", "A style sheet can be read, and loads no files."),
    Rule("reference-is-complete", "The document whose styles a handed-out brief has can be read and has every style."),
    Rule("motif-has-data", "The picture on the cover of a pack is drawn from facts that it can show."),
    Rule("figure-is-fact", "A figure in a chart comes from the ledger.", waivable=True),
    Rule("chart-is-drawable", "A chart's specification can be drawn."),
    Rule("chart-agrees", "The unit of a column of a chart says the size by which its amounts are divided.", AGREEMENT),
    Rule("font-is-sound", "A font file can be used, and the families in a stack exist."),
    Rule("character-has-glyph", "Every character is in one of the fonts.", FORGIVEN, stops=ERROR),
    Rule("image-exists", "An image in a text exists.", FORGIVEN, stops=ERROR),
    Rule("picture-shows-credit", "The credit of a picture is shown below it."),
    Rule(
        "image-can-be-read", "An image is complete and has the format that its file name says.", FORGIVEN, stops=ERROR
    ),
    Rule("image-looks-the-same", "An image looks the same on the web and on paper."),
    Rule("drawing-is-safe", "A drawing (SVG) runs no code and loads nothing."),
    Rule("pdf-is-clean", "The page layout supports everything that is used."),
    Rule("pdf-is-whole", "A PDF contains everything that was put into it."),
    Rule(
        "work-fits-limits",
        "Charts, PDFs and other work stay within the limits of time and memory.",
        hides=True,
        unread=True,
    ),
    Rule("worker-is-undisturbed", "Worker processes run to their end: nothing stops them, and they do not crash."),
    Rule("machine-has-room", "The machine has the disk space, the memory and the open files that the work needs."),
    # checking and writing
    Rule("path-is-unique", "Every output path belongs to one page or file."),
    Rule(
        "link-resolves",
        "A link leads somewhere.",
        FORGIVEN,
        stops=ERROR,
        unlike="write brief:slug, page:slug, pack:id, topic:id, fact:id or term:id",
    ),
    Rule("link-label-is-unique", "A link label has only one address.", FORGIVEN),
    Rule("link-label-is-used", "A link label that is defined is used.", FORGIVEN, advice=("address",)),
    Rule("link-has-words", "A link has text that says where it leads.", FORGIVEN),
    Rule("source-is-cited", "Every source is cited.", STYLE),
    Rule("address-is-there", "An external link whose page is gone has an archived copy.", FORGIVEN),
    Rule("address-is-current", "An external link uses the current address of a page that has moved."),
    Rule("address-is-checked", "An external link was checked recently, and its site answered.", STYLE),
    Rule("path-is-portable", "File names in the project and the site are valid on every system."),
    Rule("folder-is-ours", "An output folder to be replaced was made by briefgen and contains nothing else."),
    Rule("folder-is-writable", "The output folder is writable."),
    Rule("change-agrees", "A stated change agrees with the two figures that it compares.", AGREEMENT),
    Rule("conversion-fits-rate", "A stated conversion agrees with the declared rate.", AGREEMENT, waivable=True),
    Rule(
        "conversions-agree",
        "Stated conversions between the same two units imply the same rate.",
        AGREEMENT,
        waivable=True,
    ),
    Rule("language-is-known", "A language is one of the languages of the site."),
    Rule("heading-level-follows", "Headings descend one level at a time.", FORGIVEN, advice=("step", "title")),
    Rule("heading-has-words", "A heading has words."),
    Rule(
        "paragraphs-agree",
        "A brief has the same numbered paragraphs in every language.",
        AGREEMENT,
        stops=WARNING,
        advice=("section",),
        waivable=True,
    ),
    Rule(
        "translation-has-every-part",
        "Everything with an id in one language of a brief is in the others too.",
        AGREEMENT,
        stops=WARNING,
    ),
    Rule(
        "blocks-agree",
        "A block has its counterpart in every language: an item, a row, a cell, a table, a figure.",
        AGREEMENT,
        waivable=True,
    ),
    Rule("numbers-agree", "A figure has the same value in every language.", AGREEMENT, waivable=True),
    Rule(
        "magnitudes-agree",
        "A figure has as many zeros in every language: 억 is not 만, billion not million.",
        AGREEMENT,
        waivable=True,
    ),
    Rule(
        "units-agree",
        "A figure has the same unit in every language: % is not %p, won is not yuan.",
        AGREEMENT,
        waivable=True,
    ),
    Rule("precision-agrees", "A figure is rounded alike in every language.", AGREEMENT, waivable=True),
    Rule("facts-agree", "A fact in one language is in the others too.", AGREEMENT, waivable=True),
    Rule("citations-agree", "A block cites the same sources in every language.", AGREEMENT, waivable=True),
    Rule("notes-agree", "Every language has the same notes.", AGREEMENT, waivable=True),
    Rule("links-agree", "Every language has the same links and references.", AGREEMENT, advice=("own",), waivable=True),
    Rule(
        "names-agree",
        "Every language has the same names: terms, Chinese characters, names in Latin letters.",
        AGREEMENT,
        advice=("elsewhere",),
        waivable=True,
    ),
    Rule("spelling-is-allowed", "A spelling that the glossary forbids is not used.", AGREEMENT),
    Rule("difference-has-reason", "A block excluded from the comparison of languages has a reason."),
    Rule(
        "difference-is-meant", "Blocks not compared with the other languages are listed with their reasons.", AGREEMENT
    ),
    Rule(
        "translation-is-current",
        "Every block of a stamped translation is up to date with the original.",
        AGREEMENT,
        stops=WARNING,
    ),
    Rule(
        "mark-is-written-out",
        "Markup is complete; incomplete markup is printed as it is.",
        FORGIVEN,
        stops=WARNING,
        alike="shortcode",
        grouped=BY_SUBJECT,
    ),
    Rule("standfirst-is-one-sentence", "A standfirst is one sentence of three lines at most.", STYLE, waivable=True),
    Rule("key-figures-are-three", "A brief or pack has at most three key figures.", waivable=True),
    Rule("sentence-is-short", "A sentence is not too long.", STYLE, waivable=True),
    Rule("date-is-absolute", "A date means the same whenever it is read.", STYLE, waivable=True),
    Rule("claim-has-verb", "A disputed figure is attributed.", STYLE, waivable=True),
    Rule("quotes-are-curly", "Quotation marks and apostrophes are typographic.", STYLE, waivable=True),
    Rule(
        "unit-is-spaced", "The space between number and unit follows the rules of the language.", STYLE, waivable=True
    ),
    Rule("number-is-bound", "A figure in prose comes from the ledger.", STYLE, waivable=True),
    Rule("exception-has-reason", "An exception names its rule and gives a reason."),
    Rule("exception-is-meant", "Exceptions from rules are listed with their reasons.", STYLE),
    Rule("print-form-is-made", "Print settings are for a form that is made."),
    Rule("signers-are-named", "A site to be released says who must sign."),
    Rule("text-is-signed", "Released texts are signed in every required role."),
    Rule("signature-is-current", "A signature is for the current text."),
    Rule("pack-fits", "A pack has no more pages than allowed."),
    Rule("leave-behind-fits", "A leave-behind fits on two sides of one sheet."),
    Rule("fits-on-paper", "A table, a word, a note and a slide have room on their page.", FORGIVEN),
    Rule("page-is-filled", "A page for the screen is at least a quarter full.", STYLE),
    Rule("image-is-sharp", "An image has enough pixels for its printed size.", FORGIVEN, advice=("legible",)),
    Rule("state-is-own", "The cache was made on this machine: .briefgen/ is not committed and is not a link."),
    # taking back
    Rule("returned-file-is-readable", "A document that comes back can be read."),
    Rule(
        "returned-file-is-ours",
        "A document that comes back was handed out of this project, and has only its own blocks.",
    ),
    Rule("returned-file-is-current", "A document that comes back was made of the current text."),
    Rule("block-is-returned-once", "A document that comes back has each block once."),
    Rule("block-is-as-handed-out", "A block comes back as it was handed out.", grouped=ALONE),
    Rule("figure-is-as-handed-out", "A figure comes back as it was handed out: locked, unchanged and in its place."),
    Rule(
        "fact-is-returned-once", "A spreadsheet of the ledger that comes back has its table, and each fact in it, once."
    ),
    Rule("fact-is-as-handed-out", "A fact comes back as it was handed out.", grouped=ALONE),
    Rule("returned-cell-has-value", "A cell of the ledger that comes back has a value that the ledger can have."),
    Rule("change-is-decided", "A tracked change is accepted or rejected.", grouped=ALONE),
    Rule("comment-is-answered", "A comment is answered.", grouped=ALONE),
    # translators
    Rule("translation-file-is-whole", "A file for translators has every text of a brief."),
    Rule("translation-file-is-readable", "A file that comes back from a translator can be read."),
    Rule(
        "translation-file-is-ours",
        "A file from a translator was exported from this project, and has only its own units.",
    ),
    Rule("translation-file-is-current", "A file from a translator was exported from the current texts."),
    Rule("unit-is-returned-once", "A file from a translator has each unit once."),
    Rule("mark-is-as-exported", "A mark in a translation is as it was exported: there once, in its own unit."),
    Rule("translation-has-place", "A translation has a place in the text of its language."),
    Rule("translation-is-read-back", "A translation is read as it was meant once it is written."),
    # publishing
    Rule("site-is-current", "The published site is up to date and made for readers."),
    Rule("repository-is-ready", "The project is in a git repository with a commit and the named remote."),
    Rule("source-is-committed", "The published site was made from committed sources."),
    Rule("remote-takes-it", "The remote can be reached and accepts the push."),
    Rule("branch-is-ours", "The branch to publish on contains only what briefgen put there."),
    Rule("address-stays", "Every published address still works."),
    Rule("path-is-served", "GitHub Pages serves every file of the site."),
    Rule("size-is-allowed", "The site and its files are within GitHub's size limits."),
    Rule("starter-is-replaced", "Texts that are published have no placeholder text of a starter."),
    Rule("address-is-known", "A published site knows its address."),
    Rule("domain-fits-address", "The custom domain agrees with the address of the site."),
    # verifying
    Rule("site-is-built", "A site to be verified has been built, with its PDFs."),
    Rule("file-is-as-built", "No file of the site has changed since the build."),
    Rule("pdf-can-be-read", "A PDF can be read and has tags."),
    Rule("twin-says-the-same", "The Markdown and the plain text beside a page say what the page says."),
    Rule("handout-says-the-same", "A file that was handed out says what the page says."),
    Rule("paper-has-every-block", "A page and its PDF have the same blocks."),
    Rule("paper-says-the-same", "A block has the same words on the web and on paper, in the same order."),
    Rule("paper-gives-the-same-numbers", "A block has the same numbers on the web and on paper."),
    Rule("paper-leads-to-the-same-places", "A link leads to the same place on the web and on paper."),
    Rule("booklet-has-every-page", "A folded booklet has the same pages as its PDF, in order."),
    Rule("page-marks-are-right", "A page mark on the web is where that page of the PDF begins."),
    Rule(
        "languages-have-the-same-parts", "Headings, figures, tables, notes and sources are the same in all languages."
    ),
    Rule("languages-give-the-same-facts", "A figure in one language is in the others too."),
    Rule("pdf-says-what-it-is", "A PDF contains a manifest that identifies it."),
    Rule("pdf-is-unchanged", "A PDF has the same content as the published file that it claims to be."),
    Rule("pdf-is-current", "A PDF is the current one of its site."),
    Rule("internal-error", "briefgen itself does not fail."),
)
_OWN_CHECK = "an extension may have such a check, see docs/extending.md"
REMOVED: dict[str, str] = {
    "abbreviation-is-expanded": f"a term of the glossary spells out its abbreviation at its first use; {_OWN_CHECK}",
    "answer-rests-on-something": _OWN_CHECK,
    "content-is-escaped": "a template that is in use is trusted; text is escaped unless it says otherwise",
    "day-is-given": "a brief without published: shows no date",
    "foreign-letters-in-brackets": f"a term of the glossary puts its other scripts in brackets; {_OWN_CHECK}",
    "hanja-reads-alike": _OWN_CHECK,
    "key-figure-is-a-magnitude": "a key figure may be any fact",
    "owner-has-basis": "basis: editorial still says on the page that a proposal is your own",
    "page-is-well-set": "pages are set so that nothing is split or left alone; look at the PDF",
    "question-has-answer": "a question without an answer is shown without one",
    "strength-fits-status": "strength: and status: are shown as they are written",
    "superlative-has-source": _OWN_CHECK,
    "tones-stay-apart": "look at a chart in grey before it is copied; $hatch, dashes and shapes need no colour",
}
"""Codes that there were → what there is instead: a site that names one is told so."""
RULES = {rule.code: rule for rule in _TABLE}
"""Code → rule, in the order of the handbook."""


def rule_of(code: str) -> Rule:
    """The rule of a code; one that is always reported as it was found for the code of an extension."""
    return RULES.get(code) or Rule(code, "")


def reported_once(problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems, with many that have one reason as one, at the first of them."""
    kinds: dict[tuple[str, ...], list[Diagnostic]] = {}
    for each in problems:
        if rule_of(each.code).alike in each.subject[:1]:
            kinds.setdefault((each.code, *each.subject), []).append(each)
    many = [found for found in kinds.values() if len(found) > _MANY]
    told = {id(found[0]): _together(found) for found in many}
    gone = {id(each) for found in many for each in found[1:]}
    return tuple(told.get(id(each), each) for each in problems if id(each) not in gone)


def _together(found: Sequence[Diagnostic]) -> Diagnostic:
    first = found[0]
    files = len({each.span.path for each in found if each.span})
    where = f"in {files} files" if files > 1 else "in this file"
    message = f"{first.message} (with {len(found) - 1} more of this kind {where})"
    return replace(first, message=message, hint=f"{first.hint}; to leave it so, set rules: {first.code}: off")

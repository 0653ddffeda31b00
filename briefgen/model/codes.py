"""Every code that a diagnostic may carry: the claim that should have held, in words.

One table, so that a report, the documentation and the tests name the same things.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    # reading
    "file-is-utf8": "A source file is text in UTF-8.",
    "file-exists": "A file that another names is there.",
    "file-is-expected": "A file in content/ is one that is read.",
    "yaml-is-sound": "A YAML file can be read.",
    "key-is-unique": "A key is given once in its mapping.",
    "key-is-known": "A key is one that the schema names.",
    "key-is-given": "A required key is there.",
    "value-has-type": "A value is of the kind its key asks for.",
    "front-matter-closes": "Front matter opens and closes with a line of three hyphens.",
    "nesting-is-shallow": "Lists and quotes nest no deeper than a reader can follow.",
    "list-is-meant": "A line that begins with a number and a full stop is part of a list.",
    "html-is-allowed": "Raw HTML uses only elements and attributes on the allow-list.",
    "address-is-safe": "A link can only lead to a page, a mail or a telephone.",
    "image-has-alt": "An image is described in words.",
    "image-is-local": "An image is a file of the project: a page fetches nothing from elsewhere.",
    "directive-is-known": "A directive is one that briefgen has.",
    "directive-has-argument": "A directive that needs an argument has one.",
    "directive-closes": "A directive that is opened is closed, and no other.",
    "attributes-have-block": "A line of attributes stands before the block it belongs to.",
    "role-is-known": "A role is one that briefgen has.",
    "id-is-unique": "An id is given to one block of a text.",
    "language-has-file": "A brief or page has a text in every language of the site.",
    # resolving
    "fact-is-known": "A fact id stands in the ledger.",
    "fact-form-is-known": "A fact has the form that is asked for.",
    "term-is-known": "A term id stands in the glossary.",
    "source-is-known": "A source id stands in the bibliography.",
    "source-is-complete": "A source has a title, says who published it, and has a date.",
    "chart-is-known": "A chart id belongs to the brief.",
    "brief-is-known": "A brief id or slug exists.",
    "reference-is-known": "A cross-reference names a figure, table or heading of the brief.",
    "topic-is-known": "A topic is declared in site.yaml.",
    "event-is-known": "An event id stands in timeline.yaml.",
    "recommendation-is-known": "A recommendation id stands in brief.yaml.",
    "unit-is-known": "A unit is declared.",
    "rate-is-declared": "A conversion has a declared exchange rate.",
    "note-is-known": "A note that is called is written.",
    "note-is-called": "A note that is written is called.",
    "note-is-unique": "A note is written once.",
    "note-is-flat": "A note calls no other note.",
    "particle-is-certain": "The particle after a word follows from how the word is read.",
    "text-is-translated": "A wording is given in every language of the site.",
    # rendering
    "template-is-sound": "A template can be read and filled.",
    "chart-is-drawable": "A chart's specification can be drawn.",
    "font-is-sound": "A font file can be used, and a stack names families that there are.",
    "character-has-glyph": "Every character stands in one of the fonts.",
    "image-exists": "An image that a text shows is there.",
    "pdf-is-clean": "The page layout meets nothing it cannot do.",
    # checking and writing
    "path-is-unique": "An output path has one maker.",
    "link-resolves": "A link leads somewhere.",
    "path-is-portable": "An output path is one that every system accepts.",
    "folder-is-ours": "An output folder that is replaced was made by briefgen and holds nothing else.",
    "folder-is-writable": "The output folder can be written.",
    "change-agrees": "A stated change follows from the two figures it compares.",
    "language-is-known": "A language is one of the site's.",
    "heading-level-follows": "Headings descend one level at a time.",
    "internal-error": "briefgen itself does not fail.",
}

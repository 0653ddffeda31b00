"""Sources as a reader knows them: in a few kinds, by a short name. A CSL type says more than they need."""

from __future__ import annotations

from briefgen.model.core.written import Lang
from briefgen.model.written.sources import Source

OFFICIAL, RESEARCH, PRESS, OTHER = "official", "research", "press", "other"
_KINDS = {
    OFFICIAL: "bill dataset hearing legal_case legislation regulation report speech standard treaty",
    RESEARCH: "article article-journal book chapter manuscript paper-conference thesis",
    PRESS: "article-magazine article-newspaper broadcast interview review",
}
_OF_TYPE = {name: kind for kind, types in _KINDS.items() for name in types.split()}
SHORT_TITLES = ("title-short", "shortTitle")
_HOME = ("container-title", "publisher")


def source_kind(source: Source) -> str:
    """The kind of a source, by its CSL type."""
    return _OF_TYPE.get(source.type, OTHER)


def source_name(source: Source, lang: Lang) -> str:
    """What a source is called in a line below a chart: its short title, the paper that it stands in, or its title."""
    given = source.model_extra or {}
    translated = source.title_translated.get(lang) if source.title_translated else None
    title = source.title if source.language == lang or not translated else translated
    homes = source.container_title_translated
    home = (homes.get(lang) if homes and source.language != lang else None, *(given.get(key) for key in _HOME))
    of_home = home if source_kind(source) == PRESS else ()
    names = (*(given.get(key) for key in SHORT_TITLES), *of_home, title, *home)
    return next((" ".join(name.strip("[] ").split()) for name in names if isinstance(name, str) and name), source.id)

"""Places in a source in words: ``pp. 3-5`` → 3~5쪽."""

from __future__ import annotations

import re

from briefgen.model.profile.language import Language

_KINDS = {
    "page": ("p", "pp", "page", "pages"),
    "paragraph": ("para", "paras", "paragraph", "paragraphs", "¶"),
    "section": ("§", "§§", "sec", "section", "sections"),
    "chapter": ("ch", "chap", "chapter", "chapters"),
    "article": ("art", "arts", "article", "articles"),
    "table": ("table", "tables", "tab"),
    "figure": ("fig", "figs", "figure", "figures"),
    "box": ("box", "boxes"),
    "note": ("n", "note", "notes", "fn"),
    "annex": ("annex", "annexes", "app", "appendix"),
    "volume": ("vol", "vols", "volume", "volumes"),
    "issue": ("no", "nos", "issue"),
    "line": ("l", "ll", "line", "lines"),
    "column": ("col", "cols", "column", "columns"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_LABEL = "|".join(sorted(map(re.escape, _KIND_OF), key=lambda word: (-len(word), word)))
_NUMBER = r"(?:[A-Z]?[0-9]+(?:\.[0-9]+)*[a-z]?|[ivxlc]+|[IVXLC]+|[A-Z])"
_SPAN = rf"{_NUMBER}(?:\s*[-–~]\s*{_NUMBER})?"
_PLACE = re.compile(rf"(?P<label>{_LABEL})(?:\.\s*|\s+|(?<=[§¶])|(?=[0-9]))(?P<numbers>{_SPAN}(?:,\s*{_SPAN})*)\Z")
_NEXT_PLACE = re.compile(rf",\s*(?=(?:{_LABEL})(?:\.|\s|[0-9]))")
_DASH = re.compile(r"\s*[-–~]\s*")


def word_place(place: str, language: Language) -> str:
    """``p. 3`` → 3쪽; what is not a known kind of place stays as the author wrote it.

    Several places are separated by commas: ``p. 3, table 2``; ``pp. 3, 7-9`` are pages both.
    """
    parts = _NEXT_PLACE.split(place.strip())
    return language.lists.separator.join(_one_place(part.strip(), language) for part in parts)


def _one_place(place: str, language: Language) -> str:
    found = _PLACE.fullmatch(place) or _PLACE.fullmatch(place[:1].lower() + place[1:])
    forms = language.places.get(_KIND_OF[found["label"]]) if found else None
    if found is None or forms is None:
        return place
    several = re.search(r"[-–~,]", found["numbers"]) is not None
    numbers = _DASH.sub(language.ranges.separator, found["numbers"])
    pattern = forms["other"] if several else forms.get("one", forms["other"])
    return pattern.replace("{}", numbers)


def is_page(place: str, language: Language) -> bool | None:
    """Tell whether one place is a page rather than a chapter or table; None where that is not known."""
    said = word_place(place, language)
    for kind, forms in language.places.items():
        if any(re.fullmatch(re.escape(form).replace(r"\{\}", r"[^,·]+"), said) for form in forms.values()):
            return kind == "page"
    return None

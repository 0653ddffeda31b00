"""In which language a file is: by a folder, by the end of its name, by a key, or by its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath

from babel.core import Locale
from babel.localedata import locale_identifiers

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_NOT_LANGUAGES = frozenset({"am", "as", "is", "my", "no", "or", "so", "to"})
"""Names of folders that are words more often than languages; they need a neighbour that is one."""
_OF_TRANSLATIONS = frozenset({"i18n", "locales", "translations"})
"""Names of folders that hold languages beside the first, and so perhaps only one."""
_USUAL = {
    "cn": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "kr": "ko",
    "jp": "ja",
    "zh": "zh-Hans",
}
_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(["the", "and", "of", "to", "is", "that", "for", "with", "you", "this", "are", "from"]),
    "de": frozenset(["der", "die", "und", "das", "ist", "nicht", "mit", "für", "ein", "eine", "auf", "den"]),
    "fr": frozenset(["le", "la", "les", "des", "et", "est", "une", "pour", "dans", "que", "vous", "sur"]),
    "es": frozenset(["el", "los", "las", "del", "que", "una", "para", "con", "por", "es", "se", "como"]),
    "it": frozenset(["il", "che", "di", "per", "una", "con", "sono", "del", "della", "gli", "non", "è"]),
    "pt": frozenset(["os", "que", "uma", "para", "com", "não", "em", "por", "do", "da", "são", "você"]),
    "nl": frozenset(["het", "een", "van", "en", "dat", "niet", "voor", "met", "zijn", "op", "de", "is"]),
    "pl": frozenset(["nie", "jest", "się", "oraz", "przez", "dla", "od", "na", "że", "który", "jako", "są"]),
    "tr": frozenset(["ve", "bir", "bu", "için", "ile", "olarak", "olan", "daha", "gibi", "çok", "da", "değil"]),
    "id": frozenset(["yang", "dan", "di", "untuk", "dengan", "dari", "ini", "dalam", "pada", "adalah", "oleh", "ke"]),
    "vi": frozenset(["và", "của", "các", "là", "trong", "có", "cho", "được", "với", "những", "không", "theo"]),
    "fa": frozenset(["که", "از", "را", "است", "با", "این", "برای", "آن", "های", "می", "در", "به"]),
    "ar": frozenset(["في", "من", "على", "إلى", "أن", "التي", "عن", "مع", "هذا", "هذه", "الذي", "لا"]),
    "ru": frozenset(["и", "в", "не", "на", "что", "с", "по", "для", "как", "это", "из", "от"]),
    "uk": frozenset(["і", "в", "не", "на", "що", "та", "з", "у", "для", "як", "це", "від"]),
}
_LATIN_WORDS = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "id", "vi")
_WRITINGS = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug"), "arabic"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "tg"), "cyrillic"),
    **dict.fromkeys(("hi", "mr", "ne"), "devanagari"),
    **{"ko": "hangul", "ja": "kana", "zh": "han", "el": "greek", "he": "hebrew", "th": "thai"},
}
"""The writing of languages that are not written in Latin letters."""
_IN_WRITINGS = {
    "latin": "[A-Za-zÀ-ɏẠ-ỹ]",
    "hangul": "[가-힣]",
    "kana": "[ぁ-ヿ]",
    "han": "[一-鿿]",
    "arabic": "[\u0620-\u06ff]",
    "cyrillic": "[\u0400-\u04ff]",
    "devanagari": "[\u0900-\u097f]",
    "greek": "[\u0370-\u03ff]",
    "hebrew": "[\u0590-\u05ff]",
    "thai": "[\u0e00-\u0e7f]",
}
_WEIGHTS = {"hangul": 3, "kana": 6, "han": 3}
"""How many Latin letters a letter stands for."""
_FEW_LETTERS = 10
_CERTAIN_WORDS, _CERTAIN_SHARE, _TIMES = 6, 0.08, 1.5
"""How many of its commonest words, and which part of all, tell a language; and how many times that of each other."""
_OWN_LETTERS = {"ru": "ы"}
"""Letters of a language that those which share its commonest words lack."""
_FEW = 0.04
"""The part of the words of a text that a language's commonest ones at least are."""
_MANY_WORDS, _ENOUGH_WORDS = 20, 3
"""As many words of a text, or as many of the commonest words among fewer, tell its language."""
_LETTERS = (
    ("ko", "[가-힣]"),
    ("ja", "[ぁ-ヿ]"),
    ("zh", "[一-鿿]"),
    ("ar", "[\u0600-\u06ff]"),
    ("ru", "[\u0400-\u04ff]"),
)

_COMMONEST = ("這個們為國學會說時對來發經與", "这个们为国学会说时对来发经与")
"""The same characters in their traditional and their simplified form."""


def language_tag(name: str) -> str:
    """The language that a name of a folder, or an ending, stands for, as a tag; empty when it stands for none."""
    given = name.replace("_", "-")
    if (usual := _USUAL.get(given.lower())) is not None:
        return usual
    if not _TAG.fullmatch(given) or given.split("-")[0].lower() not in _known():
        return ""
    first, *rest = given.split("-")
    if not all(_is_script_or_territory(part) for part in rest):
        return ""
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _is_script_or_territory(part: str) -> bool:
    """Tell whether part of a name is a language tag: ``8.mi-card`` is not a text in Māori."""
    english = Locale("en")
    return part.title() in english.scripts if len(part) == 4 else part.upper() in english.territories


@cache
def _known() -> frozenset[str]:
    return frozenset(name for name in locale_identifiers() if "_" not in name)


def language_folders(paths: Iterable[str], heads: Collection[str]) -> dict[str, frozenset[str]]:
    """The folders that have one folder for each language, with the names of these; none when the paths have none.

    Two languages side by side are enough, or one in a folder of translations; one alone needs nearly all files, or to
    hold what its parent holds too: ``ko/fees.md`` beside ``fees.md``. Then ``""`` is among the names, for the parent.
    First pages, which are called as one of ``heads``, tell nothing of it: every folder may have one.
    Beside such a folder, others are of its kind that hold the same languages: ``guide/ko`` beside ``glossary/en`` and
    ``ko``.
    """
    below: dict[str, Counter[str]] = {}
    files = frozenset(paths)
    every = [PurePosixPath(path).parts[:-1] for path in sorted(files)]
    for parts in every:
        for depth, name in enumerate(parts[:4]):
            if language_tag(name):
                below.setdefault("/".join(parts[:depth]), Counter())[name] += 1
                break
    for folder, names in sorted(below.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        certain = [name for name in names if name.lower() not in _NOT_LANGUAGES]
        is_said = len(names) > 1 or PurePosixPath(folder).name.lower() in _OF_TRANSLATIONS
        parent = _parent(folder, names, files, heads)
        if certain and (parent or is_said or names.total() >= 0.9 * len(every)):
            return _like(folder, names, below) | {folder: frozenset(names) | parent}
    return {}


def _parent(folder: str, names: Iterable[str], files: Collection[str], heads: Collection[str]) -> frozenset[str]:
    """``""`` where the parent holds half or more of what a folder of a language does; else nothing."""
    above = f"{folder}/" if folder else ""
    for name in names:
        start = f"{above}{name}/"
        rest = [path.removeprefix(start) for path in files if path.startswith(start)]
        own = [path for path in rest if PurePosixPath(path).stem.lower() not in heads]
        if own and 2 * sum(above + path in files for path in own) >= len(own):
            return frozenset({""})
    return frozenset()


def _like(folder: str, names: Iterable[str], below: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """The other folders at the depth of ``folder`` that hold no other languages than ``names``."""
    if not folder:
        return {}
    depth, known = folder.count("/"), frozenset(names)
    others = {other: frozenset(its) for other, its in below.items() if other and other.count("/") == depth}
    return {other: its for other, its in others.items() if its <= known}


def without_ending(stem: str, beside: Sequence[str]) -> tuple[str, str]:
    """The stem of a file and its language, ``page.ko`` or ``page_en``; ``beside`` are the stems of its folder.

    After an underscore it needs a neighbour: the same name without it, or with another language.
    """
    name, dot, ending = stem.rpartition(".")
    if dot and name and (tag := language_tag(ending)):
        return name, tag
    name, mark, ending = stem.rpartition("_")
    tag = language_tag(ending) if mark and name and not name.endswith("_") else ""
    if tag and any(_is_beside(name, other, stem) for other in beside):
        return name, tag
    return stem, ""


def _is_beside(name: str, other: str, stem: str) -> bool:
    start, _, end = other.rpartition("_")
    return other != stem and (other == name or (start == name and bool(language_tag(end))))


def language_by_words(text: str) -> str:
    """The language of a text by its letters, and for Latin letters by its commonest words; English in doubt.

    One or two of the commonest words are too few in a text of a few words: *met* is a word of English too.
    """
    sample = text[:200_000]
    latin = len(re.findall("[A-Za-z]", sample))
    counts = {lang: len(re.findall(letters, sample)) for lang, letters in _LETTERS}
    if counts["ja"] * 8 > counts["zh"]:
        counts["zh"] = 0
    lang = max(counts, key=lambda each: counts[each])
    if counts[lang] * 4 > latin:
        return _chinese(sample) if lang == "zh" else lang
    best, count, total = _by_commonest(sample)
    return best if count and (total >= _MANY_WORDS or count >= _ENOUGH_WORDS) else "en"


def is_too_short(text: str) -> bool:
    """Whether ``language_by_words`` takes a text in Latin letters as English because its words are too few to tell."""
    best, count, total = _by_commonest(text[:200_000])
    is_english = best == "en" and count > 0
    return language_by_words(text) == "en" and total < _MANY_WORDS and count < _ENOUGH_WORDS and not is_english


def _by_commonest(sample: str) -> tuple[str, int, int]:
    """The language of Latin letters whose commonest words are most, how many those are, and all words."""
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    found = {lang: sum(words[word] for word in _WORDS[lang]) for lang in _LATIN_WORDS}
    best = max(found, key=lambda each: found[each])
    return best, found[best], words.total()


def language_among(text: str, languages: Sequence[str]) -> str:
    """The one of ``languages`` that a text is most likely in: by its letters, then by its commonest words.

    It is the first of them where nothing tells.
    """
    sample = text[:200_000]
    counts = {name: len(re.findall(letters, sample)) for name, letters in _IN_WRITINGS.items()}
    if counts["kana"] * 8 > counts["han"] or counts["hangul"] > counts["han"]:
        counts["han"] = 0
    writing = {lang: _WRITINGS.get(lang.partition("-")[0], "latin") for lang in languages}
    best = max(languages, key=lambda lang: counts[writing[lang]] * _WEIGHTS.get(writing[lang], 1))
    alike = [lang for lang in languages if writing[lang] == writing[best]]
    if len(alike) == 1:
        return best
    if writing[best] == "han":
        return next((lang for lang in alike if lang == _chinese(sample)), best)
    share = _shares(sample, alike)
    likely = max(alike, key=lambda lang: share[lang])
    if share[likely] >= _FEW:
        return likely
    return next((lang for lang in alike if lang.partition("-")[0] not in _WORDS), likely)


def other_language(text: str, lang: str) -> str:
    """The language that a text is in where that is certainly not ``lang``; empty in doubt."""
    found = language_by_words(text)
    writings = [_WRITINGS.get(tag.partition("-")[0], "latin") for tag in (found, lang)]
    if writings[0] != writings[1]:
        return found if len(re.findall(_IN_WRITINGS[writings[0]], text)) >= _FEW_LETTERS else ""
    share = _shares(text[:200_000], (found, lang))
    is_known = lang.partition("-")[0] in _WORDS and writings[0] == "latin"
    return found if is_known and share[found] >= max(_FEW, 2 * share[lang]) else ""


def certain_language(text: str) -> str:
    """The language that a text is clearly in, of those that are known by their letters or words; empty in doubt."""
    sample = text[:200_000]
    found = language_by_words(sample)
    writing = _WRITINGS.get(found.partition("-")[0], "latin")
    latin = len(re.findall(_IN_WRITINGS["latin"], sample))
    letters = len(re.findall(_IN_WRITINGS[writing], sample)) * _WEIGHTS.get(writing, 1)
    if writing in _WEIGHTS:  # Korean, Japanese and Chinese have theirs to themselves
        return found if letters >= max(2 * latin, _FEW_LETTERS) else ""
    if (writing != "latin" and letters < 2 * latin) or _OWN_LETTERS.get(found, "") not in sample.lower():
        return ""
    rivals = [lang for lang in _WORDS if lang != found and _WRITINGS.get(lang, "latin") == writing]
    share, words = _shares(sample, (found, *rivals)), re.findall(r"\w+", sample.lower())
    is_told = share[found] >= _CERTAIN_SHARE and share[found] * len(words) >= _CERTAIN_WORDS
    return found if is_told and all(share[found] >= _TIMES * share[it] for it in rivals) else ""


def _shares(text: str, languages: Iterable[str]) -> dict[str, float]:
    """Return which part of the words of a text are the commonest ones of each language."""
    words = Counter(re.findall(r"\w+", text.lower()))
    total = words.total() or 1
    return {lang: sum(words[it] for it in _WORDS.get(lang.partition("-")[0], ())) / total for lang in languages}


def _chinese(text: str) -> str:
    """Simplified Chinese, unless more of the commonest characters have their traditional form."""
    counts = Counter(text)
    traditional, simplified = (sum(counts[sign] for sign in signs) for signs in _COMMONEST)
    return "zh-Hant" if traditional > simplified else "zh-Hans"

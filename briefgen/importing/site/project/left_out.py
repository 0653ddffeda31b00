"""What did not come along: files beside the texts that no text shows or links to, and keys of front matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.source.documents import NOT_DOCUMENTS, SourceText
from briefgen.model.values.plain import one_line

_DOCUMENTS = frozenset({".doc", ".docx", ".hwp", ".hwpx", ".odp", ".ods", ".odt", ".pdf", ".ppt", ".pptx", ".rtf"})
_DOCUMENTS |= {".xls", ".xlsm", ".xlsx"}
_OTHERS = frozenset({".avif", ".csv", ".epub", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".png", ".svg", ".tsv", ".txt"})
_OTHERS |= {".webp", ".zip"}
_OF_PROGRAMS = ("requirements", "robots", "cmakelists", "license", "llms")
_NAMED = 3


def left_out(paths: Iterable[str], taken: Collection[str], *, of_generator: bool) -> Iterator[Remark]:
    """One remark per file extension, with the first names.

    For the folder of a site generator, only office documents and PDFs are reported.
    """
    endings = _DOCUMENTS if of_generator else _DOCUMENTS | _OTHERS
    by_ending: dict[str, list[str]] = {}
    for path in paths:
        place = PurePosixPath(path)
        ending = place.suffix.lower()
        is_passed_over = place.stem.lower().startswith(_OF_PROGRAMS) or NOT_DOCUMENTS & set(place.parts[:-1])
        if ending in endings and path not in taken and not is_passed_over and not place.name.startswith("~$"):
            by_ending.setdefault(ending, []).append(path)
    for ending, found in sorted(by_ending.items()):
        named = ", ".join(found[:_NAMED]) + (", …" if len(found) > _NAMED else "")
        many, it = (f"{len(found)} files were", "them") if len(found) > 1 else ("1 file was", "it")
        said = f"{many} not taken, since no text shows {it} or links to {it}: {named}"
        yield Remark(f"*{ending}", said, Rank.LOST)


def left_keys(texts: Iterable[SourceText]) -> Iterator[Remark]:
    """What is said of front matter that was not taken: of each key once for all files, of a wrong date at its file."""
    by_key: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        if text.front.problem:
            yield Remark(text.path, text.front.problem, Rank.LOST)
        yield from (Remark(text.path, said) for said in text.keys.wrong)
        for said in text.keys.unread:
            name, _, value = said.partition(": ")
            if value:
                by_key.setdefault(name, []).append((text.path, " ".join(said.split())))
    for key, found in by_key.items():
        path, said = found[0]
        files = f"{len(found)} files, such as {path}" if len(found) > 1 else path
        yield Remark("front matter", f"“{key}” was not taken from {files} ({one_line(said, 200)})")

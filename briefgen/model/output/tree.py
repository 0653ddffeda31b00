"""The finished site in memory: output path → bytes. Two writers of one path are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error


@dataclass(frozen=True, slots=True)
class File:
    """One output file. ``path`` is relative, with forward slashes; ``maker`` says who made it."""

    path: str
    content: bytes
    maker: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Output paths and their bytes."""

    files: Mapping[str, bytes]
    sheets: Mapping[str, str] = field(default_factory=dict)
    """The spreadsheets that figures were read from: path in the project → SHA-256."""

    def __getitem__(self, path: str) -> bytes:
        return self.files[path]

    def __contains__(self, path: object) -> bool:
        return path in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.files))

    def __len__(self) -> int:
        return len(self.files)


def join(files: Iterable[File]) -> Outcome[Tree]:
    """One tree of all ``files``; the second writer of a path is an error and is left out.

    Paths that differ only in case are one path: some disks cannot tell them apart.
    """
    taken: dict[str, File] = {}
    clashes: list[Diagnostic] = []
    for file in files:
        key = file.path.casefold()
        if (first := taken.get(key)) is not None:
            clashes.append(
                error(
                    "path-is-unique",
                    _both(file, first),
                    file.span or first.span,
                    "rename one of them",
                )
            )
        else:
            taken[key] = file
    return Outcome(Tree({file.path: file.content for file in taken.values()}), tuple(clashes))


def _both(file: File, first: File) -> str:
    if file.path == first.path:
        return f"{file.maker} and {first.maker} both want the address {file.path}"
    wants = f"{file.maker} wants the address {file.path}, and {first.maker} has {first.path}"
    return f"{wants}: they differ only in capitals, and some disks and hosts cannot tell them apart"

"""The finished site: output path → bytes, which may lie on the disk. Two writers of one path are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.output.spill import Spilled, bytes_of


@dataclass(frozen=True, slots=True)
class File:
    """One output file. ``path`` is relative, with forward slashes; ``maker`` says who made it."""

    path: str
    held: bytes | Spilled
    maker: str
    span: Span | None = None

    @property
    def content(self) -> bytes:
        """Its bytes, read where they lie on the disk."""
        return bytes_of(self.held)


class HeldFiles(Mapping[str, bytes]):
    """Output paths and their bytes, each read from the disk when it is asked for."""

    __slots__ = ("held",)

    def __init__(self, held: Mapping[str, bytes | Spilled]) -> None:
        self.held = held

    def __getitem__(self, path: str) -> bytes:
        return bytes_of(self.held[path])

    def __contains__(self, path: object) -> bool:
        return path in self.held

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


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

    def size(self, path: str) -> int:
        """Return how many bytes a file has."""
        held = self._held(path)
        return len(held)

    def digest(self, path: str) -> str:
        """The SHA-256 of a file."""
        held = self._held(path)
        return held.sha256 if isinstance(held, Spilled) else sha256(held).hexdigest()

    def _held(self, path: str) -> bytes | Spilled:
        return self.files.held[path] if isinstance(self.files, HeldFiles) else self.files[path]


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
    return Outcome(Tree(HeldFiles({file.path: file.held for file in taken.values()})), tuple(clashes))


def _both(file: File, first: File) -> str:
    if file.path == first.path:
        return f"{file.maker} and {first.maker} both want the address {file.path}"
    wants = f"{file.maker} wants the address {file.path}, and {first.maker} has {first.path}"
    return f"{wants}: they differ only in capitals, and some disks and hosts cannot tell them apart"

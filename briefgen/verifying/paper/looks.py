"""What a PDF looks like: the operators of its pages, and digests of all that these name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.verifying.paper.glyphs import Cmaps, whole_text

_APART = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Metadata", "/Length"})
"""What says nothing of how a thing looks."""
_PACKING = frozenset({"/Filter", "/DecodeParms"})
"""How a stream is packed, which another program may do otherwise."""


@dataclass(slots=True)
class Looks:
    """Of one open PDF."""

    pdf: Any
    cmaps: Cmaps = field(default_factory=dict)
    known: dict[tuple[int, int], bytes] = field(default_factory=dict)
    """Digests of things by their number in the file."""

    def words(self, content: Any, resources: Any) -> str:
        """All the text of a page, or of a form, in the order in which it is drawn."""
        return whole_text(content, resources, self.cmaps)

    def digest(self, thing: Any) -> bytes:
        """Equal for things that look the same, whatever their numbers in the file are."""
        import pikepdf

        if not isinstance(thing, pikepdf.Object):
            return repr(thing).encode()
        known = thing.objgen
        if known in self.known:
            return self.known[known]
        if thing.is_indirect:
            self.known[known] = b"again"  # what leads back to itself is known by its place
        found = hashlib.sha256()
        if isinstance(thing, pikepdf.Array):
            found.update(b"".join(self.digest(it) for it in thing))
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            content, packing = unpacked(thing) if isinstance(thing, pikepdf.Stream) else (b"", _PACKING)
            for key in sorted(set(thing.keys()) - _APART - packing):
                found.update(key.encode() + self.digest(thing[key]))
            found.update(content)
        else:
            found.update(thing.unparse(resolved=True))
        if thing.is_indirect:
            self.known[known] = found.digest()
        return found.digest()


def unpacked(stream: Any) -> tuple[bytes, frozenset[str]]:
    """What is in a stream, and which of its keys say nothing then; a photograph stays as it is packed."""
    import pikepdf

    try:
        return bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)), _PACKING
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes()), frozenset()


def streams(contents: Any) -> Sequence[Any]:
    """The streams of a page's content."""
    import pikepdf

    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def operators(parts: Sequence[Any]) -> bytes:
    """What streams draw, however their lines are broken."""
    return b" ".join(b" ".join(stream.read_bytes().split()) for stream in parts)

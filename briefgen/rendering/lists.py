"""The marks of nested numbered lists, as a language has them: the same on screen and on paper."""

from __future__ import annotations

from briefgen.model.language import Language


def list_marks(language: Language) -> str:
    """CSS that gives each level of numbered lists its counter style, the outermost first."""
    levels = enumerate(language.counters, start=1)
    return "".join(f"{' '.join(['ol'] * depth)} {{ list-style-type: {name}; }}\n" for depth, name in levels)

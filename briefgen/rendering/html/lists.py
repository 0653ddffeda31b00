"""The marks of nested numbered lists, as a language has them: the same on screen and on paper."""

from __future__ import annotations

from briefgen.model.profile.language import Language
from briefgen.rendering.html.list_numbers import MARKS_OF_TYPE

MARKS = "data-marks"
"""Attribute of a list whose author chose its counter style: a style sheet cannot tell ``type="a"`` from ``"A"``."""


def list_marks(language: Language) -> str:
    """CSS that gives each level of numbered lists its counter style, the outermost first, or the one it asks for."""
    levels = [(" ".join(["ol"] * depth), name) for depth, name in enumerate(language.counters, start=1)]
    asked = [(f'ol[{MARKS}="{name}"]', name) for name in MARKS_OF_TYPE.values()]
    return "".join(f"{selector} {{ list-style-type: {name}; }}\n" for selector, name in (*levels, *asked))

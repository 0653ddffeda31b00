"""A style sheet says how Korean may break in a column that is narrow (docs/upstream/korean_breaks.md).

``--break: semi 8em`` lets an eojeol wider than 8 ems break where two syllables stay on each side and no particle begins
the line; ``--break: syllable`` lets every eojeol break between any two syllables; ``--break: eojeol``, which holds
where nothing is said, lets none break. The text comes with a joiner wherever it must not break; here some are taken
out.
"""

from __future__ import annotations

from typing import Any

from briefgen.language.lines.eojeol import joined, loosened
from briefgen.rendering.paper.engine.patches import put_in_place

PROPERTY = "__break"
"""How WeasyPrint calls the property; like all whose names begin with two hyphens, it is inherited."""
_RULES = ("eojeol", "semi", "syllable")
_HALF_EMS = 2


def apply() -> None:
    """Patch WeasyPrint in this process, once."""
    from weasyprint import document

    put_in_place(document, "build_formatting_structure", _loosened)


def _loosened(original: Any) -> Any:
    def build_formatting_structure(*given: Any, **named: Any) -> Any:
        box = original(*given, **named)
        _loosen(box)
        return box

    return build_formatting_structure


def _loosen(root: Any) -> None:
    from weasyprint.formatting_structure import boxes

    for box in root.descendants():
        if isinstance(box, boxes.TextBox):
            if _is_let_go(box):
                box.text = joined(box.text)
            if said := box.style[PROPERTY]:
                box.text = loosened(box.text, *_rule(said))


def _is_let_go(box: Any) -> bool:
    """Whether it is a figure with its unit that a narrow column does not hold in one: its words stay whole then."""
    classes = box.element.get("class", "") if box.element is not None else ""
    return "nb" in classes.split() and box.style["white_space"] == "normal"


def _rule(tokens: Any) -> tuple[str, float]:
    """The rule and the width of an eojeol that still stays whole, out of the tokens of the property."""
    rule = next((it.value for it in tokens if it.type == "ident" and it.value in _RULES), _RULES[0])
    whole = next((it.value for it in tokens if it.type == "dimension" and it.unit == "em"), 0.0)
    return rule, whole * _HALF_EMS

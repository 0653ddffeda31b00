"""A booklet, read back: folded, it has the pages of the PDF that it was imposed from, each whole and in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.verifying.blocks import clean, difference, plain
from briefgen.verifying.paper.looks import Looks, operators, streams
from briefgen.verifying.paper.opened import opened
from briefgen.verifying.paper.pen import Matrix, matrix_of, within

BOOKLET = "booklet-has-every-page"
_SLACK = 0.5
"""Points that a page may be off its place."""
_AROUND = 28
Box = Sequence[float]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a half of a side shows: a page as a form, and where."""

    form: Any
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class _Half:
    """A place in the folded booklet."""

    sheet: int
    back: bool
    right: bool

    @property
    def side(self) -> int:
        return 2 * self.sheet + self.back

    def words(self) -> str:
        return f"sheet {self.sheet + 1}, {'back' if self.back else 'front'}, {'right' if self.right else 'left'}"


def compare_booklet(sheets: bytes, pages: bytes, names: tuple[str, str], place: Span) -> Iterator[Diagnostic]:
    """The booklet ``sheets`` against the PDF ``pages``; ``names`` is what reports call both, in that order.

    Raises UnreadableError when one of them cannot be read.
    """
    with opened(sheets) as booklet, opened(pages) as printed:
        count, places = len(printed.pages), 2 * len(booklet.pages)
        if places % 4 or not count <= places < count + 4:
            sides_for = f"{names[0]} has {len(booklet.pages)} sides for {count} pages of {names[1]}"
            yield error(BOOKLET, f"{sides_for}; two pages go on a side, four on a sheet", place)
            return
        sides = [list(_shown(page)) for page in booklet.pages]
        looks = Looks(booklet), Looks(printed)
        for number in range(places):
            half = _folded(number, places)
            there = [it for it in sides[half.side] if _is_right(it, booklet.pages[half.side]) == half.right]
            wanted = printed.pages[number] if number < count else None
            if told := _wrong(wanted, there, booklet.pages[half.side], half, looks):
                what = f"page {number + 1} of {names[1]}" if wanted is not None else "a place after the last page"
                yield error(BOOKLET, f"{what} {told} in {names[0]}, {half.words()}", place)


def _folded(number: int, places: int) -> _Half:
    """Where the reader of a folded booklet finds a page: the outermost sheet has the first page and the last."""
    first_half = number < places // 2
    inwards = number if first_half else places - 1 - number
    back = bool(inwards % 2)
    return _Half(inwards // 2, back, right=first_half != back)


def _shown(side: Any) -> Iterator[_Shown]:
    """The forms that a side draws, each with the matrix it is drawn with."""
    import pikepdf

    forms = side.obj.get("/Resources", {}).get("/XObject", {})
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    kept: list[Matrix] = []
    for instruction in pikepdf.parse_content_stream(side, "q Q cm Do"):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "q":
            kept.append(matrix)
        elif operator == "Q":
            matrix = kept.pop()
        elif operator == "cm":
            matrix = within(matrix_of(operands), matrix)
        else:
            yield _Shown(forms[str(operands[0])], matrix)


def _is_right(shown: _Shown, side: Any) -> bool:
    """Whether the middle of what the form shows lies on the right half."""
    left, _, right, _ = _box(side.trimbox)
    box = _moved(_box(shown.form.BBox), shown.matrix)
    return (box[0] + box[2]) / 2 > (left + right) / 2


def _wrong(wanted: Any, there: Sequence[_Shown], side: Any, half: _Half, looks: tuple[Looks, Looks]) -> str:
    """What is wrong with what a half shows instead of a page; nothing when it is the page."""
    if wanted is None:
        return "is not blank" if there else ""
    if len(there) != 1:
        return "stands more than once" if there else "is missing"
    (shown,) = there
    if told := _difference(shown.form, wanted, looks):
        return told
    left, bottom, right, top = _box(side.trimbox)
    middle = (left + right) / 2
    own = (middle, bottom, right, top) if half.right else (left, bottom, middle, top)
    trim, box = _box(wanted.trimbox), _box(shown.form.BBox)
    if not _near(_moved(trim, shown.matrix), own):
        return "is not in its place"
    cut = any(box[at] > trim[at] + _SLACK for at in (0, 1)) or any(box[at] < trim[at] - _SLACK for at in (2, 3))
    return "is cut off" if cut else ""


def _box(given: Any) -> Box:
    return [float(edge) for edge in given]


def _moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    return [
        a * box[0] + c * box[1] + e,
        b * box[0] + d * box[1] + f,
        a * box[2] + c * box[3] + e,
        b * box[2] + d * box[3] + f,
    ]


def _near(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _SLACK for a, b in zip(one, other, strict=True))


def _difference(form: Any, page: Any, looks: tuple[Looks, Looks]) -> str:
    """How the form of a booklet differs from the page that it was made of; nothing when it does not."""
    own, others = looks
    drawn = operators([form]) == operators(streams(page.obj.Contents))
    if drawn and own.digest(form.get("/Resources")) == others.digest(page.obj.get("/Resources")):
        return ""
    here = plain(clean(own.words(form, form.get("/Resources"))))
    there = plain(clean(others.words(page, page.obj.get("/Resources"))))
    if (at := difference(there, here)) is None:
        return "is drawn differently"
    return f"has “{there.near(at[0], _AROUND)}” where “{here.near(at[1], _AROUND)}” stands"

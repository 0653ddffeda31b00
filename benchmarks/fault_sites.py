"""The places of a module that ``seeded_faults.py`` can make wrong, each so that a reader would call it a bug."""

from __future__ import annotations

import ast
import difflib
import io
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "in": "not in", "not in": "in"}
TURNED |= {"is": "is not", "is not": "is", "and": "or", "or": "and"}
WORD = re.compile(r"(?<![\w=<>!])(not\s+in|is\s+not|in|is|and|or|[<>=!]=|[<>])(?![\w=<>])")
EMPTY = {"str": '""', "bytes": 'b""', "bool": "False", "int": "0", "list": "[]", "dict": "{}", "Mapping": "{}"}
EMPTY |= {"set": "set()", "frozenset": "frozenset()", "Sequence": "()"}
COLLECTED = {"append", "add", "extend", "update", "insert", "remove", "discard"}
LIMITS = {"maxsize", "timeout", "indent", "stacklevel", "protocol", "level", "compresslevel", "quality", "width"}
SAID = re.compile(r"__repr__|__str__|progress|timing|_log\b")
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


class Site(NamedTuple):
    """A place that can be made wrong; ``function`` is empty where the code runs on import."""

    path: str
    line: int
    function: str
    operator: str
    start: int
    end: int
    wrong: bytes


class Module:
    """The sites of a module; positions are bytes, as the parser gives them."""

    def __init__(self, path: str, text: bytes) -> None:
        self.path, self.text = path, text
        self.lines = [0, *(at + 1 for at, byte in enumerate(text) if byte == 10)]

    def span(self, node: Any) -> tuple[int, int]:
        return self.lines[node.lineno - 1] + node.col_offset, self.lines[node.end_lineno - 1] + node.end_col_offset

    def get(self, node: ast.AST) -> str:
        return self.text[slice(*self.span(node))].decode()

    def sites(self, node: ast.AST, names: tuple[str, ...] = (), function: str = "", kind: str = "") -> Iterator[Site]:
        """Every site below the node, which stands in the function, whose result is of the kind."""
        if isinstance(node, FUNCTION | ast.ClassDef):
            if SAID.search(node.name):
                return
            names = (*names, node.name)
            if isinstance(node, FUNCTION):
                function, kind = ".".join(names), ast.unparse(node.returns) if node.returns else ""
                names = (*names, "<locals>")
        for operator, (start, end), new in self._wrong(node, kind if function else "", bool(names) and not function):
            line = self.text.count(b"\n", 0, start) + 1
            yield Site(self.path, line, function, operator, start, end, new.encode())
        for child in _children(node):
            yield from self.sites(child, names, function, kind)

    def _wrong(self, node: ast.AST, kind: str, field: bool) -> Iterator[tuple[str, tuple[int, int], str]]:
        """What makes this node alone wrong: operator, span, new text."""
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.comprehension(ifs=[test]):
                if isinstance(test, ast.UnaryOp):
                    yield "condition negated", self.span(test), self.get(test.operand)
                elif not isinstance(test, ast.Constant | ast.NamedExpr):
                    yield "condition negated", self.span(test), f"not ({self.get(test)})"
            case ast.BoolOp(values=parts):
                yield from self._turned("and/or exchanged", parts)
            case ast.Compare(left=left, ops=[_], comparators=[right]):
                yield from self._turned("comparison turned", [left, right])
            case ast.Constant(value=value) if type(value) is int and value <= 1000:
                yield "integer + 1", self.span(node), str(value + 1)
            case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                empty = "None" if kind.endswith("| None") else "()" if kind.endswith(", ...]") else ""
                if empty := empty or EMPTY.get(kind.partition("[")[0], ""):
                    yield "empty return", self.span(value), empty
            case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
                yield "statement dropped", self.span(node), "yield from ()"
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name in COLLECTED:
                yield "statement dropped", self.span(node), "pass"
            case ast.Continue():
                yield "continue to break", self.span(node), "break"
            case ast.Tuple(elts=elements) | ast.Set(elts=elements) if len(elements) > 2:
                if all(isinstance(it, ast.Constant) for it in elements):
                    at = node.lineno % (len(elements) - 1)
                    yield "element dropped", (self.span(elements[at])[0], self.span(elements[at + 1])[0]), ""
            case ast.FunctionDef(args=args) | ast.AsyncFunctionDef(args=args):
                for default in [*args.defaults, *filter(None, args.kw_defaults)]:
                    yield from self._default(default)
            case ast.AnnAssign(value=ast.Constant() as default) if field:
                yield from self._default(default)

    def _default(self, node: ast.expr) -> Iterator[tuple[str, tuple[int, int], str]]:
        if isinstance(node, ast.Constant) and isinstance(node.value, bool | int) and node.value <= 1000:
            new = not node.value if isinstance(node.value, bool) else node.value + 1
            yield "default changed", self.span(node), str(new)

    def _turned(self, operator: str, parts: list[ast.expr]) -> Iterator[tuple[str, tuple[int, int], str]]:
        """Exchange the words between the parts."""
        spans = [self.span(part) for part in parts]
        gaps = [self.text[left[1] : right[0]].decode() for left, right in pairwise(spans)]
        gaps = [WORD.sub(lambda it: TURNED[" ".join(it[0].split())], gap, count=1) for gap in gaps]
        whole = "".join(self.get(part) + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
        if not re.search(r"#|platform|__name__|TYPE_CHECKING", whole):
            yield operator, (spans[0][0], spans[-1][1]), whole


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What is below a node, without messages and what only a checker reads."""
    match node:
        case ast.Raise() | ast.Assert() | ast.JoinedStr() | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            pass
        case ast.keyword(arg=name) if name in LIMITS:
            pass
        case ast.AnnAssign():
            yield from filter(None, [node.value])
        case ast.Subscript(slice=ast.Tuple()):
            yield node.value
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield from node.body
        case _:
            yield from ast.iter_child_nodes(node)


def draw(root: Path, count: int, seed: int, dropped: dict[str, str]) -> list[tuple[str, Site, str]]:
    """Key, site and diff of so many faults: of each room by its lines, of each function one."""
    rooms: dict[str, list[Module]] = defaultdict(list)
    for path in sorted((root / "briefgen").glob("*/**/*.py")):
        name = path.relative_to(root).as_posix()
        rooms[name.split("/")[1]].append(Module(name, path.read_bytes()))
    lines = {room: sum(len(it.lines) for it in modules) for room, modules in rooms.items()}
    shares = dict.fromkeys(rooms, min(2, count // len(rooms)))
    while sum(shares.values()) < count:  # to the room that has the least for its lines
        shares[max(rooms, key=lambda room: lines[room] / (shares[room] + 0.5))] += 1
    drawn = []
    for room, modules in rooms.items():
        chance, taken = random.Random(f"{seed} {room}"), set[tuple[str, str]]()
        kinds: dict[str, list[tuple[Module, Site]]] = defaultdict(list)
        for module in modules:
            for site in module.sites(ast.parse(module.text)):
                if not SAID.search(site.path):
                    kinds[site.operator].append((module, site))
        while len(taken) < shares[room] and kinds:
            operator = chance.choice(sorted(kinds))
            module, site = kinds[operator].pop(chance.randrange(len(kinds[operator])))
            kinds = {name: left for name, left in kinds.items() if left}
            key = f"{site.path}:{site.line} {site.operator} {site.start}"
            changed = module.text[: site.start] + site.wrong + module.text[site.end :]
            if key in dropped or changed == module.text or (site.path, site.function) in taken:
                continue
            compile(changed, site.path, "exec")
            taken.add((site.path, site.function))
            texts = [io.StringIO(it.decode(), newline="\n").readlines() for it in (module.text, changed)]
            drawn.append((key, site, "".join(difflib.unified_diff(*texts, f"a/{site.path}", f"b/{site.path}"))))
    return drawn

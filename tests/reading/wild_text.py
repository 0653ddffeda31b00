"""Random Markdown with raw HTML in which every word is another, so that a word that is lost can be named."""

from __future__ import annotations

import re
from itertools import product
from random import Random

WORD = re.compile(r"q[a-z]{3}z")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_INLINE_TAGS = ["b", "i", "sub", "u", "span", "em", "a", "kbd", "q", "foo", "font", "center", "p", "div", "td", "br"]
_BLOCK_TAGS = [
    "div", "td", "tr", "table", "li", "ul", "ol", "details", "summary", "blockquote", "pre", "p", "section", "h2",
    "dl", "dt", "dd", "figure", "figcaption", "caption", "thead", "tbody", "center", "select", "title", "textarea",
    "foo", "b", "span", "col", "colgroup", "th", "option", "button", "form", "template", "object", "math",
    "noscript",
]  # fmt: skip
_ENDS = ["b", "i", "p", "div", "td", "table", "pre"]


class Writer:
    """Writes one text; ``depth`` bounds what stands in what."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._words = iter(random.sample([f"q{''.join(it)}z" for it in product(_LETTERS, repeat=3)], 1500))

    def word(self) -> str:
        return next(self._words)

    def text(self, depth: int = 0) -> str:
        """Some blocks."""
        between = self.random.choice(["\n\n", "\n\n", "\n"])
        return between.join(self.block(depth) for _ in range(self.random.randint(1, 3)))

    def inline(self, depth: int = 0) -> str:
        pieces = []
        for _ in range(self.random.randint(1, 3)):
            kind = self.random.randrange(20 if depth < 3 else 2)
            pieces.append(self.word() if kind < 2 else self._inline_piece(kind, depth + 1))
        return self.random.choice(["", " "]).join(pieces)

    def _inline_piece(self, kind: int, depth: int) -> str:
        choose = self.random.choice
        if kind < 7:
            around = ("*", "**", "~~", "_", "`")[kind - 2]
            return around + (self.word() if around == "`" else self.inline(depth)) + around
        if kind < 9:
            title = choose(["", f' "{self.word()}"'])
            return f"{'!' if kind == 8 else ''}[{self.inline(depth)}](x.png{title})"
        if kind == 9:
            tag = choose(_INLINE_TAGS)
            return f"<{tag}>{self.inline(depth)}{choose(['', f'</{tag}>'])}"
        return choose(
            [
                f"[{self.inline(depth)}]{{.c}}",
                "<http://e.org/>",
                "&amp;",
                f"\\{choose('*[<|`')}",
                choose("*_`[]<>{}|~!\\"),
                f"{{% {self.word()} %}}",
                f"{{{{ {self.word()} }}}}",
                f"[{self.inline(depth)}][{choose(['', 'ref'])}]",
                choose(["\n", "  \n"]),
                f"</{choose(_ENDS)}>",
                choose(["[^a]", "[@x]", "{fact}`x`", f"{{foo}}`{self.word()}`", "{.a}"]),
            ]
        )

    def html(self, depth: int = 0) -> str:
        choose = self.random.choice
        tag, inside = choose(_BLOCK_TAGS), ""
        for _ in range(self.random.randint(0, 3)):
            deeper = depth < 4 and self.random.random() < 0.5
            inside += self.html(depth + 1) if deeper else choose([self.word(), self.word(), self.inline(2)])
            inside += choose(["", "\n", "\n", "\n\n", " "])
        end = choose([f"</{tag}>"] * 4 + ["", "</div>", "</table>"])
        return f"<{tag}{choose(['', '', ' class=x', ' onclick=x'])}>{choose(['', chr(10)])}{inside}{end}"

    def block(self, depth: int = 0) -> str:
        choose, kind = self.random.choice, self.random.randrange(18)
        if kind < 4 or depth > 3:
            return self.inline()
        if kind < 9:
            return self.html()
        if kind < 11:
            mark = choose(["> ", "- ", "1. ", "7. "])
            after = mark if mark == "> " else " " * len(mark)
            first, *others = self.text(depth + 1).split("\n")
            return "\n".join([mark + first, *(after + line if line else line for line in others)])
        if kind == 11:
            return "#" * self.random.randint(1, 4) + " " + self.inline().replace("\n", " ")
        if kind == 12:
            return f"```\n{self.word()}\n\n{self.word()}\n{choose(['```', ''])}"
        if kind == 13:
            columns = self.random.randint(1, 3)
            rows = [self._row(self.random.randint(1, 4)) for _ in range(self.random.randint(0, 3))]
            return "\n".join([self._row(columns), "|" + "---|" * columns, *rows])
        if kind == 14:
            name = choose(["box", "table", "at-a-glance", "foo", "chart"])
            return f":::{{{name}}} {self.word()}\n{self.text(depth + 1)}\n{choose([':::', '::::', ''])}"
        if kind == 15:
            return f"[^{choose('ab')}]: {self.inline()}"
        return choose(
            [
                "{.x}",
                f"{{% {self.word()} %}}",
                f"{{{{< {self.word()} >}}}}",
                f"{{.x}} {self.word()} {{.y}}",
                f"{{{self.word()}}}",
                "[ref]: http://e.org/",
                "<!-- c -->",
                "<? x ?>",
                f"    {self.word()}\n\n    {self.word()}",
            ]
        )

    def _row(self, cells: int) -> str:
        return "| " + " | ".join(self.inline(2).replace("\n", " ") for _ in range(cells)) + " |"

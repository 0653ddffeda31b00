"""The Markdown and the plain text beside a page are held against it."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.model.written.pdf_forms import Tier
from briefgen.reading.world import MemoryWorld
from briefgen.verifying.web.page import read_page
from briefgen.verifying.web.twins import twin_problems

PAGE = "en/briefs/first.html"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    tree = Project().build(base_url="https://example.org/").tree
    return {path: tree[path] for path in tree if path.startswith("en/briefs/first.")}


def told(files: dict[str, bytes]) -> list[str]:
    page = read_page(files[PAGE], PAGE, Tier.CHECKING)
    assert page is not None
    return [f"{it.code} {it.message}" for it in twin_problems(MemoryWorld(files), page, "site/")]


def test_what_a_build_makes_agrees(files: dict[str, bytes]) -> None:
    assert told(files) == []


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_a_word_or_figure_that_differs_is_named(files: dict[str, bytes], ending: str) -> None:
    path = f"en/briefs/first.{ending}"
    words = files[path].decode()
    page = read_page(files[PAGE], PAGE, Tier.CHECKING)
    assert page is not None
    for block in page.parts["text"]:
        said = block.said.flat.whole.split("[")[0].strip()
        if block.kind != "paragraph" or words.count(said) != 1:
            continue
        (problem,) = told({**files, path: words.replace(said, f"{said[:-2]}x{said[-2:]}").encode()})
        assert problem.startswith("twin-says-the-same") and path in problem
        return
    pytest.fail("no paragraph was tried")


def test_a_file_that_is_missing_is_named(files: dict[str, bytes]) -> None:
    (problem,) = told({path: content for path, content in files.items() if not path.endswith(".txt")})
    assert problem == "site-is-built site/en/briefs/first.txt is missing"


BODY = """\
In [2022](https://example.org/a): ISO 27001:2013[^n] and \\![word](https://example.org/b), `](` and `![x](y)`.

```
![Picture](path/to/image.svg){ align=right }
read <name>
```

- Item

  ```
  [2022](address)
  ```

[^n]: A note.
"""


def test_code_and_links_of_digits_say_what_they_say() -> None:
    project = Project()
    for lang in ("en", "ko"):
        project = project.with_body(f"content/briefs/first/{lang}.md", BODY)
    tree = project.build(base_url="https://example.org/").tree
    assert told({path: tree[path] for path in tree if path.startswith("en/briefs/first.")}) == []


CELLS = """\
| One | Other |
| --- | --- |
| First line<br>second line | `a<br>b` |
| Third | Fourth<br>- 5 |

<br> and &lt;groupId> name.first &lt;/groupId> and &lt;w:p> are typed.
"""


@pytest.fixture(scope="module")
def cells() -> dict[str, bytes]:
    project = Project()
    for lang in ("en", "ko"):
        project = project.with_body(f"content/briefs/first/{lang}.md", CELLS)
    tree = project.build(base_url="https://example.org/").tree
    return {path: tree[path] for path in tree if path.startswith("en/briefs/first.")}


def test_lines_in_cells_and_typed_tags_say_what_they_say(cells: dict[str, bytes]) -> None:
    assert b"First line<br>second line" in cells["en/briefs/first.md"]
    assert told(cells) == []


def test_a_word_lost_in_a_cell_of_lines_is_named(cells: dict[str, bytes]) -> None:
    lost = {path: content.replace(b"second line", b"second") for path, content in cells.items() if ".html" not in path}
    assert len(told({**cells, **lost})) == 2


ANGLES = """\
- see <21/08> here, <y.z> there and `<alice@example.com>` or `a <b.c> d`

```c
#include <stdio.h>
#include <sys/types.h>
git clone <https://example.net/>
```

See [a page](https://example.net/x_y?b=1&c=%ED%95%9C), <https://example.net/>, [a place](#background),
[one of ours](brief:second) and [two words](<https://example.net/a b>).

| One | Other |
| --- | --- |
| <c@example.net> | `std::vector<std::string>` |
"""


def test_what_stands_between_angle_brackets_is_text_unless_a_link_leads_there() -> None:
    project = Project()
    for lang in ("en", "ko"):
        project = project.with_body(f"content/briefs/first/{lang}.md", ANGLES)
    for base_url in ("https://example.org/", ""):
        tree = project.build(base_url=base_url).tree
        files = {path: tree[path] for path in tree if path.startswith("en/briefs/first.")}
        assert told(files) == []
        changed = files["en/briefs/first.txt"].replace(b"<stdio.h>", b"<stdlib.h>")
        assert len(told({**files, "en/briefs/first.txt": changed})) == 1


def test_what_stands_in_for_a_missing_picture_is_said() -> None:
    project = Project().with_change("content/site.yaml", "level: publication", "level: standard")
    for lang in ("en", "ko"):
        body = 'Before ![shot](../a/lost-1.png "t") after.\n\n![A map](lost-2.png "The map")\n\n- ![x](lost-3.png)\n'
        project = project.with_body(f"content/briefs/first/{lang}.md", body)
    tree = project.build(base_url="https://example.org/").tree
    files = {path: tree[path] for path in tree if path.startswith("en/briefs/first.")}
    assert told(files) == []
    assert all(f"lost-{number}.png?".encode() in files["en/briefs/first.txt"] for number in (1, 2, 3))

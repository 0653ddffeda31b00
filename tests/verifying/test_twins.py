"""The Markdown and the plain text beside a page are held against it."""

from __future__ import annotations

import pytest
from support.project import Project
from support.stamped import stamped

from briefgen.model.values.pdf_forms import Tier
from briefgen.reading.world import MemoryWorld
from briefgen.verifying.web.page import read_page
from briefgen.verifying.web.twins import twin_problems

PAGE = "en/briefs/first.html"


def beside(project: Project, base_url: str = "https://example.org/") -> dict[str, bytes]:
    """The page of the first brief, and what stands beside it."""
    tree = project.build(base_url=base_url).tree
    return {path: tree[path] for path in tree if path.startswith("en/briefs/first.")}


def saying(body: str, project: Project | None = None) -> Project:
    """A project whose first brief has one body in both languages."""
    path = "content/briefs/first/{}.md".format
    return (project or Project()).with_body(path("en"), body).with_body(path("ko"), body)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return beside(Project())


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
    assert told(beside(saying(BODY))) == []


CELLS = """\
| One | Other |
| --- | --- |
| First line<br>second line | `a<br>b` |
| Third | Fourth<br>- 5 |

<br> and &lt;groupId> name.first &lt;/groupId> and &lt;w:p> are typed.
"""


@pytest.fixture(scope="module")
def cells() -> dict[str, bytes]:
    return beside(saying(CELLS))


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
    for base_url in ("https://example.org/", ""):
        files = beside(saying(ANGLES), base_url)
        assert told(files) == []
        changed = files["en/briefs/first.txt"].replace(b"<stdio.h>", b"<stdlib.h>")
        assert len(told({**files, "en/briefs/first.txt": changed})) == 1


def test_what_stands_in_for_a_missing_picture_is_said() -> None:
    project = Project().with_change("content/site.yaml", "level: publication", "level: standard")
    body = 'Before ![shot](../a/lost-1.png "t") after.\n\n![A map](lost-2.png "The map")\n\n- ![x](lost-3.png)\n'
    files = beside(saying(body, project))
    assert told(files) == []
    assert all(f"lost-{number}.png?".encode() in files["en/briefs/first.txt"] for number in (1, 2, 3))


LINKS = """\
See [a page](https://example.net/) and what follows the last link. So says the press.[@report-a; @report-b]

:::{recommendation} r1
Take [more](https://example.net/) samples of each.
:::
"""


@pytest.fixture(scope="module")
def linked() -> Project:
    return saying(LINKS)


@pytest.mark.parametrize("ending", ["md", "txt"])
@pytest.mark.parametrize("lost", ["the last link. So", "So says", " of each", "[1; 2]"])
def test_what_is_lost_behind_the_last_link_of_a_block_is_named(linked: Project, ending: str, lost: str) -> None:
    files, path = beside(linked), f"en/briefs/first.{ending}"
    assert told(files) == [] and files[path].decode().count(lost) == 1
    (problem,) = told({**files, path: files[path].replace(lost.encode(), b"")})
    assert problem.startswith("twin-says-the-same") and path in problem


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_a_number_that_is_cited_and_not_listed_is_named(linked: Project, ending: str) -> None:
    """The ledger cites ``report-b`` for the proposal alone: its entry is in the list, as on the page."""
    files, path = beside(linked), f"en/briefs/first.{ending}"
    words = files[path].decode()
    entry = next(line for line in words.splitlines() if line.startswith("[2] "))
    (lost,) = told({**files, path: words.replace(entry, "").encode()})
    (other,) = told({**files, path: words.replace("[1; 2]", "[1; 3]").encode()})
    assert "Another report" in lost and "what follows the last link" in other


@pytest.mark.parametrize(
    "given",
    [
        "owner: press, source: report-b",
        "ask: {ko: 손으로, en: by hand}",
        "by: {ko: 누구, en: One}",
        "ask: {ko: 손, en: by hand}, needs: {ko: 큼, en: much}",
        "source: [report-b, report-a]",
    ],
)
def test_whose_a_proposal_is_stands_where_the_page_has_it(linked: Project, given: str) -> None:
    path = "content/briefs/first/brief.yaml"
    old = "owner: press, source: report-b"
    assert told(beside(linked.with_change(path, old, given))) == []


def test_a_block_that_is_older_than_its_original_says_so() -> None:
    whole = stamped(Project())
    stale = whole.with_change("content/briefs/first/ko.md", "을(를) 모았다.", "을(를) 모두 모았다.")
    stale = stale.with_change("content/briefs/first/ko.md", "손으로 세었다", "손으로 다시 세었다")
    stale = stale.with_change("content/briefs/first/ko.md", "- 표본은", "- 모든 표본은")
    stale = stale.with_change("content/briefs/first/ko.md", "| 표본 | {f", "| 표본들 | {f")
    stale = stale.with_change("content/briefs/first/ko.md", "표본의 수", "표본들의 수")
    files = beside(stale)
    assert told(files) == []
    said = b"This part is older than the Korean original."
    marks = files["en/briefs/first.html"].count(b'class="behind"')
    assert marks > 3 and [files[f"en/briefs/first.{it}"].count(said) for it in ("md", "txt")] == [marks, marks]

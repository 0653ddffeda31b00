"""Papers of Quarto, R Markdown and Pandoc in a folder: their sources, their code, their references."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.command import Run, laid_out
from support.imported import imported, report
from support.project import picture

from briefgen.importing.site.papers import with_scripts, without_place_of_references

BOOK = "@book{%s, title={%s}, author={Smith, Ann}, year={2020}, publisher={Pier}}\n"


def checked(briefgen: Run, project: Path) -> str:
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert ran.code == 0, ran.out
    return ran.out


def paper(body: str, more: str = "") -> str:
    return f"---\ntitle: Tides\nsummary: On tides.\ndate: 2024-02-03\n{more}---\n\n{body}\n"


PAPERS = {
    "_quarto.yml": "website:\n  title: Tides\nbibliography: all.json\n",
    "all.json": '[{"id": "root", "type": "book", "title": "Roots", "publisher": "Pier", "issued": "2019"}]',
    "papers/one.qmd": paper("Seen [@smith; @root].", "bibliography: refs/one.bib\n"),
    "papers/refs/one.bib": BOOK % ("smith", "Tides") + BOOK % ("both", "Shared"),
    "two.qmd": paper("And [@both].", "bibliography: [papers/refs/one.bib, two.ris, gone.bib]\n").replace(
        "Tides", "Ebb"
    ),
    "two.ris": "TY  - BOOK\nID  - both\nTI  - Another\nPY  - 2001\nPB  - Pier\nER  - \n",
}


def test_the_bibliographies_of_papers_become_sources(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, PAPERS)
    path = project / "content/sources.yaml"
    found = yaml.safe_load(path.read_text("utf-8"))
    assert [(it["id"], it["title"]) for it in found] == [("root", "Roots"), ("smith", "Tides"), ("both", "Shared")]
    told = report(project)
    assert "1 of all.json, 2 of papers/refs/one.bib, 1 of two.ris." in told
    assert "the bibliography gone.bib is not in the folder" in told and "bibliography: refs" not in told
    assert "“both” is there already for another source" in told
    assert "reference-is-known" not in checked(briefgen, project)


def test_where_nothing_names_a_bibliography_those_of_the_folder_become_sources(briefgen: Run, tmp_path: Path) -> None:
    files = {"one.md": paper("Seen [@smith]."), "refs/one.bib": BOOK % ("smith", "Tides"), "two.ris": PAPERS["two.ris"]}
    project = imported(briefgen, tmp_path, files)
    assert "1 of refs/one.bib, 1 of two.ris." in report(project)
    assert "source-is-known" not in checked(briefgen, project)


def test_a_citation_or_a_term_that_a_paper_does_not_have_is_a_warning_and_stops_publication(
    briefgen: Run, tmp_path: Path
) -> None:
    body = "Seen [@smith; @gone], also [@none], by {term}`the moon`.\n"
    files = {"one.qmd": paper(body, "bibliography: one.bib\n"), "one.bib": BOOK % ("smith", "Tides")}
    project = imported(briefgen, tmp_path, files)
    assert "3 warnings" in checked(briefgen, project)
    ran = briefgen("check", "-C", project, "--executor", "inline", "--release")
    assert ran.code == 1 and ran.out.count("error[source-is-known]") == 2 and "error[term-is-known]" in ran.out


def test_sources_that_the_author_changed_stay_on_the_next_import(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, PAPERS)
    path = project / "content/sources.yaml"
    mine = path.read_text("utf-8").replace("Roots", "Roots and stems")
    path.write_text(mine, "utf-8")
    ran = briefgen("import", tmp_path / "old", "-C", project)
    assert (ran.code, path.read_text("utf-8")) == (0, mine)


CHUNKS = """```{r setup}
#| include: false
library(sea)

plot(tides) # The tide is high and it goes up.
```

The tide rises [@smith; see @both, p. 3] by `r mean(x)` metres.

```{r, echo=FALSE, fig.cap="A {curly} caption"}
draw()
```

- An item:

  ```{python}
  #| echo: true
  print(1)
  ```

```{r}
#| echo: false
```

```python
kept()
```
"""
SHOWN = """The tide rises [@smith; see @both, p. 3] by `r mean(x)` metres.

- An item:

  ```python
  print(1)
  ```

```python
kept()
```
"""


@pytest.mark.parametrize("more", ["", "execute:\n  echo: false\n"])
def test_code_that_a_paper_does_not_show_is_left_out(briefgen: Run, tmp_path: Path, more: str) -> None:
    text = f"---\ntitle: Tides\n{more}---\n\n{CHUNKS}"
    project = imported(briefgen, tmp_path, {"one.qmd": text, "page.md": "# Page\n\n```{r, echo=FALSE}\nx\n```\n"})
    _, front, body = (project / "content/briefs/one/en.md").read_text("utf-8").split("---\n", 2)
    assert body == "\n" + SHOWN
    assert yaml.safe_load(front)["summary"] == "The tide rises by r mean(x) metres."
    told = report(project)
    assert "3 chunks of code are not shown and left out" in told and "1 value is computed within" in told
    assert "{r, echo=FALSE}" in (project / "content/briefs/page/en.md").read_text("utf-8")


def test_options_of_a_document_hide_the_code_of_its_chunks(briefgen: Run, tmp_path: Path) -> None:
    body = (
        '```{r}\nknitr::opts_chunk$set(fig.path = here("x"), echo = FALSE)\n```\n\nWords.\n\n```{r echo=TRUE}\ny\n```'
    )
    project = imported(briefgen, tmp_path, {"one.Rmd": paper(body)})
    assert (project / "content/briefs/one/en.md").read_text("utf-8").endswith("---\n\nWords.\n\n```r\ny\n```\n")


def test_commands_that_end_a_page_are_left_out(briefgen: Run, tmp_path: Path) -> None:
    body = "One.\n\n\\clearpage\n\n```tex\n\\newpage\n```\n\n{{< pagebreak >}}\n\nTwo \\newpage words.\n\n\\newpage"
    project = imported(briefgen, tmp_path, {"one.qmd": paper(body)})
    text = (project / "content/briefs/one/en.md").read_text("utf-8")
    assert text.endswith("---\n\nOne.\n\n```tex\n\\newpage\n```\n\nTwo \\newpage words.\n\n")


def test_one_document_is_counted_as_one(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, {"one.md": "---\ndate: soon\ntoc: true\n---\n\nWords.\n"})
    told = report(project)
    assert "1 document, 1 text (en), 3 files." in told and "1 document without a date, " in told
    assert "- date: “soon” is not a date\n" in told.partition("### one.md\n")[2]


def test_of_a_document_and_what_was_made_of_it_the_second_is_taken(briefgen: Run, tmp_path: Path) -> None:
    files = {"tide.Rmd": paper("```{r}\n1 + 1\n```"), "tide.md": paper("It is 2."), "alone.Rmd": paper("Words.")}
    project = imported(briefgen, tmp_path, files)
    assert {it.name for it in (project / "content/briefs").iterdir()} == {"tide", "alone"}
    assert "It is 2." in (project / "content/briefs/tide/en.md").read_text("utf-8")
    assert "### tide.Rmd\n\n- tide.md beside it was made of it, and was taken instead" in report(project)


FIGURES = """See Figure \\ref{fig:a}.

![The *quay* at "noon" [@smith]. \\label{fig:a}](a.png)

![A map](a.png "Ours"){width=50%}

![](a.png)

Words ![in a line](a.png) stay.

$$
a = b \\label{eq:one}
$$

![A plan
of it](<a b.png>){#fig-plan width=50%}"""
SHOWN_FIGURES = """See Figure \\ref{fig:a}.

![The *quay* at "noon" [@smith].](a.png "The quay at \\"noon\\".")

![A map](a.png "Ours"){width=50%}

![](a.png)

Words ![in a line](a.png) stay.

$$
a = b \\label{eq:one}
$$

![A plan
of it](a-b.png "A plan of it"){#fig-plan width=50%}
"""


def test_a_picture_alone_in_a_paragraph_of_a_paper_is_a_figure(briefgen: Run, tmp_path: Path) -> None:
    files = {"one.md": paper(FIGURES, "bibliography: one.bib\n"), "one.bib": BOOK % ("smith", "Tides")}
    pictures = {"a.png": picture(8), "a b.png": picture(9)}
    project = imported(briefgen, tmp_path, files | pictures)
    assert (project / "content/briefs/one/en.md").read_text("utf-8").split("---\n\n", 1)[1] == SHOWN_FIGURES
    plainly = imported(briefgen, tmp_path / "plain", {"one.md": paper("![A map](a.png)"), "a.png": picture(8)})
    assert (plainly / "content/briefs/one/en.md").read_text("utf-8").endswith("\n![A map](a.png)\n")


NAMED = """As @smith shows, and @two [p. 3], see [@smith; so @two].

- In `@smith` (UDE, @three), not @nobody or a@smith.org."""
SHOWN_NAMES = """As Smith (2020) [@smith] shows, and Kim & Lee (2021) [@two, p. 3], see [@smith; so @two].

- In `@smith` (UDE, Bo et al. [@three]), not @nobody or a@smith.org.
"""


def test_a_source_that_a_sentence_names_has_its_author_and_year(briefgen: Run, tmp_path: Path) -> None:
    more = "@book{two, title={Two}, author={Kim, A and Lee, B}, year={2021}}\n"
    more += "@book{three, title={Three}, author={Bo, A and Lee, B and Kim, C}}\n"
    files = {"one.md": paper(NAMED, "bibliography: one.bib\n"), "one.bib": BOOK % ("smith", "Tides") + more}
    project = imported(briefgen, tmp_path, files)
    assert (project / "content/briefs/one/en.md").read_text("utf-8").split("---\n\n", 1)[1] == SHOWN_NAMES
    assert "a source is named in a sentence 3 times, as in @smith: author and year were written" in report(project)


def test_sources_that_are_new_are_counted_as_written(briefgen: Run, tmp_path: Path) -> None:
    source = laid_out(tmp_path / "old", {"one.md": paper("Words.")})
    assert briefgen("import", source, "-C", tmp_path / "new").code == 0
    (source / "one.bib").write_text(BOOK % ("smith", "Tides"), "utf-8")
    ran = briefgen("import", source, "-C", tmp_path / "new")
    assert "1 written" in ran.out and (tmp_path / "new/content/sources.yaml").is_file()


PEOPLE = """short-title: Sea
author:
- name: Ann Lee
  affiliation: Lewis College
  orcid: https://orcid.org/0000-0003-3506-7590
  email: ann@lewis.edu
- name: {given: Bo, family: Kim}
  affiliations:
    - ref: pier
    - {name: School of Tides, city: Atlanta}
  url: https://bo.example
- Cy Park
affiliations:
  - {id: pier, name: Pier Institute}
"""


def test_people_of_a_paper_keep_what_it_says_of_them(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, {"one.qmd": paper("The text.", PEOPLE)})
    brief = yaml.safe_load((project / "content/briefs/one/brief.yaml").read_text("utf-8"))
    ann = {"name": "Ann Lee", "affiliation": "Lewis College", "email": "ann@lewis.edu", "orcid": "0000-0003-3506-7590"}
    bo = {"name": "Bo Kim", "affiliation": "Pier Institute, School of Tides"}
    assert brief["authors"] == [ann, bo, {"name": "Cy Park"}]
    assert "short_title: " in (project / "content/briefs/one/en.md").read_text("utf-8")
    assert "of its authors, url was not taken" in report(project) and "short-title" not in report(project)
    checked(briefgen, project)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("**Hypothesis 1~a~** is H~1a~ and x^2^.", "**Hypothesis 1<sub>a</sub>** is H<sub>1a</sub> and x<sup>2</sup>."),
        (r"P~a\ cat~ and 2^n\ +\ 1^", "P<sub>a cat</sub> and 2<sup>n + 1</sup>"),
        ("`a~b~` and $x^2^y~1~$ stay.", "`a~b~` and $x^2^y~1~$ stay."),
        ("About ~5 or ~6, ~~out~~, a[^1] and b[^2].", "About ~5 or ~6, ~~out~~, a[^1] and b[^2]."),
        ("From 2^ to ^3, [x](https://a.example/~lee/b~c).", "From 2^ to ^3, [x](https://a.example/~lee/b~c)."),
    ],
)
def test_letters_below_and_above_the_line_stay_there(typed: str, read: str) -> None:
    assert with_scripts(typed) == read


@pytest.mark.parametrize(
    "end",
    ["# References\n\n::: {#refs}\n:::\n", '## Sources {.unnumbered}\n\n<div id="refs"></div>', "# References {-}\n"],
)
def test_an_empty_place_of_references_is_left_out(end: str) -> None:
    assert without_place_of_references(f"The text.\n\n{end}") == "The text.\n"
    assert without_place_of_references("# References\n\nSmith. Tides.\n") == "# References\n\nSmith. Tides.\n"


def test_what_follows_the_references_stays() -> None:
    text = "The text.\n\n# References\n\n::: {#refs}\n:::\n\n# Appendix\n\nMore.\n"
    assert without_place_of_references(text).split() == ["The", "text.", "#", "Appendix", "More."]


def test_a_part_that_a_paper_includes_stands_there_and_nowhere_else(briefgen: Run, tmp_path: Path) -> None:
    files = {
        "one.qmd": paper(
            "Before.\n\n{{< include sub/part.md >}}\n\n{{< include _more.qmd >}}\n\n{{< include gone.md >}}\n\nAfter."
        ),
        "sub/part.md": "---\ntitle: Part\n---\nThe part says 42.\n",
        "_more.qmd": "And more.\n",
    }
    project = imported(briefgen, tmp_path, files)
    assert [path.name for path in (project / "content/briefs").iterdir()] == ["one"]
    text = (project / "content/briefs/one/en.md").read_text("utf-8")
    assert text.endswith("---\n\nBefore.\n\nThe part says 42.\n\nAnd more.\n\n{{< include gone.md >}}\n\nAfter.\n")
    told = report(project)
    assert "“{{< include gone.md >}}” was not inserted: the folder has no such file" in told
    assert "stays as typed" not in told and "part.md" not in told and "_more" not in told


def test_what_follows_a_comma_is_not_taken_for_another_author(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, {"one.md": paper("The text.", "author: Jane Roe, Senior Fellow, Paris\n")})
    brief = yaml.safe_load((project / "content/briefs/one/brief.yaml").read_text("utf-8"))
    assert brief["authors"] == [{"name": "Jane Roe, Senior Fellow, Paris"}]

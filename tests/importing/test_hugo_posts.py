"""``briefgen import FOLDER`` of posts of Hugo: bundles, shortcodes, addresses of days, pictures by language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.command import Run, laid_out
from support.imported import imported, report, settings, text
from support.project import picture


def post(body: str, more: str = "", title: str = "A post") -> str:
    return f"---\ntitle: {title}\n{more}---\n\n{body}\n"


@pytest.mark.parametrize(
    "mark",
    [
        '{{< figure src = "quay.png" alt = "The quay" caption = "At noon" >}}',
        "{{< figure src=quay.png alt='The quay' caption=\"At noon\" >}}",
        '{{< postcard class="wide" src="quay.png" alt="The quay" title="At noon" >}}',
    ],
)
def test_any_shortcode_that_shows_a_picture_is_one(briefgen: Run, tmp_path: Path, mark: str) -> None:
    files = {"content/quay/index.md": post(f"The quay.\n\n{mark}"), "content/quay/quay.png": picture(8)}
    project = imported(briefgen, tmp_path, files)
    (path,) = (project / "content/briefs").iterdir()
    assert (path / "quay.png").exists() and "stay" not in report(project)
    assert briefgen("build", "--no-pdfs", "-C", project).code == 0
    page = (project / f"site/en/briefs/{path.name}.html").read_text("utf-8")
    assert 'alt="The quay"' in page and "At noon" in page and "{{" not in page


def test_marks_that_stay_as_typed_are_counted(briefgen: Run, tmp_path: Path) -> None:
    body = "See this.\n\n{{< tweet 1 >}}\n\n`{{< gist 2 >}}`\n\n<Chart data={rows} />\n\n{{< tweet 3 >}}"
    project = imported(briefgen, tmp_path, {"a.mdx": post(body), "b.md": post("{{< tweet 4 >}} says so.")})
    told = report(project)
    assert "“{{< tweet >}}” stays as typed in 3 places, the first in a.mdx, line 7" in told
    assert "“<Chart>” stays as typed in 1 place, in a.mdx, line 11" in told and "gist" not in told


def test_a_bundle_of_a_page_is_no_topic(briefgen: Run, tmp_path: Path) -> None:
    bundles = {f"content/posts-{n}/index.{lang}.md": post("Text.", "", f"P{n}") for n in "abc" for lang in ("en", "es")}
    project = imported(briefgen, tmp_path, bundles)
    assert "topics" not in settings(project)
    more = {f"content/law/{name}.en.md": post("Text.", "", name) for name in ("act", "rule")}
    project = imported(briefgen, tmp_path / "more", bundles | more)
    assert settings(project)["topics"] == {"law": {"name": "Law"}}


@pytest.mark.parametrize("said", ["headless: true", "_build:\n  render: never", "build:\n  render: false"])
def test_what_its_site_does_not_publish_is_not_taken(briefgen: Run, tmp_path: Path, said: str) -> None:
    files = {"content/a/index.md": post("Shown."), "content/b/index.md": post("Hidden.", f"{said}\n")}
    files["content/c/index.md"] = post("Shown too.", "_build:\n  list: never\n  render: always\n")
    project = imported(briefgen, tmp_path, files)
    assert {path.name for path in (project / "content/briefs").iterdir()} == {"a", "c"}
    assert f"{said.split(':')[0]}: its site does not publish it, so it was not taken" in report(project)


LINKED = (
    "[a](/blog/2021/09/21/my-quay/) [b](/es/blog/2021/09/21/el-muelle/) [c](/old/quay/) [d](/q/) [e](/2021/09/quay/)"
)


def test_links_to_published_addresses_lead_to_the_document(briefgen: Run, tmp_path: Path) -> None:
    day = "date: 2021-09-21\n"
    bundle = "content/blog/2021-09-21-quay"
    files = {
        f"{bundle}/index.md": post("Text.", f"{day}slug: my-quay\naliases: [/old/quay/]\n"),
        f"{bundle}/index.es.md": post("Texto.", f"{day}slug: el-muelle\nurl: /q/\n"),
        "content/blog/2022-01-01-next/index.md": post(LINKED, "date: 2022-01-01\n"),
    }
    for number in range(2):
        files |= {f"content/blog/2023-0{number + 1}-01-more/index.md": post("More.", f"date: 2023-0{number + 1}-01\n")}
    project = imported(briefgen, tmp_path, files)
    (path,) = (project / "content/briefs").glob("*next")
    (quay,) = (project / "content/briefs").glob("*quay")
    body = (path / "en.md").read_text("utf-8")
    assert body.count(f"(brief:{quay.name})") == 5, body
    assert "aliases" not in report(project) and "leads to nothing" not in report(project)


def test_a_picture_of_each_language_is_taken_for_the_text_of_that_language(briefgen: Run, tmp_path: Path) -> None:
    shown = "Text.\n\n![The quay](quay.png)\n\n![The map](map.png)"
    files = {f"content/a/index.{lang}.md": post(shown) for lang in ("en", "es")}
    pictures = {"quay.es.png": picture(8), "quay.en.png": picture(9), "map.es.png": picture(7)}
    project = imported(briefgen, tmp_path, files | {f"content/a/{name}": it for name, it in pictures.items()})
    assert "(quay.en.png)" in text(project, "a") and "(quay.es.png)" in text(project, "a", "es")
    assert "(map.es.png)" in text(project, "a") and "leads to nothing" not in report(project)


def test_the_newest_documents_come_first_on_the_home_page(briefgen: Run, tmp_path: Path) -> None:
    days = {"a": "2021-01-01", "b": "2023-01-01", "c": "2022-01-01"}
    files = {f"{name}.md": post("Text.", f"date: {day}\n", name) for name, day in days.items()}
    project = imported(briefgen, tmp_path, files | {"d.md": post("Text.", "", "d")})
    assert settings(project)["home"] == ["b", "c", "a"]


def test_a_summary_is_words_alone(briefgen: Run, tmp_path: Path) -> None:
    files = {
        "a.md": post("{{< toc >}} Contents of this page below.\n\nThe {{< icon x >}} tide rises twice a day here."),
        "b.md": post("Text.", 'summary: "On _Argentina_ and snake_case_names, {{< ref x >}} in *short*."\n'),
        "c.md": post("All the words of it.", "summary: '{{< lead >}}'\n"),
    }
    project = imported(briefgen, tmp_path, files)
    summaries = [yaml.safe_load(text(project, slug).split("---\n")[1])["summary"] for slug in "abc"]
    assert summaries == [
        "The tide rises twice a day here.",
        "On Argentina and snake_case_names, in short.",
        "All the words of it.",
    ]


def test_links_to_categories_and_tags_lead_to_topics_or_nowhere(briefgen: Run, tmp_path: Path) -> None:
    links = "Of [*jobs*](/categories/jobs/), [old jobs](../../tags/old-jobs/), [Arduino](/tags/arduino/ 'all'),"
    links += " [all](/tags/) and ![it](/tags/it.png). `[c](/tags/c/)`"
    files: dict[str, str | bytes] = {
        "hugo.toml": "title = 'Tides'\n",
        "content/posts/_index.md": "---\ntitle: Jobs\n---\n",
        "content/old/_index.md": "---\ntitle: Old jobs\n---\n",
        "content/posts/a.md": f"---\ntitle: A\ndate: 2025-01-01\nhideTableOfContent: yes\n---\n\n{links}\n"
        "\nThe [*Pi*][r], [R][], [r] of [jobs][j], [x] and `[r]`.\n\n[r]: /tags/raspi/\n[j]: /tags/jobs/ 'All'\n",
        "content/old/b.md": "---\ntitle: B\ndate: 2025-01-01\n---\n\nText, [Arduino](/tags/arduino/).\n",
    }
    ran = briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new")
    assert ran.code == 0, ran.err
    text = (tmp_path / "new/content/briefs/posts-a/en.md").read_text("utf-8")
    assert "Of [*jobs*](topic:posts), [old jobs](topic:old), Arduino, all and ![it](/tags/it.png). `[c]" in text
    assert text.endswith("\nThe *Pi*, R, r of [jobs][j], [x] and `[r]`.\n\n\n[j]: topic:posts\n")
    told = (tmp_path / "new/import-report.md").read_text("utf-8")
    assert "a link to a category or a tag that is not a topic here was left out in 6 places, the first in" in told
    assert "“hideTableOfContent” was not taken" in told

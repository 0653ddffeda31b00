"""``briefgen import FOLDER`` of Docusaurus: the first language in ``docs``, the others in ``i18n``."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.command import Run
from support.imported import body, imported

_OTHER = "i18n/ko/docusaurus-plugin-content"
DOCUSAURUS: dict[str, str | bytes] = {
    "docusaurus.config.js": (
        "module.exports = {\n  title: 'Harbour manual',\n  url: 'https://harbour.example',\n  baseUrl: '/help/',\n"
        "  i18n: {defaultLocale: 'en', locales: ['en', 'ko']},\n};\n"
    ),
    "docs/intro.md": (
        "# Introduction\n\nSee [all fees](/fees) and the [rules](https://harbour.example/help/docs/rules#who).\n\n"
        "Another [site](https://harbour.example/shop) is not ours.\n"
    ),
    "docs/rules.md": "# Rules\n\n## Who\n\nEverybody, see [fees][].\n\n[fees]:\n  /fees/berths\n",
    "docs/fees/_category_.json": '{"label": "What it costs"}\n',
    "docs/fees/fees.md": "# Fees\n\nSee the [berths](berths.md).\n",
    "docs/fees/berths.md": "# Berths\n\nPaid by length.\n",
    "docs/team/crew.md": "# Crew\n\nWho works here.\n",
    f"{_OTHER}-docs/current/intro.md": "# 소개\n\n[요금](/fees)을 보라.\n",
    f"{_OTHER}-docs/current/fees/fees.md": "# 요금\n\n[선석](berths.md)을 보라.\n",
    f"{_OTHER}-docs/current/fees/berths.md": "# 선석\n\n길이로 낸다.\n",
    "blog/2026-03-05-opening.md": "# Opening\n\nWe open.\n",
    "blog/2026-04-01-closing.md": "# Closing\n\nAfter [this](/blog/2026/03/05/opening/).\n",
    f"{_OTHER}-blog/2026-03-05-opening.md": "# 개장\n\n문을 연다.\n",
}


@pytest.fixture
def project(briefgen: Run, tmp_path: Path) -> Path:
    return imported(briefgen, tmp_path, DOCUSAURUS)


def test_one_translation_is_enough_and_finds_its_document(project: Path) -> None:
    site = yaml.safe_load((project / "content/site.yaml").read_text("utf-8"))
    assert site["languages"] == ["en", "ko"]
    found = {path.name: {text.stem for text in path.glob("*.md")} for path in (project / "content/briefs").iterdir()}
    assert found == {
        "docs-intro": {"en", "ko"},
        "docs-rules": {"en"},
        "docs-fees": {"en", "ko"},
        "docs-fees-berths": {"en", "ko"},
        "docs-team-crew": {"en"},
        "blog-opening": {"en", "ko"},
        "blog-closing": {"en"},
    }


def test_a_page_named_as_its_folder_is_the_page_of_the_folder(project: Path) -> None:
    assert "[all fees](brief:docs-fees)" in body(project, "docs-intro", "en")
    assert "[요금](brief:docs-fees)" in body(project, "docs-intro", "ko")
    assert body(project, "docs-fees", "ko") == "[선석](brief:docs-fees-berths)을 보라.\n"


def test_an_address_made_of_the_day_of_a_post_leads_to_it(project: Path) -> None:
    assert body(project, "blog-closing", "en") == "After [this](brief:blog-opening).\n"


def test_a_whole_address_of_the_site_itself_leads_to_its_document(project: Path) -> None:
    assert "[rules](brief:docs-rules#who)" in body(project, "docs-intro", "en")
    assert "[fees]:\n  brief:docs-fees-berths\n" in body(project, "docs-rules", "en")
    assert "[site](https://harbour.example/shop)" in body(project, "docs-intro", "en")
    assert "leads to nothing" not in (project / "import-report.md").read_text("utf-8")

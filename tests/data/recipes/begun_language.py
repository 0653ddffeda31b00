"""A site in Dutch, of which the recipe of CONTRIBUTING has the first words, shows them with its figures and dates."""

from support.project import Project

FILES: dict[str, str | bytes] = {
    "content/site.yaml": "title: Havens\ndescription: Over havens.\nlanguages: [nl]\npublisher: {name: Een pers}\n",
    "content/sources.yaml": "- {id: raad, type: report, title: Havens, publisher: Raad, language: nl}\n",
    "content/facts/havens.yaml": "budget:\n  label: Budget\n  value: 398.119 billion CNY\n  source: raad\n"
    "  status: single-source\n",
    "content/briefs/havens/brief.yaml": "number: H-01\npublished: 2025-03-01\n",
    "content/briefs/havens/nl.md": "---\ntitle: Havens\nsummary: Ze sluiten.\n---\n\n"
    ":::{at-a-glance}\n- Het budget is {fact}`budget`.\n:::\n",
}


def test_a_page_is_in_dutch() -> None:
    built = Project(FILES).build()
    assert built.errors == ()
    words = built.words("nl/briefs/havens.html")
    assert "In het kort" in words
    assert "Het budget is 398,119 miljard yuan" in words
    assert "1 maart 2025" in words

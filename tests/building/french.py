"""French for the small project: files of a project, no code."""

from __future__ import annotations

import re

from support.project import Project

PROFILE = """\
tag: fr
name: Français
numbers:
  style: scaled
  decimal: ","
  group: "\\u202f"
  names: {6: {one: million, other: millions}, 9: {one: milliard, other: milliards}}
  name_separator: " "
units:
  "%": "{} %"
  CNY: {one: "{} yuan", other: "{} yuans"}
  KRW: {one: "{} won", other: "{} wons"}
bounds: {about: "environ {}"}
changes:
  "*": {up: "en hausse de {}", down: "en baisse de {}", none: inchangé}
dates:
  full: {day: d MMMM y, month: MMMM y, year: "y"}
intervals:
  day_in_month: [d, d MMMM y]
  day_in_year: [d MMMM, d MMMM y]
  day: [d MMMM y, d MMMM y]
  month_in_year: [MMMM, MMMM y]
  month: [MMMM y, MMMM y]
  year: ["y", "y"]
places: {page: "p. {}"}
quotes: {outer: ["«\\u00a0", "\\u00a0»"]}
labels: {figure: "Figure {}", table: "Tableau {}"}
"""

WORDING = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Briefs"
msgstr "Notes"

msgid "Glossary"
msgstr "Glossaire"

msgid "At a glance"
msgstr "En bref"
"""

TRANSLATED = {
    "Sample": "Échantillon",
    "A sample site.": "Un site d’exemple.",
    "Sample Press": "Presse d’exemple",
    '{one: "{} sample", other: "{} samples"}': '{one: "{} échantillon", other: "{} échantillons"}',
    "Counting": "Compter",
    "Number of samples": "Nombre d’échantillons",
    "Budget": "Budget",
    "Earlier budget": "Budget antérieur",
    "What was said": "Ce qui a été dit",
    "All samples are alike.": "Tous les échantillons se ressemblent.",
    '{short: sample, full: "sample (표본)"}': "{short: échantillon}",
    "A part that stands for the whole.": "Une partie qui vaut pour le tout.",
    "{short: API}": "{short: API}",
    "How programs speak to one another.": "La façon dont les programmes se parlent.",
    "Start": "Début",
    "Sample pack": "Dossier d’exemple",
    "Both briefs in one.": "Les deux notes en une.",
    "the press": "la presse",
    "Two budgets": "Deux budgets",
    "Two bars side by side.": "Deux barres côte à côte.",
    "Year": "Année",
}
"""What stands after ``en:`` in the YAML of the small project → the same in French."""

FIRST = """\
---
title: La première note
summary: Ce que dit la première note.
---

:::{at-a-glance}
- Il y a {fact}`count-a`.
:::

## Contexte {#background}

Nous avons pris chaque {term}`sample`. Le budget est de {fact}`money-a` [@report-a, p. 3]. Voir {ref}`fig-bars`.[^how]

:::{chart} bars
:::

![Un carré gris](photo.png "Un carré gris, dessiné")

:::{table} Nombre d’échantillons
:id: tab-counts

| Nom | Nombre |
|---|---:|
| Échantillons | {fact}`count-a` |
:::

## Propositions {#proposals}

:::{recommendation} r1
Prendre plus d’échantillons.
:::

[^how]: Comptés à la main.
"""
ABOUT = "---\ntitle: À propos\nsummary: À propos de ce site.\n---\n\nTexte.\n"


def with_french(project: Project) -> Project:
    """The project with a third language; its second brief has no French text."""
    for path, content in project.files.items():
        if path.endswith(".yaml") and isinstance(content, str):
            project = project.with_file(path, _translated(content))
    return (
        project.with_change("content/site.yaml", "languages: [ko, en]", "languages: [ko, en, fr]")
        .with_change("content/briefs/second/brief.yaml", "number: S-02", "number: S-02\nlanguages: [ko, en]")
        .with_file("templates/locale/fr.yaml", PROFILE)
        .with_file("templates/locale/fr.po", WORDING)
        .with_file("content/briefs/first/fr.md", FIRST)
        .with_file("content/pages/about/fr.md", ABOUT)
    )


def _translated(text: str) -> str:
    for english, french in TRANSLATED.items():
        indented = re.compile(rf"^( +)en: {re.escape(english)}$", re.MULTILINE)
        text = indented.sub(lambda found, french=french: f"{found[0]}\n{found[1]}fr: {french}", text)
        text = text.replace(f"en: {english}}}", f"en: {english}, fr: {french}}}")
    return text

"""Small sites as other programs have them: every text made up."""

from __future__ import annotations

from support.project import picture

HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'title = "Harbour notes"\ndefaultContentLanguage = "ko"\n[params]\ndescription = "On harbours."\n',
    "content/ko/_index.md": "---\ntitle: 항만 노트\n---\n\n항만을 다룬다. [요금](fees/_index.md)을 보라.\n",
    "content/en/_index.md": "+++\ntitle = 'Harbour notes'\n+++\n\nOn harbours. See the [fees](fees/_index.md).\n",
    "content/ko/fees/_index.md": "---\ntitle: 요금\nweight: 2\nlayout: wide\n---\n\n요금은 해마다 정한다.\n",
    "content/en/fees/_index.md": '{\n  "title": "Fees",\n  "weight": 2\n}\n\nFees are set each year.\n',
    "content/ko/fees/berths.md": (
        "---\ntitle: '`선석` 요금'\ndate: 2024-03-05T09:00:00+09:00\nauthor: 김하나\ntags: [항만, 요금]\n---\n\n"
        '# `선석` 요금\n\n선석은 [창고]({{< relref "storage.md#길이" >}})와 다르다.\n\n![선석](berth.png)\n'
    ),
    "content/en/fees/berths.md": (
        "+++\ntitle = 'Berth fees'\ndate = 2024-03-05\nauthors = ['Hana Kim']\ntags = ['harbour', 'fees']\n"
        "lastmod = 2024-04-01\n+++\n\n# Berth fees\n\nA berth is not [storage](storage.md#length); see [the map][m],\n"
        "[home](/en/) and [nothing](gone.md).\n\n![A berth](berth.png)\n\n"
        "```\n[kept](storage.md)\n```\n\n[m]: /maps/port.pdf\n"
    ),
    "content/ko/fees/berth.png": picture(8),
    "content/en/fees/berth.png": picture(8),
    "content/ko/fees/storage.md": "---\ntitle: 창고\ndraft: true\n---\n\n## 길이\n\n길이로 낸다.\n",
    "content/en/fees/storage.md": "---\ntitle: Storage\ndraft: true\n---\n\n## Length\n\nPaid by length.\n",
    "content/en/rules/index.md": "---\ntitle: Rules\ndescription: What holds.\n---\n\nOnly in English.\n",
    "static/maps/port.pdf": b"%PDF-1.4\n%%EOF\n",
    "themes/x/README.md": "# A theme\n",
}
MKDOCS: dict[str, str | bytes] = {
    "mkdocs.yml": (
        "site_name: Tool manual\nsite_description: How to use it.\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
    ),
    "README.md": "# The repository\n",
    "docs/index.md": (
        "# Tool manual\n\nRead the [guide](guide/start.md) or the [reference](reference/keys.md#all-keys).\n"
    ),
    "docs/guide/start.md": (
        "Title: Getting started\nAuthor: The team\n\nInstall it first.\n\n![Screen](../img/a%20screen.png)\n\n"
        '<a href=\'../reference/keys.md\'>keys</a> and <img src="../img/a screen.png" alt="Screen">\n'
    ),
    "docs/guide/extra.md": "Some words without a heading.\n\nSee [the start](start.md).\n",
    "docs/reference/keys.md": "Keys\n====\n\n## All keys\n\nThere are three keys.\n",
    "docs/img/a screen.png": picture(8),
}

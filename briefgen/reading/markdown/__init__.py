"""Markdown as authors of briefs write it.

CommonMark with tables, strikethrough and footnotes; MyST's roles and directives; Pandoc's citations and
attributes; emphasis that works beside hangul and hanja; raw HTML through an allow-list.
"""

from briefgen.reading.markdown.document import parse
from briefgen.reading.markdown.front_matter import split_front_matter

__all__ = ["parse", "split_front_matter"]

"""Which raw HTML a text may hold: the allow-list, and what is known to be refused."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INLINE_TAGS = _words(
    "a abbr b bdi br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup "
    "time u var wbr"
)
TABLE_TAGS = _words("caption col colgroup tbody td tfoot th thead tr")
BLOCK_TAGS = TABLE_TAGS | _words(
    "aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table ul"
)
ALLOWED_TAGS = INLINE_TAGS | BLOCK_TAGS
VOID_TAGS = frozenset({"br", "col", "hr", "img", "wbr"})

OPTIONAL_END = _words("caption colgroup dd dt li p rp rt summary tbody td tfoot th thead tr")
"""Elements whose end tag may be left out, or is too often."""

EVERYWHERE = frozenset({"class", "dir", "id", "lang", "title"})
OF_TAG: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "th": frozenset({"abbr", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
ADDRESSES = frozenset({"cite", "href", "src"})

WITH_CONTENT = _words(
    "applet audio canvas embed iframe math noembed noframes noscript object script select style svg template "
    "textarea title video xmp"
)
"""Refused together with all they hold: what they hold is not text for a reader."""

REFUSED_TAGS = WITH_CONTENT | _words(
    "acronym address area article base basefont bdo bgsound big blink body button center datalist dialog dir fieldset "
    "font footer form frame frameset head header hgroup html image input keygen label legend link listing main map "
    "marquee menu meta meter nav nobr optgroup option output param picture plaintext progress rb rtc search slot "
    "source strike track tt"
)
"""Elements of HTML that a text may not hold. A name that is neither here nor allowed is not HTML but the author's
own words in angle brackets."""
LAYS_OUT = _words("article body button center font footer form header label main nav nobr picture search tt")
"""Refused elements that say how their text is laid out, and nothing else."""


def allowed_attributes(tag: str) -> frozenset[str]:
    """The attributes an element may have."""
    return EVERYWHERE | OF_TAG.get(tag, frozenset())

"""The pieces that wrong texts are put together from, by what reads them."""

# fmt: off
MARK = "<b-mark>"
"""An element that no theme has; where it stands in a page as one, a text was not escaped."""

YAML = (
    "- ", ": ", "? ", "{", "}", "[", "]", ",", "&a ", "*a", "!!str ", "|", ">", "|-\n", "'", '"', "#",
    "%", "@", "`",
    "---\n", "...\n", "<<: ", "~", "null", "no", "0x1f", "1e3", "12:30:45", '"\\0"', '"\\u202e"',
    '"\\ud800"', "\\",
    "{fact}`money-a`", "ko: ", "en: ", "title: ", "value: ", "9" * 30, MARK, "<b>", "%(x)s", "javascript:x",
    "2001-04-31",
    "https://[", "licence: ", '"\\x01"', '"\\u0085"', "1e999999", ">=", "-0", "½",
)
FRONT_MATTER = ("---\n", "...\n", "title: a\n", "---", "- ", ":", "\x00", "\udcff")
MARKDOWN = (
    ":::", "::::", ":::{box}\n", ":::{table} a\n", ":::{chart} bars\n", ":id: a\n", "{#a}",
    "{.b lang=ko}", "{fact}",
    "`money-a`", "{fact}`count-a#both`", "{term}`sample`", "{ref}`fig-bars`", "[@report-a, p. 3]",
    "[^a]", "[^a]: b",
    "**", "*", "_", "~~", "`", "```\n", "> ", "- ", "1. ", "# ", "## ", "|", "|---|", "\\", "&lt;",
    "&#0;", "&#x202e;",
    "[a](b)", "![a](b.png)", "![", "](", ")", "<", ">", "<b>", "</b>", "<pre>", "</pre>", "<table>",
    "</table>", "<td>",
    "<!--", "-->", "<?", "<script>", "</script>", "javascript:x", "https://a.example/", "https://[",
    "가", "說", MARK,
)
HTML = (
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", '"', "'", "=", "&lt;", "&#60;", "&quot;",
    "&#0;", "/",
    "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<math>", "<mtext>", "<template>",
    "<noscript>",
    "<textarea>", "<title>", "</title>", "<xmp>", "<plaintext>", "<select>", "<form>", "<iframe srcdoc=",
    "<base href=",
    "<a href=", "<img src=", " onload=", " onerror=x", " style=", "javascript:", "java\tscript:",
    "data:text/html,", "x",
    "<table>", "</table>", "<tr>", "<td>", "</td>", "<caption>", "<col>", "<p>", "</p>", "<b>", "</b>",
    "<li>", "<ul>",
    "<pre>", "</pre>", "<details>", "<summary>", "</details>", "<div>", "</div>", "<h1>", "<ruby>",
    "<rt>", "<br/>",
)
DRAWINGS = (
    "<rect/>", '<rect id="a" width="9"/>', '<use href="#a"/>', '<use xlink:href="#b"/>',
    '<path d="M0 0h9"/>', "<?a b?>",
    '<image href="data:image/png;base64,AAAA"/>', '<image href="x.png"/>', '<feImage href="#a"/>',
    "<!-- a -->", "&a;", "&lt;",
    '<set attributeName="href" to="javascript:x"/>',
    '<h:b xmlns:h="http://www.w3.org/1999/xhtml"/>', "<![CDATA[<b>]]>", "a",
    '<image xlink:href="file:///a" href="#a"/>', '<a href="java&#10;script:x"/>',
    '<rect onclick="x"/>', "<script/>", "<", ">",
)
"""Parts of a drawing that hold no others; some are not XML."""
GROUPS = (
    "g", "defs", "symbol", "script", "style", "foreignObject", "a", "text", "tspan", "switch",
    "filter", "clipPath", "mask",
    "svg", "pattern", "marker", "title", "metadata", "animate",
)
STYLE = (
    "@import 'x';", "@import url(x);", "@media print {", "@font-face {", "a{fill:url(x)}",
    "rect{fill:url('#a')}", "{", "}",
    ";", ":", "(", ")", "url(", "u\\72l(", "\\", "/*", "*/", "\"", "'", "!important", "--a:",
    "var(--a)", "image-set(", "src(",
    "fill", "rect", "#a", "x.png", "http://a.example/", ",", " ", "\n", "red", "1px", "calc(",
    "]]", "<!--", "-->", "&", "<",
)
STYLED = ("style", "fill", "filter", "mask", "clip-path", "marker-end", "stroke", "font-family", "data-a", "href", "id")
"""Attributes of a drawing; most hold CSS."""
QUANTITIES = (
    "~", ">", "<", ">=", "<~", "+", "-", "−", "–", ",", "_", ".", "/", " ", "%", "%p", "pp", "CNY",
    "KRW", "mentions",
    "thousand", "million", "billion", "trillion", "bn", "조", "억", "만", "천", "백만", "경", "2025",
    "2025-04", "04-11",
    "0", "1", "19", "398.119", "1,900", "80", "3-5", "9" * 29, "٣", "３", "²", "½", "Ⅳ", "약", "about ", "$",
    "e9", "NaN",
)
LINKS = (
    "http:", "https:", "mailto:", "tel:", "brief:", "site:", "javascript:", "data:", "vbscript:", "file:",
    "//", "\\\\",
    "%6a", "%00", "%0a", "%", "&#106;", "&colon;", "&Tab;", "\x01", "\x00", "a", "@", "#", "?", "[", "]",
    "[::1]", ":80",
    "example.org", "..", "/", "ＪＡＶＡ", "ſ", "K", "한글", "xn--", ":99999999", " ", "\t", "\n", "(",
    ")", "<", ">",
)
SEARCH = (
    "가", "힣", "ᄀ", "ㄱ", "說", "說", "あ", "ー", "ﾊﾞ", "FTA", "ＦＴＡ", "é", "e\u0301", "ß", "İ", "ǅ",
    "ﬁ", "½", "²",
    "1,234", "12,3456", "1,2", "0", "٣", "·", "ㆍ", "-", "‐", ".", ",", "\u2060", "_", "'", "年", "학교",
    "can't", "ﷺ", "Ⅳ",
)
ODD = (
    "\u2028", "\u202e", "\ufeff", "\u200d", "\u0301", "\u1100", "\U0001f1f0", "\x85", "\x0b", "\x1f",
    "\x7f", "\ufffd",
)
"""Characters that are seldom seen, and seldom thought of."""
LONG = ("9" * 4400, "1," * 200, "[" * 120, "{" * 60, "> " * 90, "*" * 200, "<" * 200, "- " * 60, "<b>" * 60, "가" * 900)
"""More of one thing than anybody writes: numbers of many digits, deep nesting, long words."""
BLANK = (" ", "  ", "\n", "\n\n", "\t", "\r\n", "\r", "\u00a0", "\u3000")

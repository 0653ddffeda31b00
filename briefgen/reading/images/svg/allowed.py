"""What a drawing (SVG) may hold: the one table of elements, attributes, CSS properties and CSS functions.

Nothing in it can run, load a file or lead anywhere. What is not in it is left out.
"""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"

TEXT_ELEMENTS = frozenset({"text", "tspan", "textPath", "a", "title", "desc"})
"""Elements whose own text is kept; between others there is only white space."""

SHAPES = frozenset(
    {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "image"}
)

FILTERS = frozenset(
    {
        *("feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDiffuseLighting"),
        *("feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR"),
        *("feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight"),
        *("feSpecularLighting", "feSpotLight", "feTile"),
    }
)
"""Without feTurbulence and feConvolveMatrix: PDFs do not show them, and one number in them can take minutes to draw."""

DEFINITIONS = frozenset(
    {"defs", "symbol", "clipPath", "mask", "marker", "pattern", "linearGradient", "radialGradient", "filter"}
)
"""Elements that are drawn only where something refers to them."""

ELEMENTS = SHAPES | FILTERS | DEFINITIONS | {"svg", "g", "use", "switch", "a", "stop", "style", "title", "desc"}

UNSEEN_ELEMENTS = frozenset({"metadata", "view", "cursor", "font", "font-face", "color-profile", "hkern", "vkern"})
"""Elements of SVG that no reader sees: they are left out without a word."""

ANIMATIONS = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set", "mpath", "discard"})

PROPERTIES = frozenset(
    {
        *("alignment-baseline", "backdrop-filter", "background", "background-color", "baseline-shift", "clip"),
        *("clip-path", "clip-rule", "color", "color-interpolation", "color-interpolation-filters", "color-rendering"),
        *("color-scheme", "cx", "cy", "d", "direction", "display", "dominant-baseline", "fill", "fill-opacity"),
        *("fill-rule", "filter", "flood-color", "flood-opacity", "font", "font-family", "font-feature-settings"),
        *("font-kerning", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant"),
        *("font-variant-caps", "font-variant-east-asian", "font-variant-ligatures", "font-variant-numeric"),
        *("font-variant-position", "font-variation-settings", "font-weight", "font-width"),
        *("glyph-orientation-horizontal", "glyph-orientation-vertical", "height", "image-rendering", "inline-size"),
        *("isolation", "kerning", "letter-spacing", "lighting-color", "line-height", "marker", "marker-end"),
        *("marker-mid", "marker-start", "mask", "mask-mode", "mask-type", "mix-blend-mode", "opacity", "overflow"),
        *("paint-order", "pointer-events", "r", "rx", "ry", "shape-inside", "shape-margin", "shape-padding"),
        *("shape-rendering", "shape-subtract", "stop-color", "stop-opacity", "stroke", "stroke-dasharray"),
        *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
        *("stroke-width", "tab-size", "text-align", "text-align-last", "text-anchor", "text-decoration"),
        *("text-decoration-color", "text-decoration-line", "text-decoration-style", "text-decoration-thickness"),
        *("text-indent", "text-orientation", "text-overflow", "text-rendering", "text-shadow", "text-transform"),
        *("text-underline-offset", "text-underline-position", "transform", "transform-box", "transform-origin"),
        *("unicode-bidi", "vector-effect", "vertical-align", "visibility", "white-space", "width", "word-spacing"),
        *("word-wrap", "writing-mode", "x", "y"),
    }
)
"""CSS properties, in style sheets, in ``style=`` and as attributes; custom ones (``--name``) are allowed too."""

FUNCTIONS = frozenset(
    {
        *("calc", "min", "max", "clamp", "var", "abs", "sign", "round", "mod", "rem", "sin", "cos", "tan", "sqrt"),
        *("rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark"),
        *("device-cmyk", "icc-color", "device-rgb", "device-gray", "local"),
        *("matrix", "matrix3d", "translate", "translatex", "translatey", "translatez", "translate3d", "scale"),
        *("scalex", "scaley", "scalez", "scale3d", "rotate", "rotatex", "rotatey", "rotatez", "rotate3d", "skew"),
        *("skewx", "skewy", "perspective", "inset", "circle", "ellipse", "polygon", "path", "rect", "xywh"),
        *("blur", "brightness", "contrast", "drop-shadow", "grayscale", "hue-rotate", "invert", "opacity"),
        *("saturate", "sepia", "linear-gradient", "radial-gradient", "conic-gradient"),
    }
)
"""CSS functions; ``url()`` is allowed beside them when it names an id of the same file."""

ATTRIBUTES = frozenset(
    {
        *("id", "class", "lang", "role", "type", "media", "version"),
        *("requiredFeatures", "requiredExtensions", "systemLanguage"),
        *("viewBox", "preserveAspectRatio", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "fx", "fy"),
        *("fr", "x1", "x2", "y1", "y2", "d", "points", "pathLength", "transform", "offset", "dx", "dy", "rotate"),
        *("textLength", "lengthAdjust", "startOffset", "method", "spacing", "side", "path"),
        *("gradientUnits", "gradientTransform", "spreadMethod", "patternUnits", "patternContentUnits"),
        *("patternTransform", "clipPathUnits", "maskUnits", "maskContentUnits", "markerUnits", "markerWidth"),
        *("markerHeight", "refX", "refY", "orient", "filterUnits", "primitiveUnits", "filterRes"),
        *("in", "in2", "result", "mode", "values", "tableValues", "slope", "intercept", "amplitude", "exponent"),
        *("operator", "k1", "k2", "k3", "k4", "edgeMode", "kernelUnitLength"),
        *("surfaceScale", "diffuseConstant", "specularConstant"),
        *("specularExponent", "limitingConeAngle", "scale", "xChannelSelector", "yChannelSelector", "azimuth"),
        *("elevation", "z", "pointsAtX", "pointsAtY", "pointsAtZ", "stdDeviation", "radius"),
    }
)
"""Attributes that hold no CSS. ``style``, ``href`` and those that begin with ``on`` have rules of their own."""

ATTRIBUTE_FAMILIES = ("data-", "aria-")
"""Beginnings of attributes that style sheets may ask for and that do nothing by themselves."""

REFERRING = frozenset(
    {"use", "linearGradient", "radialGradient", "pattern", "textPath", "filter", "mask", "clipPath", "feImage"}
)
"""Elements whose ``href`` names an id of the same file."""

PICTURES = frozenset({"image", "feImage"})
"""Elements whose ``href`` may hold a raster image as ``data:``."""

HARMLESS_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
"""Links of a drawing that are left out without a word: in a page, nobody can follow a link inside an image."""

RASTERS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
"""Formats of pictures inside a drawing → their media type."""

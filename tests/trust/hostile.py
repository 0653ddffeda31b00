"""Hostile text in every free text of every file, made from the models: a new field is covered when it is added."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from briefgen.model.core.written import LocalText, Written
from briefgen.model.written.facts import Fact, WrittenFact

MARK = "ATTACK"
HOSTILE = (
    f"={MARK}<script>alert(1)</script>\"'><img src=x onerror=alert(1)><svg onload=alert(1)>"
    "</script></title></style></textarea>]]>--><meta http-equiv=refresh content=0;url=//x.example>"
    "%(x)s %s 50% {{ 7 * 7 }} {% raw %} {# @x} javascript:alert(1) \\ \n[a](javascript:alert(1)) `b` assets/x.@hash@.js"
)
READ_FROM = {Fact: WrittenFact}
"""What is made of an entry when it is read → the model that its author writes."""
CONTROLS = f"{MARK}\u202e\x01\x00\x1b[31m\x7f\u2066 <b>"

NOT_FREE = {
    "Settings.languages": "tags of languages",
    "Settings.base_url": "an address, which is checked",
    "Settings.redirects": "addresses",
    "Settings.home": "slugs of briefs",
    "Settings.extensions": "a pattern holds it",
    "LinkRules.archive": "an address, which is checked",
    "PublishRules.remote": "never on a page",
    "PublishRules.branch": "never on a page",
    "PublishRules.domain": "a pattern holds it",
    "Unit.words": "a pattern with a place for the number: the base has it",
    "SignoffRules.required": "names of roles, which are checked",
    "Topic.was": "names of folders and files",
    "Source.id": "an id",
    "Source.type": "one of the types of CSL",
    "Source.language": "a tag of a language",
    "SourceRef.id": "the id of a source",
    "WrittenFact.period": "a date, which is checked",
    "WrittenFact.voice": "the id of a source",
    "CellReference.file": "the path of a file",
    "CellReference.cell": "the address of a cell",
    "CellReference.row": "words of a spreadsheet, never on a page",
    "CellReference.column": "words of a spreadsheet, never on a page",
    "CellReference.unit": "a unit, which is checked",
    "Comparison.to": "the id of a fact",
    "Picture.source": "an address, which is checked",
    "BriefData.number": "a pattern holds it",
    "BriefData.version": "a pattern holds it",
    "Change.version": "a pattern holds it",
    "BriefData.was": "names of folders",
    "BriefData.superseded_by": "the slug of a brief",
    "BriefData.languages": "tags of languages",
    "BriefData.original": "a tag of a language",
    "BriefData.topics": "ids of topics",
    "BriefData.lead_chart": "the id of a chart",
    "KeyFigure.fact": "the id of a fact",
    "Finding.fact": "the id of a fact",
    "Finding.brief": "the slug of a brief",
    "BriefData.related": "slugs of briefs",
    "BriefData.break_": "one of three words",
    "Recommendation.owner": "ids of owners",
    "Recommendation.due": "a day or the id of an event",
    "Risk.owner": "ids of owners",
    "Proposal.owner": "ids of owners",
    "Proposal.due": "a day or the id of an event",
    "Proposal.merges": "numbers of recommendations",
    "Risk.recommendations": "ids of recommendations",
    "Change.affects": "ids",
    "Pack.was": "names of files",
    "Pack.languages": "tags of languages",
    "Pack.briefs": "slugs of briefs",
    "Question.brief": "the slug of a brief",
    "FrontMatter.was": "names of folders",
    "Pack.logo": "a pattern holds it",
    "Publisher.logo": "a pattern holds it",
    "EditorRemark.language": "the tag of a language",
    "Signature.role": "a pattern holds it",
    "Signature.signed": "digests, which are checked",
    "Signoffs.texts": "digests, which are checked",
    "KeptBlock.kind": "one of the kinds of blocks",
    "KeptBlock.id": "the id of a block",
    "KeptBlock.facts": "ids of facts",
    "KeptPdf.languages": "tags of languages",
    "KeptPdf.sha256": "a digest, which is checked",
    "KeptVersion.pdfs": "files that are kept, which are checked",
    "Chart.narrow": "Vega-Lite, which is checked key by key",
    "Chart.spec": "Vega-Lite, which is checked key by key",
}
"""Fields of text that take no free text, and why."""
TRUSTED = {
    "language": "templates are trusted",
    "chart-theme": "templates are trusted",
    "fonts": "templates are trusted",
}
"""Kinds of files that no author writes."""


def free_fields(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> Iterator[str]:
    """``Model.field`` of every field of ``model``, and of the models in it, that an author may fill with any text."""
    seen = set() if seen is None else seen
    if model in seen or issubclass(model, LocalText):
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        whole = f"{model.__name__}.{name}"
        if whole not in NOT_FREE and takes_text(field.annotation):
            yield whole
        for inner in models_in(field.annotation):
            yield from free_fields(inner, seen)


def takes_text(annotation: Any) -> bool:
    """Whether text, or something with text in it, may stand in a field that is not a model of its own."""
    if annotation in (str, Any, LocalText):
        return True
    if get_origin(annotation) is Annotated:
        return takes_text(get_args(annotation)[0])
    if get_origin(annotation) is dict:
        return takes_text(get_args(annotation)[1])
    return any(takes_text(part) for part in get_args(annotation) if part is not Ellipsis)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation is not LocalText:
            yield annotation
        return
    for part in get_args(annotation):
        yield from models_in(part)


@dataclass(frozen=True, slots=True)
class Attack:
    """Fills data with ``text``; ``langs`` are those of the site."""

    text: str
    langs: tuple[str, ...] = ("ko", "en")

    def grown(self, model: type[BaseModel], data: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """``data`` of ``model`` with the text in every free field, there or not; the rest stays as it is."""
        given = {} if data is None else dict(data)
        for name, field in model.model_fields.items():
            key = field.alias or name
            if f"{model.__name__}.{name}" in NOT_FREE:
                continue
            value = self._value(field.annotation, given.get(key))
            if value is not None:
                given[key] = value
        for key in [key for key in given if data is None or key not in data]:
            if _is_valid(model, given):
                break
            del given[key]  # what does not go together: another entry has it
        return given

    def _value(self, annotation: Any, given: Any) -> Any:
        for way in (self._as_text, self._as_model, self._as_map, self._as_list):
            if (value := way(annotation, given)) is not None:
                return value
        return given

    def _as_text(self, annotation: Any, given: Any) -> Any:
        options = _options(annotation)
        if LocalText in options:
            return dict.fromkeys(self.langs, self.text)
        return self.text if str in options or (Any in options and not isinstance(given, dict)) else None

    def _as_model(self, annotation: Any, given: Any) -> Any:
        model = next((it for it in _options(annotation) if isinstance(it, type) and issubclass(it, BaseModel)), None)
        if model is None:
            return None
        if isinstance(given, str):  # the short form of a model: {id}, place
            given = {"id": given.partition(",")[0]}
        grown = self.grown(model, given)
        return grown if given is not None or _is_valid(model, grown) else None

    def _as_map(self, annotation: Any, given: Any) -> Any:
        for option in _options(annotation):
            if get_origin(option) is dict:
                of = get_args(option)[1]
                entries = given or {"attack": None}
                filled = {key: self._value(of, value) for key, value in entries.items()}
                return {key: value for key, value in filled.items() if value is not None} or None
        return None

    def _as_list(self, annotation: Any, given: Any) -> Any:
        for option in _options(annotation):
            if get_origin(option) in (tuple, list):
                of = get_args(option)[0]
                entries = given if isinstance(given, list) else [given]
                filled = [self._value(of, value) for value in entries]
                return [value for value in filled if value is not None] or None
        return None


def _is_valid(model: type[BaseModel], data: Any) -> bool:
    try:
        TypeAdapter(model).validate_python(data)
    except ValidationError:
        return False
    return True


def _options(annotation: Any) -> tuple[Any, ...]:
    """What may stand in a field: the parts of a union, without what is said of them beside."""
    if get_origin(annotation) is Annotated:
        return _options(get_args(annotation)[0])
    if get_origin(annotation) in (tuple, list, dict) or not get_args(annotation):
        return (annotation,)
    return tuple(option for part in get_args(annotation) for option in _options(part))


def reached(value: Any) -> Iterator[str]:
    """``Model.field`` of every field of a loaded site that holds the mark."""
    if isinstance(value, Written):
        yield from reached(value.value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            part = getattr(value, name)
            if MARK in json.dumps(_texts(part), ensure_ascii=False):
                yield f"{READ_FROM.get(type(value), type(value)).__name__}.{name}"
            yield from reached(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from reached(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from reached(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from reached(getattr(value, name))


def _texts(value: Any) -> Any:
    """The texts of a field that are not those of a model in it."""
    if isinstance(value, LocalText):
        return dict(value.root)
    if isinstance(value, Mapping):
        return {str(key): _texts(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_texts(part) for part in value]
    return value if isinstance(value, str) else None

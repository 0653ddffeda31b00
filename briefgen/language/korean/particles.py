"""Particles in a running text: pairs are chosen, and those the author wrote out are held against the words put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from briefgen.language.korean.last_sound import word_that_decides
from briefgen.language.korean.particle_forms import (
    REMEMBERED,
    may_go_on,
    pair_of,
    pair_out_of_place,
    particles_at,
    right_forms,
    settle_text,
    stands_twice,
    wrong_particle,
)
from briefgen.model.core.diagnostics import Diagnostic, Span, warning


@dataclass(slots=True)
class Running:
    """The words of one text block so far; every part of it is handed on in reading order.

    With ``chooses`` false, as in a language without such particles, text passes unchanged.
    """

    readings: Mapping[str, str]
    chooses: bool
    problems: list[Diagnostic]
    said: str = ""
    put: str | None = None
    """What was said when words were put in, while what the author wrote after them may still be a particle."""
    tail: str = ""
    """What the author wrote right after the words put in."""
    pieces: list[tuple[int, Span | None]] = field(default_factory=list)
    """Where in ``tail`` each piece of text begins, and where it stands in the file."""

    def put_in(self, words: str) -> None:
        """The words of a fact, a term or a reference."""
        self._forget()
        self._say(words)
        self.put = self.said

    def write(self, text: str, span: Span | None) -> str:
        """The author's own text, with the pairs in it chosen."""
        if not self.chooses:
            return text
        begins = self.put is not None and not self.tail
        if begins and (stray := pair_out_of_place(text)) is not None:
            self.problems.append(_out_of_place(self.said, text[slice(*stray)], _moved(span, stray[0])))
        self._follow(text, span)
        settled, uncertain = settle_text(self.said, text, self.readings, begins=begins)
        for at in uncertain:
            said = (self.said + text[max(0, at - REMEMBERED) : at])[-REMEMBERED:]
            self.problems.append(_uncertain(said, _moved(span, at)))
        self._say(settled)
        return settled

    def quote(self, text: str) -> None:
        """What stands as it is, such as code."""
        self._forget()
        self._say(text)

    def space(self) -> None:
        """A break of the line."""
        self.end()
        self._say(" ")

    def lose(self) -> None:
        """Something that cannot be read aloud: what is unknown, a picture."""
        self._forget()
        self.said = ""

    def end(self) -> None:
        """The block ends here, and with it the last word."""
        if self.put is not None:
            self._judge(self.put)
        self._forget()

    def _say(self, words: str) -> None:
        self.said = (self.said + words)[-REMEMBERED:]

    def _forget(self) -> None:
        self.put, self.tail = None, ""
        self.pieces.clear()

    def _follow(self, text: str, span: Span | None) -> None:
        if self.put is None:
            return
        self.pieces.append((len(self.tail), span))
        self.tail += text
        found = particles_at(self.tail)
        if found is None and may_go_on(self.tail):
            return
        if found is None or found[1] < len(self.tail):
            self.end()

    def _judge(self, before: str) -> None:
        found = particles_at(self.tail)
        if found is None:
            return
        start, end, particles = found
        span = self._place(start)
        if stands_twice(particles):
            self.problems.append(_twice(before, self.tail[start:end], particles[-1], self.readings, span))
        elif right := wrong_particle(before, particles, self.readings):
            self.problems.append(_wrong(before, particles[0], right, span))

    def _place(self, at: int) -> Span | None:
        start, span = next((piece for piece in reversed(self.pieces) if piece[0] <= at), (0, None))
        return _moved(span, at - start)


def _moved(span: Span | None, by: int) -> Span | None:
    return None if span is None else replace(span, column=span.column + by)


def _uncertain(said: str, span: Span | None) -> Diagnostic:
    message = f"which particle follows “{word_that_decides(said)}” is not certain; both are written"
    hint = "write the particle itself, or make the word a term with a reading: in glossary.yaml"
    return warning("particle-is-certain", message, span, hint)


def _wrong(before: str, particle: str, right: str, span: Span | None) -> Diagnostic:
    message = f"after “{word_that_decides(before)}” the particle is {right}, not {particle}"
    hint = f"write {right}, or {pair_of(particle)} to have it chosen automatically"
    return warning("particle-fits", message, span, hint)


def _out_of_place(before: str, written: str, span: Span | None) -> Diagnostic:
    message = f"nothing chooses a particle from “{written}” here"
    hint = f"write one pair directly after “{word_that_decides(before)}”, without a space"
    return warning("particle-fits", message, span, hint)


def _twice(before: str, written: str, particle: str, readings: Mapping[str, str], span: Span | None) -> Diagnostic:
    right = right_forms(before, particle, readings)
    one = next(iter(right)) if len(right) == 1 else pair_of(particle)
    message = f"the particle after “{word_that_decides(before)}” is doubled: {written}"
    return warning("particle-fits", message, span, f"write {one} once")

"""What a document may ask for, compared with what was counted before it is planned.

Each fragment is counted once and its figures reused wherever it is spread, so that a small document
whose fragments double each other costs no more to refuse than to read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.errors import LimitError
from engine.literals import Uses
from tengetrail.settings import Limits


@dataclass(slots=True)
class Figures:
    """How much a selection asks for, with its fragments laid out."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    depth: int = 0
    introspection_depth: int = 0
    roots: int = 0  # fields of the selection itself
    uses: Uses = field(default_factory=set)
    inside: int = 0  # fields, where something is being counted
    records: int = 0  # of them
    introspections: int = 0

    def add_field(self, alias: bool) -> None:
        """Count one field."""
        self.fields += 1
        self.aliases += alias
        self.roots += not self.inside

    def enter(self, record: bool, introspection: bool) -> None:
        """Go on inside the field that was counted last; only records make it deeper."""
        self.inside += 1
        self.records += record
        self.introspections += introspection
        self.depth = max(self.depth, self.records)
        self.introspection_depth = max(self.introspection_depth, self.introspections)

    def leave(self, record: bool, introspection: bool) -> None:
        """Come back to where `enter` was called."""
        self.inside -= 1
        self.records -= record
        self.introspections -= introspection

    def add(self, fragment: Figures) -> None:
        """Count what a fragment asks for."""
        self.fields += fragment.fields
        self.aliases += fragment.aliases
        self.directives += fragment.directives
        self.depth = max(self.depth, self.records + fragment.depth)
        self.introspection_depth = max(self.introspection_depth, self.introspections + fragment.introspection_depth)
        self.roots += 0 if self.inside else fragment.roots
        self.uses |= fragment.uses


def check(figures: Figures, limits: Limits) -> None:
    """Raise LimitError for the first limit that an operation exceeds."""
    checks = (
        ("fields with fragments laid out", figures.fields, limits.fields, "ask for less at once"),
        ("aliases", figures.aliases, limits.aliases, "ask in several requests"),
        ("directives", figures.directives, limits.directives, "leave some out"),
        ("depth, counted in records", figures.depth, limits.depth, "start further down, by slug or id"),
        ("depth of introspection", figures.introspection_depth, limits.introspection_depth, "ask less deep"),
        ("root fields", figures.roots, limits.root_fields, "ask in several requests"),
    )
    for what, actual, limit, mend in checks:
        if actual > limit:
            raise LimitError(what, actual, limit, mend)

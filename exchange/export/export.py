"""A list of records on its way into a file: which one, in which state of the data, under which licence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSyntaxError, parse_value, value_from_ast_untyped
from sqlalchemy import Connection

from db.rows import texts
from engine.engine import DIALECTS
from engine.errors import IdentityError
from engine.listing import beginning_after, listing
from engine.roots import parts_of
from engine.vocabulary import Vocabulary
from exchange.export.shape import EVERY, Shape, sets, shape
from schema.entity import Entity
from tengetrail import __version__
from tengetrail.settings import Limits

LIMITS = Limits(tokens=10_000, fields=5_000, page=EVERY, nodes=2**62)  # of the questions that we write ourselves
REVISION = """
    SELECT CAST(number AS TEXT) || ' ' || substr(replace(CAST(imported_at AS TEXT), ' ', 'T'), 1, 19) || 'Z'
    FROM revision ORDER BY number DESC LIMIT 1"""
NUMBER = {
    "sqlite": "SELECT CAST(id AS TEXT) FROM node WHERE type = ?1 AND slug = ?2",
    "postgresql": "SELECT id::text FROM node WHERE type = $1::text AND slug = $2::text",
}
DATASETS = {
    "sqlite": """
        SELECT json_object('name', name, 'title', title, 'publisher', publisher, 'licence', licence, 'url', url,
               'revision', revision) FROM dataset ORDER BY name""",
    "postgresql": """
        SELECT json_build_object('name', name, 'title', title, 'publisher', publisher, 'licence', licence, 'url', url,
               'revision', revision)::text FROM dataset ORDER BY name""",
}


class WantedError(Exception):
    """Something is asked for that there is not, in words that say what there is."""


@dataclass(frozen=True)
class Wanted:
    """A list by its name in questions, and which of its records: those that fit, behind the one with an id."""

    name: str
    filter: Mapping[str, Any] | None = None
    after: str | None = None


@dataclass(frozen=True)
class Export:
    """The records of one state, each as JSON, some thousands at a time; and what is to be known of them."""

    wanted: Wanted
    shape: Shape
    revision: int  # 0 before the first import
    about: Mapping[str, Any]
    texts: Iterable[list[str]]


def exported(connection: Connection, wanted: Wanted, vocabulary: Vocabulary) -> Export:
    """The records of a list in a state of the data, in the order of loading.

    Raises WantedError for a list that there is not, and RequestError for a filter that does not fit.
    """
    known = sets()
    if wanted.name not in known:
        raise WantedError(f"There is no list {wanted.name!r}; there are {', '.join(sorted(known))}.")
    entity = known[wanted.name]
    shaped = shape(vocabulary.schema, entity)
    asked = f"{wanted.name}(filter: $filter, after: $after) {{ nodes {{ {shaped.selection} }} }}"
    document = f"query ($filter: {entity.name}Filter, $after: String) {{ {asked} }}"
    after = None if wanted.after is None else beginning_after(entity.name, _number(connection, entity, wanted.after))
    variables = {"filter": wanted.filter, "after": after}
    chosen = listing(vocabulary, DIALECTS[connection.dialect.name], document, variables, LIMITS)
    revision, about = _about(connection, wanted)
    return Export(wanted, shaped, revision, about, texts(connection, chosen.sql, chosen.parameters))


def _number(connection: Connection, entity: Entity, identity: str) -> int:
    """The number of a record; raises WantedError if it is not there, or of another kind."""
    try:
        kind, slug = parts_of(identity)
    except IdentityError as error:
        raise WantedError(f"{error}.") from error
    found = _all(connection, NUMBER[connection.dialect.name], (kind, slug))
    if kind != entity.name or not found:
        raise WantedError(f"{identity[:200]!r} is no record of this list as it is now; begin without `after`.")
    return int(found[0])


def _about(connection: Connection, wanted: Wanted) -> tuple[int, dict[str, Any]]:
    """What a file says of itself: the same for the same revision, whenever it is made."""
    (newest,) = _all(connection, REVISION) or ["0"]
    number, _, imported_at = newest.partition(" ")
    told: dict[str, Any] = {"set": wanted.name}
    told |= {name: value for name in ("filter", "after") if (value := getattr(wanted, name))}
    told |= {"revision": int(number), "importedAt": imported_at or None, "madeBy": f"Tenge Trail {__version__}"}
    told["datasets"] = [json.loads(text) for text in _all(connection, DATASETS[connection.dialect.name])]
    return int(number), told


def _all(connection: Connection, sql: str, parameters: Sequence[object] = ()) -> list[str]:
    return [text for some in texts(connection, sql, parameters) for text in some]


def read_filter(text: str) -> Mapping[str, Any]:
    """A filter as it stands in a question, `{status: {eq: CANCELLED}}`, or as JSON; raises WantedError."""
    try:
        found = json.loads(text)
    except ValueError:
        try:
            found = value_from_ast_untyped(parse_value(text, max_tokens=LIMITS.tokens))
        except (GraphQLSyntaxError, RecursionError) as error:
            cause = (
                f"The filter {text[:80]!r} cannot be read; write it as in a question: {{status: {{eq: CANCELLED}}}}."
            )
            raise WantedError(cause) from error
    except RecursionError as error:
        raise WantedError("The filter is nested too deeply.") from error
    if not isinstance(found, dict):
        raise WantedError(
            f"The filter {text[:80]!r} is no object; write it as in a question: {{status: {{eq: CANCELLED}}}}."
        )
    return found

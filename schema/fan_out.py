"""How the longest list of each kind is found: what a question could touch is known before it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column

import schema.public  # noqa: F401  # declares the types
from schema.entity import ENTITIES
from schema.kinds import AllOf, Flow, Many
from schema.query import ROOTS


def longest_lists() -> Iterator[tuple[str, str]]:
    """For each list of the public schema its name, `Type.field`, and the SQL that counts its fullest one.

    A flow of money is a list of all that can lie below a record. Changes are logged later, and count as full pages.
    """
    for entity in ENTITIES.values():
        for name, declared in entity.fields.items():
            if isinstance(declared, Many) and declared.kind is None:
                yield f"{entity.name}.{name}", f"SELECT {fullest(declared.column)}"
            if isinstance(declared, Flow):
                yield f"{entity.name}.{name}", f"SELECT {' + '.join(fullest(each) for each in declared.counted)}"
    for name, root in ROOTS.items():
        if isinstance(root, AllOf) and ENTITIES[root.target].is_node:
            yield f"Query.{name}", f'SELECT count(*) FROM "{ENTITIES[root.target].table.name}"'  # noqa: S608  # ours


def fullest(column: Column[Any]) -> str:
    """The SQL that counts the rows of the value that most have in a column."""
    named = f'"{column.table.name}" WHERE {column.name} IS NOT NULL'
    groups = f"SELECT count(*) AS many FROM {named} GROUP BY {column.name}"  # noqa: S608  # ours
    return f"(SELECT coalesce(max(many), 0) FROM ({groups}) counted)"  # noqa: S608

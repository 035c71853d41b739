"""The public language as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    get_introspection_query,
    graphql_sync,
)
from sqlalchemy import Table

import db
from schema.entity import ENTITIES
from schema.filters import sortable
from schema.public import TEXT, core, declare
from schema.reference import reference


def test_the_text_in_the_repository_is_that_of_the_code() -> None:
    assert TEXT.read_text(encoding="utf-8") == declare().as_str() + "\n", (
        "run: tengetrail schema > schema/schema.graphql"
    )


def test_the_tables_in_the_documentation_are_those_of_the_schema() -> None:
    tables = Path(__file__).parents[2] / "docs" / "reference.md"

    assert tables.read_text(encoding="utf-8") == reference(core()) + "\n", f"run: tengetrail schema --tables > {tables}"


def test_everything_public_is_described() -> None:
    missing = [name for name, description in described() if not description]

    assert missing == []


def described() -> Iterator[tuple[str, str | None]]:
    own = {name: kind for name, kind in core().type_map.items() if not name.startswith("__")}
    for name, kind in own.items():
        standard = isinstance(kind, GraphQLScalarType) and name in ("String", "Int", "Boolean", "ID", "Float")
        yield name, "the specification's" if standard else kind.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field.description
                yield from ((f"{name}.{field_name}({each})", given.description) for each, given in field.args.items())
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{name}.{each}", given.description) for each, given in kind.fields.items())
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{name}.{each}", value.description) for each, value in kind.values.items())


def test_no_field_has_a_resolver() -> None:
    schema = declare()
    resolved = [
        f"{entity.name}.{name}"
        for entity in ENTITIES.values()
        for name in entity.fields
        if (field := schema.get_field_for_type(name, entity.name)) is not None and field.base_resolver is not None
    ]

    assert resolved == []


def test_every_record_of_the_register_is_a_type_with_an_id() -> None:
    tables = {model.__table__.name for model in db.Record.__subclasses__()}  # type: ignore[attr-defined]  # sqlmodel
    public = {entity.table.name for entity in ENTITIES.values() if entity.is_node and entity.name != "Node"}

    assert public == tables


def test_root_lists_may_fail_alone() -> None:
    query = core().type_map["Query"]
    assert isinstance(query, GraphQLObjectType)

    assert [name for name, field in query.fields.items() if str(field.type).endswith("!")] == []


def test_the_schema_can_be_asked_about_itself() -> None:
    result = graphql_sync(core(), get_introspection_query())

    assert result.errors is None


@pytest.mark.parametrize("name", [entity.name for entity in ENTITIES.values() if entity.is_node])
def test_what_may_be_sorted_has_an_index_in_that_order(name: str) -> None:
    entity = ENTITIES[name]
    wanted = [declared.order.name for declared in sortable(entity).values()]

    assert [column for column in wanted if not indexed(entity.table, column)] == []


def indexed(table: Table, column: str) -> bool:
    leading = {next(iter(index.columns)).name for index in table.indexes}
    unique = {name for name in ("slug",) if name in table.c}
    return column in leading | unique

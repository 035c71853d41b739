"""The schema told as tables: every record, value and codelist with its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from schema.entity import ENTITIES

HEAD = """# Reference

Every record, value and codelist of the API, made from the code by `tengetrail schema --tables`.
What they mean together is told in `docs/model.md`.
"""
Fielded = GraphQLObjectType | GraphQLInterfaceType
VALUES = ("FlowLink", "FlowNode", "Money", "MoneyFlow", "PartialDate")  # that are read out of no table of their own
PLAIN = ("Currency", "Direction", "Language")  # codes that stand for themselves


def reference(schema: GraphQLSchema) -> str:
    """The tables as Markdown."""
    kinds = [schema.type_map[name] for name in sorted(schema.type_map)]
    records = [kind for kind in kinds if isinstance(kind, Fielded) and kind.name in ENTITIES]
    values = [kind for kind in kinds if isinstance(kind, GraphQLObjectType) and kind.name in VALUES]
    codelists = [kind for kind in kinds if isinstance(kind, GraphQLEnumType) and is_codelist(kind.name)]
    sections = [
        HEAD,
        "## Records\n",
        *(section for kind in records for section in of_record(kind)),
        "## Values\n",
        *(section for kind in values for section in of_record(kind)),
        "## Codelists\n",
        *(section for kind in codelists for section in of_codelist(kind)),
    ]
    return "\n".join(sections)


def is_codelist(name: str) -> bool:
    return not name.startswith("__") and not name.endswith("OrderField") and name not in PLAIN


def of_record(kind: Fielded) -> Iterator[str]:
    """A type's own fields; those that every record has are told once, under Node."""
    shared = ENTITIES["Node"].fields if kind.name != "Node" else {}
    own = {name: field for name, field in kind.fields.items() if name not in shared}
    yield f"### {kind.name}\n"
    yield f"{kind.description}\n"
    yield "| field | type | what |\n|---|---|---|"
    yield "\n".join(f"| `{name}` | `{field.type}` | {cell(field.description)} |" for name, field in own.items()) + "\n"


def of_codelist(kind: GraphQLEnumType) -> Iterator[str]:
    """An enum's values."""
    yield f"### {kind.name}\n"
    yield f"{kind.description}\n"
    yield "| code | what |\n|---|---|"
    yield "\n".join(f"| `{name}` | {cell(value.description)} |" for name, value in kind.values.items()) + "\n"


def cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")

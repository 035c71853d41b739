"""The whole schema, put together from its concepts."""

from __future__ import annotations

from pathlib import Path

import strawberry
from graphql import GraphQLScalarType, GraphQLSchema, build_schema
from strawberry.schema.config import StrawberryConfig

import schema.activity
import schema.award
import schema.bid
import schema.body_coverage
import schema.body_total
import schema.budget_line
import schema.change
import schema.change_event
import schema.claim
import schema.code_value
import schema.codes
import schema.contract
import schema.coverage
import schema.dataset
import schema.disclosure
import schema.document
import schema.exchange_rate
import schema.finding
import schema.funding_link
import schema.legal_act
import schema.lineage
import schema.local_text
import schema.lot
import schema.money_flow
import schema.name
import schema.node
import schema.objective
import schema.observation
import schema.organization
import schema.page
import schema.participation
import schema.person
import schema.price_index
import schema.process
import schema.programme
import schema.release
import schema.responsibility
import schema.revision
import schema.search
import schema.status_event
import schema.step
import schema.tender
import schema.tender_coverage
import schema.territory
import schema.transaction
import schema.values  # noqa: F401  # each import declares its types
from schema.declare import NAMES
from schema.entity import ENTITIES
from schema.filters import FILTERED, make_filter, make_order, make_value_filters
from schema.groups import make_connection
from schema.query import Query
from schema.scalars import READERS, SCALARS, teach

TEXT = Path(__file__).with_name("schema.graphql")


def declare() -> strawberry.Schema:
    """The schema as Strawberry sees it: types without resolvers."""
    nodes = [entity for entity in ENTITIES.values() if entity.is_node and entity.name != "Node"]
    FILTERED.update(entity.name for entity in nodes)
    if "StringFilter" not in NAMES:
        make_value_filters()
        for entity in nodes:
            make_filter(entity)
            make_order(entity)
            make_connection(entity)
        make_filter(ENTITIES["Change"])
    return strawberry.Schema(
        Query,
        types=[NAMES[entity.name] for entity in nodes],
        config=StrawberryConfig(scalar_map=SCALARS),
    )


def core(text: str | None = None) -> GraphQLSchema:
    """The schema as graphql-core checks questions against it, made from the checked-in text."""
    made = build_schema(text or TEXT.read_text(encoding="utf-8"))
    for name, read in READERS.items():
        scalar = made.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        teach(scalar, read)
    return made

"""The rules of merging are those of the standard's own schema."""

from __future__ import annotations

from ocdsmerge.rules import get_merge_rules

from exchange.ocds.merging import RULES
from tests.exchange.ocds.standard import needs_schema, schema


@needs_schema
def test_the_rules_are_those_of_the_standard() -> None:
    assert get_merge_rules(schema("release")) == RULES

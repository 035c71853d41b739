"""The rules of merging are those of the standard's own schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ocdsmerge.rules import get_merge_rules

from exchange.ocds.merging import RULES

SCHEMA = Path(__file__).parents[4] / "shared" / "samples" / "ocds" / "schema" / "release-schema.json"


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the standard's schema is not beside the project")
def test_the_rules_are_those_of_the_standard() -> None:
    assert get_merge_rules(json.loads(SCHEMA.read_text())) == RULES

"""The engine gives the answers that plain Python gives, on both databases.

The same operations are asked each time; `OPERATIONS=5000 pytest tests/engine/test_same_answer.py` asks others.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from engine.engine import Engine
from tests.engine.conftest import COMPARED, ROOMY, engine_on
from tests.engine.operations import Operation, operations
from tests.engine.plain import Plain
from tests.engine.reduce import reduced
from tests.engine.rows import nasty_rows
from tests.engine.tables import Tables, plain_values

COUNT = int(os.environ.get("OPERATIONS", "550"))
ROWS = Tables({name: [plain_values(row) for row in rows] for name, rows in nasty_rows().items()})

Answering = Callable[[Operation], str]


@pytest.fixture(scope="module")
def answering(nasty_url: str) -> Iterator[Answering]:
    """Asks one engine again and again, outside of any other event loop."""
    with asyncio.Runner() as runner:
        context = engine_on(nasty_url, ROOMY)
        engine: Engine = runner.run(context.__aenter__())

        def answer(asked: Operation) -> str:
            return in_order(json.loads(runner.run(engine.answer(asked.document, asked.variables, asked.name)).body))

        yield answer
        runner.run(context.__aexit__(None, None, None))


def test_random_operations_have_the_same_answer(
    answering: Answering, plain: Plain, record_property: Callable[[str, object], None]
) -> None:
    compared: set[str] = set()

    def expected(asked: Operation) -> str:
        return in_order(plain.answer(asked.document, asked.variables, asked.name))

    def differs(asked: Operation) -> bool:
        return answering(asked) != expected(asked)

    @settings(
        max_examples=COUNT,
        derandomize="OPERATIONS" not in os.environ,
        phases=[Phase.generate],  # an operation is made smaller by what it asks, not by how it was drawn
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(operations(ROWS))
    def compare(asked: Operation) -> None:
        compared.add(asked.document)
        for each in (asked, replace(asked, variables=asked.other_variables)):
            if differs(each):
                smallest = reduced(each, plain.schema, differs)
                assert answering(smallest) == expected(smallest), smallest

    compare()

    record_property(COMPARED, len(compared))
    assert len(compared) >= min(COUNT - 20, 500)


def in_order(answer: Any) -> str:
    """An answer as text, in which the order of keys counts."""
    return json.dumps(answer, indent=1)

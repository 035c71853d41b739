"""Drawing a flow of money out of any records whatever."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from db.sums import PART
from schema.flow_graph import money_flow
from tests.conservation import amount, check_conservation

BELOW = {
    "PROGRAMME": ("ACTIVITY", "BUDGET_LINE", "TENDER", "PROCESS"),
    "ACTIVITY": ("ACTIVITY", "BUDGET_LINE", "TENDER"),
    "BUDGET_LINE": ("TENDER", "PROCESS"),
    "PROCESS": ("AWARD", "CONTRACT"),
    "TENDER": ("LOT", "AWARD"),
    "LOT": ("AWARD",),
    "AWARD": ("CONTRACT",),
    "CONTRACT": (),
}
AMOUNTS = st.sampled_from((0, 1, 7, 60, 100, 2**63 - 1)) | st.integers(0, 1_000)
BODIES = (("a", "Firm A"), ("b", None), ("c", "Firm C"), ("d", "Firm D"))
BASES = st.sampled_from(("STATED", "INFERRED", "ASSUMED"))
REASONS = st.sampled_from((None, None, None, "WITHHELD", "CANCELLED", "UNSUCCESSFUL"))


@st.composite
def records(draw: st.DrawFn) -> list[list[Any]]:
    """The rows of a record and all below it, some of them only summed up."""
    numbers = count(1)
    rows: list[list[Any]] = []

    def add(level: int, up: int | None, kind: str) -> int:
        number, own = next(numbers), draw(AMOUNTS)
        row = [level, number, up, kind, f"{number}", None, draw(BASES) if up else None, "KZT", own, "EXACT", False]
        rows.append([*row, draw(REASONS), None, (), ()])
        shown = [add(level + 1, number, draw(st.sampled_from(BELOW[kind]))) for _ in range(parts(kind))]
        further = draw(st.lists(AMOUNTS, max_size=2))
        halves = [divmod(each, PART) for each in [*shown, *further]]
        rows[number - 1][12] = (len(halves), *(sum(half[place] for half in halves) for place in (0, 1)))
        if kind in ("AWARD", "CONTRACT"):
            rows[number - 1][13] = sorted(draw(st.sets(st.sampled_from(BODIES), max_size=3)), key=lambda body: body[0])
        if kind == "CONTRACT":
            rows[number - 1][14] = draw(payments())
        return own

    def parts(kind: str) -> int:
        return draw(st.integers(0, 3)) if BELOW[kind] else 0

    add(0, None, draw(st.sampled_from(tuple(BELOW))))
    return rows


@st.composite
def payments(draw: st.DrawFn) -> Sequence[tuple[Any, ...]]:
    """What was paid to each who was paid, perhaps to somebody unknown."""
    payees = draw(st.lists(st.sampled_from((*BODIES, (None, None))), unique=True, max_size=2))
    return [(slug, name, draw(st.integers(1, 3)), *divmod(draw(AMOUNTS), PART)) for slug, name in payees]


@settings(max_examples=1_000, deadline=None)
@given(records(), st.integers(0, 6))
def test_every_flow_conserves_at_every_node(rows: list[list[Any]], depth: int) -> None:
    flow = money_flow({"records": rows}, {"basis": "ASSUMED", "depth": depth})

    assert flow is not None
    check_conservation(flow, depth)
    own = {node["slug"]: amount(node) for node in flow["nodes"] if node["qualifier"]}
    assert all(own[slug] * 100 == minor for _, _, _, _, slug, _, _, _, minor, *_ in rows if slug in own)
    assert max(node["level"] for node in flow["nodes"]) <= depth


@settings(max_examples=200, deadline=None)
@given(records(), records())
def test_the_flow_of_a_body_is_that_of_all_it_pays_for(some: list[list[Any]], others: list[list[Any]]) -> None:
    tops = [
        [row[0] + 1, row[1] + shift, (row[2] or -shift) + shift, *row[3:]]
        for shift, rows in ((1_000, some), (2_000, others))
        for row in rows
    ]
    for row in tops:
        row[4] = f"{row[1]}"
    halves = [divmod(rows[0][8], PART) for rows in (some, others)]
    body = {"id": 0, "slug": "body", "label": "Body", "currency": "KZT"}
    parts = (2, sum(high for high, _ in halves), sum(low for _, low in halves))

    flow = money_flow({"body": {**body, "parts": parts}, "records": tops}, {"basis": "ASSUMED", "depth": 10})

    assert flow is not None
    check_conservation(flow)
    assert amount(flow["nodes"][0]) * 100 == some[0][8] + others[0][8]
    assert "EXCESS:Organization:body" not in {node["key"] for node in flow["nodes"]}


def row(number: int, up: int | None, kind: str, own: int, parts: Sequence[int] = (), **more: Any) -> list[Any]:
    """A record with the amounts of its parts."""
    names = {"basis": "STATED", "ending": None, "suppliers": (), "payments": ()} | more
    halves = [divmod(part, PART) for part in parts]
    sums = (len(parts), sum(high for high, _ in halves), sum(low for _, low in halves))
    told = [0 if up is None else 1, number, up, kind, f"{number}", None, names["basis"], "KZT", own, "EXACT", False]
    return [*told, names["ending"], sums, names["suppliers"], names["payments"]]


def drawn(*rows: list[Any], depth: int = 10) -> dict[tuple[str, str], str]:
    """The links of a flow: what goes from where to where."""
    flow = money_flow({"records": rows}, {"basis": "ASSUMED", "depth": depth})
    assert flow is not None
    check_conservation(flow, depth)
    return {(link["source"], link["target"]): link["amount"]["amount"] for link in flow["links"]}


def test_what_is_best_known_is_supplied_first_and_what_is_too_much_comes_from_nowhere() -> None:
    links = drawn(
        row(1, None, "PROGRAMME", 100_00, [80_00, 60_00]),
        row(2, 1, "TENDER", 80_00, basis="INFERRED"),
        row(3, 1, "TENDER", 60_00),
        depth=1,
    )

    assert links == {
        ("Programme:1", "Tender:3"): "60.00",
        ("Programme:1", "Tender:2"): "40.00",
        ("EXCESS:Programme:1", "Tender:2"): "40.00",
    }


def test_what_was_called_off_passes_nothing_on() -> None:
    links = drawn(row(1, None, "TENDER", 100, [60], ending="WITHHELD"), row(2, 1, "LOT", 60, ending="CANCELLED"))

    assert links == {
        ("Tender:1", "Lot:2"): "0.60",
        ("Tender:1", "WITHHELD:Tender:1"): "0.40",
        ("Lot:2", "CANCELLED:Lot:2"): "0.60",
    }


def test_a_contract_is_paid_to_its_supplier_and_what_is_not_paid_is_told() -> None:
    award = row(1, None, "AWARD", 100, [90], suppliers=[("firm", "Firm")])
    links = drawn(award, row(2, 1, "CONTRACT", 90, payments=[(None, None, 2, 0, 70)]))

    assert links == {
        ("Award:1", "Contract:2"): "0.90",
        ("Award:1", "NOT_CONTRACTED:Award:1"): "0.10",
        ("Contract:2", "PAYMENTS:Contract:2"): "0.70",
        ("Contract:2", "NOT_PAID:Contract:2"): "0.20",
        ("PAYMENTS:Contract:2", "Supplier:firm"): "0.70",
    }


def test_several_suppliers_of_one_award_are_one_node() -> None:
    assert drawn(row(1, None, "AWARD", 5, suppliers=[("a", "A"), ("b", "B")])) == {("Award:1", "Suppliers:a+b"): "0.05"}

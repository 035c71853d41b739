"""What fits a filter, and which name is chosen: the rules one by one, beside the random operations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.conftest import Ask
from tests.engine.plain import Plain
from tests.engine.rows import CURRENCIES, DAYS, LANGUAGES

pytestmark = pytest.mark.asyncio(loop_scope="session")

KZT = {"currency": "KZT"}
FILTERS: list[tuple[str, dict[str, Any]]] = [
    ("lots", {"status": {"eq": "ACTIVE"}}),
    ("lots", {"status": {"in": ["ACTIVE", "COMPLETE"]}}),
    ("lots", {"status": {"in": []}}),
    ("lots", {"status": {"isNull": True}}),
    ("lots", {"status": {"isNull": False, "eq": "ACTIVE"}}),
    ("lots", {"or": [{"status": {"eq": "ACTIVE"}}, {"status": {"isNull": True}}]}),
    ("lots", {"and": [{"not": {"status": {"eq": "ACTIVE"}}}, {"value": {"isNull": False}}]}),
    ("lots", {"not": {"or": [{"status": {"eq": "ACTIVE"}}, {"status": {"eq": "PLANNED"}}]}}),
    ("lots", {"not": {"not": {"status": {"eq": "ACTIVE"}}}}),
    ("lots", {"and": []}),
    ("lots", {"or": []}),
    ("lots", {}),
    ("lots", {"value": {"gt": "1.00", **KZT}}),
    ("lots", {"value": {"gte": "0", "lt": "123.45", **KZT}}),
    ("lots", {"value": {"gte": "-1", **KZT}}),
    ("lots", {"value": KZT}),
    ("lots", {"value": {"eq": "92233720368547758.07", **KZT}}),
    ("lots", {"value": {"isNull": True}}),
    ("lots", {"value": {"isNull": True, **KZT}}),
    ("lots", {"value": {"isNull": False, **KZT}}),
    ("lots", {"awards": {"isNull": True}}),
    ("lots", {"awards": {"isNull": False}}),
    ("lots", {"awards": {}}),
    ("lots", {"awards": {"not": {"status": {"eq": "ACTIVE"}}}}),
    ("lots", {"awards": {"isNull": True, "status": {"eq": "ACTIVE"}}}),
    ("lots", {"awards": {"isNull": False, "suppliers": {"name": {"isNull": False}}}}),
    ("lots", {"isNull": False}),
    ("awards", {"tender": {"isNull": True}}),
    ("awards", {"tender": {"status": {"eq": "ACTIVE"}}}),
    ("awards", {"awardedOn": {"gt": "2018-02-01"}}),
    ("awards", {"awardedOn": {"in": ["9999-12-31", "0999-12-31"]}}),
    ("awards", {"awardedOn": {"lte": "9999-12-31"}}),
    ("awards", {"awardedOn": {"gte": "0001-01-01"}}),
    ("processes", {"ocid": {"isNull": True}}),
    ("processes", {"ocid": {"in": ["", "a"]}}),
    ("processes", {"tender": {"isNull": True}}),
    ("processes", {"tender": {"isNull": False}}),
    ("organizations", {"name": {"isNull": True}}),
    ("organizations", {"name": {"in": ["😀", "%", "a,b", "é"]}}),
    ("organizations", {"name": {"eq": "ё", "in": ["Ё"]}}),
    ("organizations", {"changeEvents": {"kind": {"eq": "RENAME"}}}),
    ("organizations", {"lineage": True}),
    ("organizations", {"lineage": False, "kind": {"eq": "MINISTRY"}}),
    ("organizations", {"lineage": True, "kind": {"in": ["MINISTRY", "AGENCY"]}}),
    ("organizations", {"lineage": True, "isNull": True}),
    ("organizations", {"kind": {"eq": "COMPANY"}, "not": {"lineage": True, "kind": {"eq": "COMPANY"}}}),
    ("organizations", {"or": [{"lineage": True, "name": {"eq": "é"}}, {"not": {"lineage": True}}]}),
    ("organizations", {"lineage": True, "or": [{"slug": {"eq": "1"}}, {"lineage": True, "territory": {}}]}),
    ("organizations", {"territory": {"lineage": True, "slug": {"in": ["'1", "2", " 1"]}}}),
    ("territories", {"lineage": True, "name": {"isNull": True}}),
    ("processes", {"buyer": {"lineage": True, "kind": {"eq": "COMPANY"}, "isNull": False}}),
    ("contracts", {"process": {"buyer": {"lineage": True, "slug": {"isNull": False}}}}),
    ("findings", {"rule": {"isNull": False}}),
    ("priceIndexes", {"year": {"gt": 1, "lte": 2018}}),
    ("priceIndexes", {"year": {"in": [0, 2147483647]}}),
]


@pytest.mark.parametrize(("field", "given"), FILTERS, ids=str)
async def test_a_record_fits_or_does_not_whatever_is_unknown(
    ask: Ask, plain: Plain, field: str, given: dict[str, Any]
) -> None:
    kind = plain.schema.query_type.fields[field].args["filter"].type
    document = f"""query ($given: {kind}, $not: {kind}) {{
      fitting: {field}(filter: $given, first: 200) {{ totalCount nodes {{ slug }} }}
      others: {field}(filter: $not, first: 200) {{ totalCount nodes {{ slug }} }}
      all: {field} {{ totalCount }}
    }}"""
    variables = {"given": given, "not": {"not": given}}

    answer = await ask(document, **variables)

    assert answer == plain.answer(document, {**variables})
    counts = {name: page["totalCount"] for name, page in answer["data"].items()}
    assert counts["fitting"] + counts["others"] == counts["all"]


@pytest.mark.parametrize("currency", CURRENCIES)
async def test_amounts_are_exact_in_every_currency(ask: Ask, plain: Plain, currency: str) -> None:
    document = """query ($currency: Currency) {
      lots(filter: {value: {currency: $currency}}, first: 200) { nodes { value { amount currency lowerBound } } }
    }"""

    answer = await ask(document, currency=currency)

    assert answer == plain.answer(document, {"currency": currency})
    assert len({lot["value"]["amount"] for lot in answer["data"]["lots"]["nodes"]}) > 5


@pytest.mark.parametrize("language", [None, *LANGUAGES])
async def test_the_name_is_that_of_the_day(ask: Ask, plain: Plain, language: str | None) -> None:
    names = " ".join(f'on{place}: name(on: "{day}", lang: $lang)' for place, day in enumerate(DAYS))
    document = f"""query ($lang: Language) {{
      organizations(first: 200) {{ nodes {{ name(lang: $lang) {names} }} }}
      territories(first: 200) {{ nodes {{ name(lang: $lang) {names} }} }}
    }}"""

    answer = await ask(document, lang=language)

    assert answer == plain.answer(document, {"lang": language})
    assert any(each != {**each, "on5": each["on1"]} for each in answer["data"]["organizations"]["nodes"])

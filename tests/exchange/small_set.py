"""A small data set with a record of every kind, as files that a test may change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from sqlalchemy import select, text
from sqlmodel import SQLModel

from db.writer import open_writer

FILES = {
    "dataset": """
        name: small
        title: A small set
        description: A record of every kind.
        publisher: The tests
        licence: CC0-1.0
        """,
    "source": """
        - slug: gazette
          kind: ARTICLE
          title: Where the money went
          url: https://example.org/gazette
          language: EN
          published_on: 2020-01
          contributors:
            - {person: author, role: AUTHOR}
        """,
    "person": """
        - slug: author
          name: A. Author
          posts:
            - {title: Reporter, territory: kz, valid_from: 2019, citation: "gazette#line 2"}
        """,
    "territory": """
        - slug: kz
          level: COUNTRY
          country: KZ
          names:
            - {text: Kazakhstan, language: EN, kind: OFFICIAL}
        - slug: kz-south
          level: REGION
          country: KZ
          scheme: KATO
          code: "61"
          names:
            - {text: South region, language: EN, kind: OFFICIAL, valid_to: 2018-06-19}
            - {text: Turkestan region, language: EN, kind: OFFICIAL, valid_from: 2018-06-19}
          parents:
            - parent: Territory kz
        """,
    "organization": """
        - slug: ministry
          kind: MINISTRY
          territory: kz
          founded_on: 2016-09-13
          names:
            - text: Ministry of Religious Affairs
              language: EN
              kind: OFFICIAL
              valid_from: 2016-09-13
              valid_to: 2018-06-28
              citation: gazette#line 20
            - text: Ministry of Social Development
              language: EN
              kind: OFFICIAL
              valid_from: 2018-06-28
        - slug: committee
          kind: COMMITTEE
          names:
            - {text: Committee, language: EN, kind: AS_PRINTED}
          parents:
            - {parent: Organization ministry, valid_from: 2016-09-13, citation: "gazette#line 20"}
        - slug: centre
          kind: STATE_INSTITUTION
          territory: kz-south
          identifiers:
            - {scheme: KZ-BIN, value: "000000000001"}
          functions:
            - {function: religious affairs, valid_from: 2019, citation: "gazette#line 22"}
        - slug: winner
          kind: FOUNDATION
        """,
    "change_event": """
        - slug: committee-ends
          kind: REORGANIZE
          description: The centre took the committee's place.
          occurred_on: 2019-02
          citation: gazette#line 22
          participants:
            - {participant: Organization committee, role: ORIGINAL}
            - {participant: Organization centre, role: RESULTING}
        """,
    "programme": """
        - slug: older
          title: The older programme
          country: KZ
          period_start: 2013
          period_end: 2017
        - slug: programme
          title: The programme
          country: KZ
          period_start: 2018
          period_end: 2022
          predecessor: older
          participants:
            - {organization: ministry, role: IMPLEMENTING, citation: "gazette#line 20"}
        """,
    "objective": """
        - slug: programme/goal
          programme: programme
          kind: GOAL
          text: Fewer people share extremist ideas.
        """,
    "legal_act": """
        - slug: resolution-124
          kind: RESOLUTION
          number: "124"
          title: On the programme
          dated: 2018-03-15
          citation: gazette#line 12
        """,
    "programme_version": """
        - slug: programme/draft
          programme: programme
          kind: DRAFT
          title: The draft
          total: 300 KZT
          citation: gazette#line 12
        - slug: programme/adopted
          programme: programme
          kind: ADOPTED
          title: The programme as adopted
          dated: 2018-03-15
          legal_act: resolution-124
          total: 270148000000 KZT
          citation: gazette#line 12
        """,
    "activity": """
        - slug: programme/a1
          programme: programme
          number: "1"
          title: Outreach
        - slug: programme/a2
          programme: programme
          parent: programme/a1
          number: "2"
          title: Equipment
        """,
    "budget_line": """
        - slug: programme/a1/budget
          programme: programme
          activity: programme/a1
          administrator: ministry
          title: Outreach
          amounts:
            - {phase: PROPOSED, value: 300 KZT}
            - {phase: APPROVED, value: AT_LEAST 246.50 KZT, as_of: 2018}
        """,
    "process": """
        - slug: buying
          ocid: ocds-1
          title: Buying guides
          buyer: centre
          territory: kz-south
        - slug: buying-more
          title: Buying more
        """,
    "tender": """
        - slug: buying/tender
          process: buying
          title: Guides
          status: COMPLETE
          number_of_lots: 1
          value: 155854000 KZT
          published_on: 2017
          status_events:
            - {status_before: ACTIVE, status_after: COMPLETE, occurred_on: 2017-05, citation: "gazette#line 56"}
        """,
    "bid": """
        - slug: buying/bid
          tender: buying/tender
          lot: buying/guides
          tenderer: winner
          status: VALID
          value: 39000000 KZT
        """,
    "lot": """
        - slug: buying/guides
          tender: buying/tender
          title: Information and guidance
          status: COMPLETE
          value: 42971000 KZT
        """,
    "award": """
        - slug: buying/award
          process: buying
          tender: buying/tender
          status: ACTIVE
          value: 39000000 KZT
          lots: [buying/guides]
          suppliers: [winner]
        """,
    "contract": """
        - slug: buying/contract
          process: buying
          award: buying/award
          value: 39000000 KZT
          signed_on: 2017-05
          suppliers:
            - winner
        """,
    "transaction": """
        - slug: buying/payment
          contract: buying/contract
          payer: centre
          payee: winner
          value: ABOUT 1000000.50 KZT
          paid_on: 2017-12
        """,
    "document": """
        - slug: buying/specification
          subject: Tender buying/tender
          document_type: technicalSpecifications
          title: What is to be bought
          availability: QUOTED
        """,
    "disclosure": """
        - slug: programme/plan
          subject: Programme programme
          state: PARTLY_PUBLISHED
          legal_act: resolution-124
          citation: gazette#line 44
        """,
    "observation": """
        - slug: programme/activities
          subject: Programme programme
          indicator: activities
          title: Activities planned
          value: "80"
          unit: activities
          citation: gazette#line 34
        """,
    "exchange_rate": """
        - base: USD
          quote: KZT
          basis: ANNUAL_AVERAGE
          rate: "344.70583333"
          period: 2018
          citation: gazette#line 12
        """,
    "price_index": """
        - series: CPI
          country: KZ
          year: 2018
          value: "106.16"
          base_year: 2017
          citation: gazette#line 12
        """,
    "code_value": """
        - codelist: goszakup-lot-status
          code: "410"
          label: Refusal of purchase
          maps_to_codelist: ProcurementStatus
          maps_to_code: CANCELLED
          citation: gazette#line 50
        """,
    "finding": """
        - code: D1
          severity: WARNING
          title: The rate does not fit
          explanation: Other conversions use another rate.
          claims: [F1, F2]
        """,
    "finding_code": """
        - code: D2
          rule: implied-rate
          title: The rate of a conversion
          claims: [F2]
        """,
    "funding_link": """
        - payer: Programme programme
          payee: Process buying
          basis: INFERRED
          explanation: Bought for the programme.
          citation: gazette#line 62
        - payer: BudgetLine programme/a1/budget
          payee: Lot buying/guides
          basis: ASSUMED
          explanation: Perhaps paid out of this line.
          citation: gazette#line 63
          overlaps:
            - {other: programme>buying, explanation: The lot is a part of the process.}
        """,
    "claim": """
        - code: F1
          kind: AMOUNT
          subject: Lot buying/guides
          field: value
          printed: 42 million 971 thousand tenge
          statement: What the largest lot is worth.
          value: 42971000 KZT
          citation: gazette#line 62
        - code: F2
          kind: AMOUNT
          subject: Lot buying/guides
          statement: The same in dollars.
          value: 110990 USD
          converts: F1
          asserter: Person author
          citation: gazette#line 62
        - code: F3
          kind: COUNT
          subject: Organization ministry
          statement: How often it was renamed.
          quantity: "1"
          unit: times
          confidence: MEDIUM
          compares: [F2, F1]
          citation: gazette#line 20
        """,
}

SMALL = {f"{name}.yaml": dedent(content).lstrip() for name, content in FILES.items()}


def put(folder: Path, files: Mapping[str, str | bytes | None] = {}, **given: str | None) -> Path:
    """Write the small data set into a folder, with some files changed, or left out (None)."""
    wanted = {**SMALL, **files, **{f"{name}.yaml": content for name, content in given.items()}}
    folder.mkdir(exist_ok=True)
    for name, content in wanted.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            (folder / name).write_text(dedent(content), encoding="utf-8")
    return folder


def edited(file: str, *replacements: tuple[str, str]) -> dict[str, str]:
    """A file of the small set in which pieces of text are others."""
    content = SMALL[file]
    for old, new in replacements:
        assert content.count(old) == 1, f"{old!r} does not stand exactly once in {file}"
        content = content.replace(old, new)
    return {file: content}


def asked(url: str, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    """The rows that a statement gives."""
    with open_writer(url).begin() as connection:
        return [tuple(row) for row in connection.execute(text(sql), parameters)]


def state(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that an import can change, table by table."""
    with open_writer(url).begin() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
            if table.name != "currency"
        }

"""The core model: bodies, places, programmes, processes and what sources claim about them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import CreateIndex, CreateTable

revision = "2026_11_24_core_model"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE_POINTS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def checked_column(constraint: Any, _table: Any) -> str:
    return str(next(iter(constraint.columns)).name)


TABLES = sa.MetaData(
    naming_convention={
        "checked_column": checked_column,
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(checked_column)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str, to: str = "", *, optional: bool = False, unique: bool = False) -> sa.Column[int]:
    if not to:
        return sa.Column(name, KEY, primary_key=True)
    return sa.Column(
        name, KEY, sa.ForeignKey(to, deferrable=True), nullable=optional, unique=unique or None, index=not unique
    )


def words(
    name: str, *, optional: bool = False, ordered: bool = False, unique: bool = False, index: bool = False
) -> sa.Column[str]:
    kind = CODE_POINTS if ordered else sa.Text()
    return sa.Column(name, kind, nullable=optional, unique=unique or None, index=index)


def coded(name: str, codes: str, *, optional: bool = False, index: bool = False) -> sa.Column[str]:
    kind = sa.Enum(*codes.split(), native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=optional, index=index)


def record() -> tuple[sa.Column[Any], ...]:
    node = sa.Column("id", KEY, sa.ForeignKey("node.id"), primary_key=True)
    return node, words("slug", ordered=True, unique=True)


def ordered_by(name: str) -> sa.Index:
    return sa.Index(None, f"{name}_order", "id")


def money(name: str, *, ordered: bool = True) -> tuple[sa.schema.SchemaItem, ...]:
    amount, currency = f"{name}_amount", f"{name}_currency"
    return (
        sa.Column(amount, sa.BigInteger()),
        sa.Column(currency, sa.String(3), sa.ForeignKey("currency.code")),
        coded(f"{name}_qualifier", QUALIFIER),
        generated(f"{name}_order", sa.BigInteger(), f"coalesce({amount}, -1)"),
        sa.CheckConstraint(f"{amount} >= 0", name=f"{name}_not_negative"),
        sa.CheckConstraint(f"({amount} IS NULL) = ({currency} IS NULL)", name=f"{name}_has_currency"),
        *([ordered_by(name)] if ordered else []),
    )


def sums(name: str) -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column(f"{name}_amount", sa.BigInteger()),
        sa.Column(f"{name}_currency", sa.String(3), sa.ForeignKey("currency.code")),
        coded(f"{name}_qualifier", QUALIFIER),
    )


def day(name: str, *, ordered: bool = False) -> tuple[sa.schema.SchemaItem, ...]:
    known = (sa.Column(name, sa.Date()), coded(f"{name}_precision", PRECISION, optional=True))
    if not ordered:
        return known
    return (*known, generated(f"{name}_order", sa.Date(), f"coalesce({name}, '0001-01-01')"), ordered_by(name))


def generated(name: str, kind: Any, expression: str) -> sa.Column[Any]:
    return sa.Column(name, kind, sa.Computed(expression, persisted=True), nullable=False)


def linked(one: str, to_one: str, other: str, to_other: str) -> tuple[sa.schema.SchemaItem, ...]:
    columns = (
        sa.Column(name, KEY, sa.ForeignKey(to, deferrable=True), nullable=False)
        for name, to in ((one, to_one), (other, to_other))
    )
    return *columns, sa.UniqueConstraint(one, other), sa.Index(None, other, one)


def interval(start: str, end: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{start} <= {end}", name=f"{start}_before_{end}")


def table(name: str, *items: sa.schema.SchemaItem) -> None:
    sa.Table(name, TABLES, *items)


ACTIVITY_STATUS = "PIPELINE IMPLEMENTATION FINALISATION CLOSED CANCELLED SUSPENDED UNKNOWN"
AWARD_STATUS = "PENDING ACTIVE CANCELLED UNSUCCESSFUL"
AVAILABILITY = "PUBLISHED QUOTED NOT_PUBLISHED NOT_FOUND UNKNOWN"
BASIS = "STATED INFERRED ASSUMED"
BID_STATUS = "INVITED PENDING VALID DISQUALIFIED WITHDRAWN"
BUDGET_PHASE = "PROPOSED APPROVED ADJUSTED COMMITTED VERIFIED DISBURSED"
CHANGE_EVENT_KIND = "ESTABLISH RENAME REORGANIZE MERGE SPLIT ABSORB ABOLISH CHANGE_PARENT TRANSFER_FUNCTION"
CHANGE_KIND = "CHANGED REMOVED"
CLAIM_KIND = "AMOUNT COUNT PERCENT DATE NAME STATUS RELATION QUOTE OPINION INFERENCE CONTEXT"
CONFIDENCE = "HIGH MEDIUM LOW"
CONTRIBUTOR_ROLE = "AUTHOR CONTRIBUTOR SPEAKER"
CONTRACT_STATUS = "PENDING ACTIVE CANCELLED TERMINATED"
DISCLOSURE_STATE = "PUBLISHED PARTLY_PUBLISHED CLASSIFIED NOT_PUBLISHED NOT_FOUND"
EXCLUSION = "CANCELLED UNSUCCESSFUL OUT_OF_PERIOD OTHER_CURRENCY"
FOUND_BY = "RULE EDITOR"
LEGAL_ACT_KIND = "LAW DECREE RESOLUTION ORDER OTHER"
NAME_KIND = "OFFICIAL SHORT TRANSLATED AS_PRINTED"
OBJECTIVE_KIND = "GOAL MEASURE"
ORGANIZATION_KIND = (
    "MINISTRY COMMITTEE AGENCY SECURITY_SERVICE PROSECUTOR LOCAL_GOVERNMENT STATE_INSTITUTION ASSOCIATION "
    "FOUNDATION BROADCASTER MEDIA UNIVERSITY_OR_INSTITUTE COMPANY INTERNATIONAL OTHER"
)
PARTICIPANT_ROLE = "ORIGINAL RESULTING FUNCTION_FROM FUNCTION_TO"
PRECISION = "DAY MONTH YEAR"
PRICE_SERIES = "CPI GDP_DEFLATOR CALCULATION_INDEX"
PROCUREMENT_METHOD = "OPEN SELECTIVE LIMITED DIRECT"
PROCUREMENT_STATUS = "PLANNING PLANNED ACTIVE CANCELLED UNSUCCESSFUL COMPLETE WITHDRAWN"
PROGRAMME_ROLE = "FUNDING ACCOUNTABLE EXTENDING IMPLEMENTING PARTICIPATING"
QUALIFIER = "EXACT ABOUT MORE_THAN AT_LEAST LESS_THAN AT_MOST RANGE UNKNOWN"
RATE_BASIS = "ANNUAL_AVERAGE DAILY_OFFICIAL"
SEVERITY = "INFO WARNING ERROR"
SOURCE_KIND = "ARTICLE LEGAL_ACT DATASET PORTAL BOOK SPEECH"
STAGE = "ALLOCATED TENDERED AWARDED CONTRACTED PAID"
STEP_KIND = "PROGRAMME ACTIVITY BUDGET_LINE PROCESS TENDER LOT AWARD CONTRACT"
TERRITORY_LEVEL = "COUNTRY REGION DISTRICT LOCALITY"
VERSION_KIND = "DRAFT ANNOUNCED ADOPTED AMENDED"

table(
    "currency",
    sa.Column("code", sa.String(3), primary_key=True),
    sa.Column("digits", sa.Integer, nullable=False),
)
table(
    "dataset",
    sa.Column("name", sa.String(80), primary_key=True),
    words("title"),
    words("description"),
    words("publisher"),
    words("licence"),
    words("url", optional=True),
    sa.Column("revision", sa.Integer, nullable=False),
    words("imported_at"),
)
table(
    "fan_out",
    sa.Column("name", sa.String(120), primary_key=True),
    sa.Column("most", sa.Integer, nullable=False),
)
table(
    "node",
    key("id"),
    sa.Column("type", sa.String(40), nullable=False),
    words("slug", ordered=True),
    sa.Column("computed", sa.Boolean, nullable=False, server_default=sa.false()),
    key("reference_id", "reference.id", optional=True),
    sa.Column("dataset", sa.String(80), nullable=False, index=True),
    sa.UniqueConstraint("type", "slug"),
)
table(
    "programme",
    *record(),
    words("title", ordered=True),
    sa.Column("country", sa.String(2), nullable=False),
    *day("period_start", ordered=True),
    *day("period_end"),
    key("predecessor_id", "programme.id", optional=True),
    *money("total"),
    interval("period_start", "period_end"),
)
table(
    "record_count",
    key("id"),
    sa.Column("dataset", sa.String(80), sa.ForeignKey("dataset.name"), nullable=False),
    words("type", ordered=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.UniqueConstraint("dataset", "type"),
)
table(
    "revision",
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("dataset", sa.String(80), sa.ForeignKey("dataset.name"), nullable=False, index=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("imported_at", sa.DateTime, nullable=False),
)
table(
    "source",
    *record(),
    coded("kind", SOURCE_KIND),
    words("title", ordered=True),
    words("publisher", optional=True),
    words("url", optional=True),
    words("language", optional=True),
    words("licence_note", optional=True),
    key("funder_id", "organization.id", optional=True),
    words("funding_project", optional=True),
    *day("published_on", ordered=True),
    *day("accessed_on"),
)
table(
    "succession",
    key("id"),
    key("predecessor_id", "node.id"),
    key("successor_id", "node.id"),
    sa.CheckConstraint("predecessor_id <> successor_id", name="not_its_own_successor"),
    sa.UniqueConstraint("predecessor_id", "successor_id"),
)
table(
    "territory",
    *record(),
    coded("level", TERRITORY_LEVEL),
    sa.Column("country", sa.String(2), nullable=False),
    words("scheme", optional=True),
    words("code", optional=True),
    words("name", ordered=True),
    sa.UniqueConstraint("scheme", "code"),
)
table(
    "activity",
    *record(),
    key("programme_id", "programme.id"),
    key("parent_id", "activity.id", optional=True),
    words("number"),
    words("title", ordered=True),
    words("description", optional=True),
    key("responsible_id", "organization.id", optional=True),
    coded("status", ACTIVITY_STATUS),
    *money("amount"),
    sa.UniqueConstraint("programme_id", "number"),
)
table(
    "change",
    key("id"),
    sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), nullable=False, index=True),
    coded("kind", CHANGE_KIND),
    sa.Column("type", sa.String(40), nullable=False),
    words("slug", ordered=True),
    words("before"),
    words("after", optional=True),
    sa.UniqueConstraint("revision", "type", "slug"),
)
table(
    "citation",
    *record(),
    key("source_id", "source.id"),
    words("locator"),
    sa.UniqueConstraint("source_id", "locator"),
)
table(
    "organization",
    *record(),
    coded("kind", ORGANIZATION_KIND, index=True),
    words("name", ordered=True),
    words("description", optional=True),
    *day("founded_on"),
    *day("dissolved_on"),
    key("territory_id", "territory.id", optional=True),
    interval("founded_on", "dissolved_on"),
)
table(
    "budget_line",
    *record(),
    key("programme_id", "programme.id"),
    key("activity_id", "activity.id", optional=True),
    key("administrator_id", "organization.id", optional=True),
    words("title", ordered=True),
    words("classification", optional=True),
    *day("period_start"),
    *day("period_end"),
    interval("period_start", "period_end"),
)
table(
    "change_event",
    *record(),
    coded("kind", CHANGE_EVENT_KIND, index=True),
    words("description"),
    key("legal_act_id", "legal_act.id", optional=True),
    *day("occurred_on", ordered=True),
    key("citation_id", "citation.id"),
)
table(
    "claim",
    *record(),
    sa.Column("number", sa.Integer, nullable=False, index=True),
    words("code", unique=True),
    coded("kind", CLAIM_KIND, index=True),
    key("subject_id", "node.id"),
    words("field", optional=True),
    words("printed", optional=True),
    words("statement"),
    *money("value"),
    words("quantity", optional=True),
    coded("quantity_qualifier", QUALIFIER),
    words("unit", optional=True),
    coded("confidence", CONFIDENCE),
    words("asserted_by", optional=True),
    key("asserter_id", "node.id", optional=True),
    key("citation_id", "citation.id"),
    key("via_source_id", "source.id", optional=True),
    words("implied_rate", optional=True),
    key("converts_id", "claim.id", optional=True),
)
table(
    "funding_link",
    *record(),
    key("payer_id", "node.id"),
    key("payee_id", "node.id"),
    coded("basis", BASIS, index=True),
    words("explanation"),
    key("citation_id", "citation.id"),
    sa.CheckConstraint("payer_id <> payee_id", name="not_to_itself"),
    sa.UniqueConstraint("payer_id", "payee_id"),
)
table(
    "membership",
    key("id"),
    key("child_id", "node.id"),
    key("parent_id", "node.id"),
    *day("valid_from"),
    *day("valid_to"),
    key("citation_id", "citation.id", optional=True),
    sa.CheckConstraint("child_id <> parent_id", name="not_its_own_parent"),
    interval("valid_from", "valid_to"),
    sa.UniqueConstraint("child_id", "parent_id", "valid_from"),
)
table(
    "name",
    key("id"),
    key("subject_id", "node.id"),
    words("text", index=True),
    words("language"),
    coded("kind", NAME_KIND),
    sa.Column(
        "preference",
        sa.Integer,
        sa.Computed(
            "CASE kind WHEN 'OFFICIAL' THEN 0 WHEN 'TRANSLATED' THEN 1 WHEN 'AS_PRINTED' THEN 2 ELSE 3 END",
            persisted=True,
        ),
        nullable=False,
    ),
    *day("valid_from"),
    *day("valid_to"),
    key("citation_id", "citation.id", optional=True),
    interval("valid_from", "valid_to"),
    sa.UniqueConstraint("subject_id", "kind", "language", "text", "valid_from"),
)
table(
    "organization_identifier",
    key("id"),
    key("organization_id", "organization.id"),
    words("scheme"),
    words("value"),
    sa.UniqueConstraint("scheme", "value"),
)
table(
    "process",
    *record(),
    words("ocid", optional=True, unique=True),
    words("title", ordered=True),
    words("description", optional=True),
    key("buyer_id", "organization.id", optional=True),
    key("procuring_entity_id", "organization.id", optional=True),
    key("territory_id", "territory.id", optional=True),
)
table(
    "programme_version",
    *record(),
    key("programme_id", "programme.id"),
    coded("kind", VERSION_KIND),
    words("title"),
    key("legal_act_id", "legal_act.id", optional=True),
    *day("dated", ordered=True),
    *money("total"),
    key("citation_id", "citation.id"),
    sa.UniqueConstraint("programme_id", "kind", "dated"),
)
table(
    "budget_amount",
    key("id"),
    key("budget_line_id", "budget_line.id"),
    coded("phase", BUDGET_PHASE),
    *money("value", ordered=False),
    *day("as_of"),
    sa.UniqueConstraint("budget_line_id", "phase"),
)
table(
    "change_event_participant",
    key("id"),
    key("change_event_id", "change_event.id"),
    key("participant_id", "node.id"),
    coded("role", PARTICIPANT_ROLE),
    sa.UniqueConstraint("change_event_id", "participant_id", "role"),
)
table(
    "tender",
    *record(),
    key("process_id", "process.id", unique=True),
    words("title", ordered=True),
    coded("status", PROCUREMENT_STATUS, optional=True, index=True),
    words("status_details", optional=True),
    coded("method", PROCUREMENT_METHOD, optional=True),
    sa.Column("number_of_lots", sa.Integer, nullable=True),
    sa.Column("number_of_tenderers", sa.Integer, nullable=True),
    *money("value"),
    *day("published_on", ordered=True),
    *day("period_start"),
    *day("period_end"),
)
table(
    "award",
    *record(),
    key("process_id", "process.id"),
    key("tender_id", "tender.id", optional=True),
    words("title", optional=True),
    coded("status", AWARD_STATUS, optional=True),
    coded("basis", BASIS),
    *money("value"),
    *day("awarded_on", ordered=True),
)
table(
    "lot",
    *record(),
    key("tender_id", "tender.id"),
    words("number", optional=True),
    words("title", optional=True),
    words("title_original", optional=True),
    coded("status", PROCUREMENT_STATUS, optional=True),
    words("status_reason", optional=True),
    *money("value"),
    sa.Index(None, "status", "value_order", "id"),
    sa.Index(None, "tender_id", "value_order", "id"),
)
table(
    "award_lot",
    key("id"),
    *linked("award_id", "award.id", "lot_id", "lot.id"),
)
table(
    "award_supplier",
    key("id"),
    *linked("award_id", "award.id", "organization_id", "organization.id"),
)
table(
    "contract",
    *record(),
    key("process_id", "process.id"),
    key("award_id", "award.id", optional=True),
    key("parent_id", "contract.id", optional=True),
    words("number", optional=True),
    words("title", optional=True),
    coded("status", CONTRACT_STATUS, optional=True),
    *money("value"),
    *day("signed_on", ordered=True),
)
table(
    "contract_supplier",
    key("id"),
    *linked("contract_id", "contract.id", "organization_id", "organization.id"),
)
table(
    "comparison",
    key("id"),
    key("claim_id", "claim.id"),
    key("operand_id", "claim.id"),
    sa.CheckConstraint("claim_id <> operand_id", name="not_with_itself"),
    sa.UniqueConstraint("claim_id", "operand_id"),
)
table(
    "coverage",
    key("id"),
    key("subject_id", "node.id"),
    coded("version_kind", VERSION_KIND),
    coded("basis", BASIS),
    *sums("published"),
    *sums("traced"),
    *sums("strict"),
    *sums("excluded"),
    *sums("residual"),
    words("percent", optional=True),
    sa.Column("unknown_amounts", sa.Integer, nullable=False),
    sa.UniqueConstraint("subject_id", "version_kind", "basis"),
)
table(
    "coverage_branch",
    key("id"),
    key("coverage_id", "coverage.id"),
    sa.Column("place", sa.Integer, nullable=False),
    key("funding_link_id", "funding_link.id"),
    key("record_id", "node.id"),
    coded("stage", STAGE),
    coded("basis", BASIS),
    sa.Column("included", sa.Boolean, nullable=False),
    coded("exclusion", EXCLUSION, optional=True),
    sa.Column("overlaps", sa.Boolean, nullable=False),
    *sums("amount"),
    sa.UniqueConstraint("coverage_id", "place"),
)
table(
    "coverage_stage",
    key("id"),
    key("coverage_id", "coverage.id"),
    sa.Column("place", sa.Integer, nullable=False),
    coded("stage", STAGE),
    *sums("sum"),
    sa.UniqueConstraint("coverage_id", "stage"),
)
table(
    "step",
    sa.Column("id", KEY, sa.ForeignKey("node.id", deferrable=True), primary_key=True),
    key("up_id", "node.id", optional=True),
    coded("kind", STEP_KIND),
    words("slug"),
    coded("basis", BASIS, optional=True),
    *sums("amount"),
    words("percent", optional=True),
)
table("reference", key("id"), words("text", unique=True))
table(
    "funding_overlap",
    key("id"),
    key("funding_link_id", "funding_link.id"),
    key("other_id", "funding_link.id"),
    coded("basis", BASIS),
    words("explanation"),
    sa.CheckConstraint("funding_link_id <> other_id", name="not_with_itself"),
    sa.UniqueConstraint("funding_link_id", "other_id"),
)
table(
    "objective",
    *record(),
    key("programme_id", "programme.id"),
    coded("kind", OBJECTIVE_KIND, index=True),
    words("text"),
    words("indicator", optional=True),
)
table(
    "participation",
    key("id"),
    key("programme_id", "programme.id"),
    key("organization_id", "organization.id"),
    coded("role", PROGRAMME_ROLE),
    coded("basis", BASIS),
    key("citation_id", "citation.id"),
    sa.UniqueConstraint("programme_id", "organization_id", "role"),
)
table(
    "responsibility",
    key("id"),
    key("organization_id", "organization.id"),
    words("function", index=True),
    words("description", optional=True),
    *day("valid_from"),
    *day("valid_to"),
    key("citation_id", "citation.id"),
    interval("valid_from", "valid_to"),
    sa.UniqueConstraint("organization_id", "function", "valid_from"),
)
table(
    "bid",
    *record(),
    key("tender_id", "tender.id"),
    key("lot_id", "lot.id", optional=True),
    key("tenderer_id", "organization.id", optional=True),
    coded("status", BID_STATUS, optional=True, index=True),
    words("status_details", optional=True),
    *money("value"),
    *day("made_on", ordered=True),
)
table(
    "transaction",
    *record(),
    key("contract_id", "contract.id"),
    key("budget_line_id", "budget_line.id", optional=True),
    key("payer_id", "organization.id", optional=True),
    key("payee_id", "organization.id", optional=True),
    words("reference", optional=True),
    *money("value"),
    *day("paid_on", ordered=True),
)
table(
    "document",
    *record(),
    key("subject_id", "node.id"),
    words("document_type", index=True),
    words("title"),
    words("description", optional=True),
    words("url", optional=True),
    words("language", optional=True),
    coded("availability", AVAILABILITY),
    *day("published_on"),
)
table(
    "status_event",
    key("id"),
    key("subject_id", "node.id"),
    words("status_before", optional=True),
    words("status_after"),
    words("reason", optional=True),
    *day("occurred_on"),
    key("citation_id", "citation.id"),
)
table(
    "legal_act",
    *record(),
    coded("kind", LEGAL_ACT_KIND, index=True),
    words("number", optional=True),
    words("title"),
    words("url", optional=True),
    *day("dated", ordered=True),
    key("citation_id", "citation.id"),
)
table("person", *record(), words("name", ordered=True))
table(
    "post",
    key("id"),
    key("person_id", "person.id"),
    words("title"),
    key("organization_id", "organization.id", optional=True),
    key("territory_id", "territory.id", optional=True),
    *day("valid_from"),
    *day("valid_to"),
    key("citation_id", "citation.id"),
    interval("valid_from", "valid_to"),
    sa.UniqueConstraint("person_id", "title", "valid_from"),
)
table(
    "contributor",
    key("id"),
    key("source_id", "source.id"),
    key("person_id", "person.id"),
    coded("role", CONTRIBUTOR_ROLE),
    sa.UniqueConstraint("source_id", "person_id", "role"),
)
table(
    "disclosure",
    *record(),
    key("subject_id", "node.id"),
    words("field", optional=True),
    generated("field_key", sa.Text(), "coalesce(field, '')"),
    coded("state", DISCLOSURE_STATE, index=True),
    words("rationale", optional=True),
    key("legal_act_id", "legal_act.id", optional=True),
    *day("available_on"),
    key("citation_id", "citation.id"),
    sa.UniqueConstraint("subject_id", "field_key"),
)
table(
    "observation",
    *record(),
    key("subject_id", "node.id"),
    words("indicator", index=True),
    words("title"),
    words("value", optional=True),
    coded("qualifier", QUALIFIER),
    words("unit"),
    key("territory_id", "territory.id", optional=True),
    *day("period_start"),
    *day("period_end"),
    key("citation_id", "citation.id"),
    interval("period_start", "period_end"),
    sa.Index(None, "subject_id", "indicator"),
)
table(
    "finding",
    *record(),
    sa.Column("number", sa.Integer, nullable=False, index=True),
    words("code", unique=True),
    words("rule", optional=True, index=True),
    coded("found_by", FOUND_BY, index=True),
    coded("severity", SEVERITY, index=True),
    words("title"),
    words("expected", optional=True),
    words("found", optional=True),
    words("explanation"),
)
table(
    "finding_claim",
    key("id"),
    key("finding_id", "finding.id"),
    key("claim_id", "claim.id"),
    sa.UniqueConstraint("finding_id", "claim_id"),
)
table("finding_code", *record(), words("code", unique=True), words("rule"), words("title"))
table(
    "finding_code_claim",
    key("id"),
    key("finding_code_id", "finding_code.id"),
    key("claim_id", "claim.id"),
    sa.UniqueConstraint("finding_code_id", "claim_id"),
)
table(
    "exchange_rate",
    *record(),
    sa.Column("base", sa.String(3), sa.ForeignKey("currency.code"), nullable=False),
    sa.Column("quote", sa.String(3), sa.ForeignKey("currency.code"), nullable=False),
    coded("basis", RATE_BASIS, index=True),
    words("rate"),
    *day("period", ordered=True),
    key("citation_id", "citation.id"),
    sa.UniqueConstraint("base", "quote", "basis", "period"),
)
table(
    "price_index",
    *record(),
    coded("series", PRICE_SERIES, index=True),
    sa.Column("country", sa.String(2), nullable=False),
    sa.Column("year", sa.Integer, nullable=False, index=True),
    words("value"),
    words("change", optional=True),
    sa.Column("base_year", sa.Integer, nullable=True),
    sa.Column("currency", sa.String(3), sa.ForeignKey("currency.code"), nullable=True),
    key("citation_id", "citation.id"),
    sa.UniqueConstraint("series", "country", "year"),
)
table(
    "code_value",
    *record(),
    words("codelist", index=True),
    words("code"),
    words("label", optional=True),
    words("maps_to_codelist", optional=True),
    words("maps_to_code", optional=True),
    key("citation_id", "citation.id"),
    sa.UniqueConstraint("codelist", "code"),
)

CURRENCIES = {  # decimals of the minor unit, by ISO 4217
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
        COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
        ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
        MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}


def upgrade() -> None:
    for made in TABLES.sorted_tables:
        op.execute(CreateTable(made))
        for index in sorted(made.indexes, key=lambda index: str(index.name)):
            op.execute(CreateIndex(index))
    rows = [{"code": code, "digits": digits} for digits, codes in CURRENCIES.items() for code in codes.split()]
    op.bulk_insert(TABLES.tables["currency"], rows)


def downgrade() -> None:
    for made in reversed(TABLES.sorted_tables):
        op.drop_table(made.name)

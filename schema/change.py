"""What imports did to records: the change log, which mirrors follow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import strawberry

import db
from schema.declare import PAGE_ARGUMENTS, column, made, one, parsed, registered, registered_id, table_column
from schema.entity import entity, publish
from schema.kinds import AllOf, Many

if TYPE_CHECKING:
    from db.revision import ChangeKind
    from schema.node import Node
    from schema.revision import Revision


@strawberry.type(description="One field of a record before and after a change.")
class FieldChange:
    name: str = strawberry.field(
        description="The field, as the tables call it: `value_amount` is in whole minor units (tiyn, cents), "
        "`signed_on` is the first day that a date may be, `suppliers` is a list as a whole."
    )
    before: str | None = strawberry.field(
        description="What it was: a text as it stands, a number in digits, another record by its slug, a list as JSON; "
        "null if there was nothing."
    )
    after: str | None = strawberry.field(description="What it became, in the same way; null if there is nothing.")


def field_changes(before: str | None, after: str | None) -> list[dict[str, Any]]:
    """The fields in two JSON objects of the change log, by name; each as an object of the public schema."""
    old, new = (json.loads(text) if text is not None else {} for text in (before, after))
    return [
        {"name": name, "before": _text(old.get(name)), "after": _text(new.get(name)), "__typename": "FieldChange"}
        for name in sorted(old.keys() | new.keys())
    ]


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@entity(db.Change, "What one import did to one record.")
class Change:
    number: int = column(db.Change.id, "Its place in the feed: later changes have higher numbers.")
    kind: ChangeKind = column(db.Change.kind, "What was done.")
    type: str = column(db.Change.type, "The kind of record, as `__typename` calls it, or Dataset.", filter=True)
    slug: str = column(db.Change.slug, "The record's slug; the name of a data set.", filter=True)
    record_id: strawberry.ID = registered_id(
        db.Change.type, db.Change.slug, "The record's `id`, the same as long as it is there and when it is gone."
    )
    node: Node | None = registered(
        db.Change.type,
        db.Change.slug,
        "The record as it is now, not as it was then; null if it is gone now, and for a data set.",
    )
    fields: list[FieldChange] = parsed(
        field_changes,
        db.Change.before,
        db.Change.after,
        description="The fields that became others, by name; all that it had if it was removed, none if it was added.",
    )
    revision: Revision = one("Revision", db.Change.revision, "The import that did it.")


def history(description: str) -> Any:
    """The changes of one record, the newest first."""
    kind, slug = table_column(db.Change.type), table_column(db.Change.slug)
    return made(Many("Change", slug, own="slug", kind=kind, newest_first=True), description, PAGE_ARGUMENTS)


def feed(description: str) -> Any:
    """A root field: all changes, the oldest first."""
    arguments = {**PAGE_ARGUMENTS, "filter": ("ChangeFilter | None", "Only those that fit.")}
    return made(AllOf("Change"), description, arguments)


publish(FieldChange)

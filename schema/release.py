"""What was published of a process, release by release."""

from __future__ import annotations

import db
from schema.declare import column
from schema.entity import entity


@entity(db.Release, "What a publisher released of a contracting process at one time (OCDS release), whole.")
class Release:
    release_id: str | None = column(db.Release.release_id, "The publisher's own id of it.")
    released_at: str | None = column(
        db.Release.released_at, "When, as the publisher prints it; null if that is not said."
    )
    tag: str | None = column(
        db.Release.tag, "What it tells of, by the standard's codes, such as tender or award; several with commas."
    )
    content: str = column(db.Release.content, "The whole release as JSON: also what is no field here.")
    record: str | None = column(
        db.Release.record,
        "What the record that it came in says besides its releases, as JSON; null if that is nothing.",
    )
    package: str | None = column(
        db.Release.package,
        "Who published it under which terms: the package that it came in, as JSON, without its releases. Null if none.",
    )

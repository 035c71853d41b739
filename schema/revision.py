"""The imports that changed something."""

from __future__ import annotations

import db
from schema.declare import column, marked, moment
from schema.entity import entity


@entity(db.Revision, "One import that changed something.")
class Revision:
    number: int = column(db.Revision.number, "Its number; later ones are higher.")
    dataset: str = column(db.Revision.dataset, "The short name of the data set that was loaded.")
    imported_at: str = moment(db.Revision.imported_at, "When, in UTC.")
    loaded: str | None = column(
        db.Revision.loaded,
        "By which command, and the names of what it was given; null for imports by a version that did not keep that. "
        "Of those, `changes` does not tell what they added.",
    )
    digest: str = column(db.Revision.digest, "SHA-256 of what was loaded.")
    cursor: str = marked(
        "Change",
        db.Revision.last_change,
        "Where this import ends in the feed: `changes(after:)` takes it, and gives what later imports did.",
    )

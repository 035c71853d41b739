"""What was published of a process, release by release (OCDS)."""

from __future__ import annotations

from typing import ClassVar

from db.columns import key, words
from db.node import Part


class Release(Part, table=True):
    """One release of a process, whole: also what the tables have no column for."""

    owner: ClassVar[str] = "process_id"
    listed_as: ClassVar[str] = "releases"

    process_id: int = key(to="process.id")
    release_id: str | None = words()  # the publisher's own
    released_at: str | None = words()  # date and time, as printed
    tag: str | None = words()  # what it is about, as the standard's releaseTag; several with commas
    content: str = words()  # JSON
    record: str | None = words()  # JSON of the record that it came in, null for what releases tell, if it says more
    package: str | None = words()  # JSON of the package that it came in, without its releases and records

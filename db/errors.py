"""What goes wrong between us and a database, in words that say how to mend it."""

from __future__ import annotations


class DatabaseUnavailableError(Exception):
    """The database cannot be opened or does not answer."""

    code = "DATABASE_UNAVAILABLE"

    def __init__(self, cause: str, mend: str) -> None:
        super().__init__(f"{cause} {mend}")
        self.cause = cause
        self.mend = mend


class StatementTimeoutError(Exception):
    """A statement took longer than it may."""

    code = "STATEMENT_TIMEOUT"

    def __init__(self, seconds: float) -> None:
        mend = "ask for fewer rows, fewer lists inside lists or a narrower filter"
        super().__init__(f"The database needed more than {seconds:g} s; {mend}.")

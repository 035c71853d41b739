"""Mistakes of the client: each has a code, names the value, and says how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class RequestError(Exception):
    """A request that cannot be answered as it stands; nothing was asked of the database."""

    code = "BAD_REQUEST"
    path: tuple[str, ...] = ()  # the field that it is about, where it is about one

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.details = details

    def formatted(self) -> list[dict[str, Any]]:
        """The errors as GraphQL prints them."""
        place = {"path": list(self.path)} if self.path else {}
        return [{"message": str(self), **place, "extensions": {"code": self.code, **self.details}}]


class DocumentError(RequestError):
    """A document that does not parse or does not fit the schema; carries graphql-core's own errors."""

    def __init__(self, code: str, errors: Sequence[Any]) -> None:
        super().__init__(errors[0].message)
        self.code = code
        self.errors = errors

    def formatted(self) -> list[dict[str, Any]]:
        return [
            {**error.formatted, "extensions": {**(error.extensions or {}), "code": self.code}} for error in self.errors
        ]


class OperationError(RequestError):
    """It is not clear what is asked, or it is not a query."""

    code = "UNKNOWN_OPERATION"


class LimitError(RequestError):
    """More than one request may ask for; `limit` and `actual` stand in the error's extensions."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, what: str, actual: int, limit: int, mend: str) -> None:
        super().__init__(
            f"{what}: {actual} is more than the limit of {limit}; {mend}", limit=limit, actual=actual, what=what
        )


class CostError(RequestError):
    """An operation that could touch more rows than it may; its whole cost and the limit stand in the extensions."""

    code = "COST_EXCEEDED"

    def __init__(self, cost: int, limit: int) -> None:
        mend = "ask for fewer rows with `first` at the inner lists, or in several requests"
        message = f"rows that the operation could touch: {cost} is more than the limit of {limit}; {mend}"
        super().__init__(message, cost=cost, limit=limit)


class NullError(RequestError):
    """A variable that is null where a value must be."""

    code = "BAD_NULL"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is null; give a value, or leave {name} out")


class PageError(RequestError):
    """A part of a list that cannot be meant."""

    code = "BAD_PAGE"


class GroupError(RequestError):
    """Groups that cannot be meant."""

    code = "BAD_GROUPS"


class CursorError(RequestError):
    """A cursor that is none of this list in this order."""

    code = "BAD_CURSOR"


class FilterError(RequestError):
    """A filter that does not say what it means."""

    code = "BAD_FILTER"


class IdentityError(RequestError):
    """A text that is not an id."""

    code = "BAD_ID"


class SearchError(RequestError):
    """A search without words, or with too many."""

    code = "BAD_SEARCH"


class TextError(RequestError):
    """A text that no database holds."""

    code = "BAD_TEXT"

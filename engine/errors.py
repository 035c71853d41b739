"""Mistakes of the client: each has a code, names the value, and says how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class RequestError(Exception):
    """A request that cannot be answered as it stands; nothing was asked of the database."""

    code = "BAD_REQUEST"

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.details = details

    def formatted(self) -> list[dict[str, Any]]:
        """The errors as GraphQL prints them."""
        return [{"message": str(self), "extensions": {"code": self.code, **self.details}}]


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
    code = "UNKNOWN_OPERATION"


class LimitError(RequestError):
    """More than one request may ask for; `limit` and `actual` stand in the error's extensions."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, what: str, actual: int, limit: int, mend: str) -> None:
        super().__init__(
            f"{what}: {actual} is more than the limit of {limit}; {mend}", limit=limit, actual=actual, what=what
        )


class PageError(RequestError):
    code = "BAD_PAGE"


class CursorError(RequestError):
    code = "BAD_CURSOR"


class FilterError(RequestError):
    code = "BAD_FILTER"


class IdentityError(RequestError):
    code = "BAD_ID"


class TextError(RequestError):
    code = "BAD_TEXT"

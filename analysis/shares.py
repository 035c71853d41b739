"""Shares of totals, exact."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

FOUR_DECIMALS = Decimal("0.0001")


def percent(part: int | None, whole: int | None) -> str | None:
    """A part of a whole in per cent with four decimals, half to even; None unless both are known."""
    if part is None or not whole:
        return None
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(FOUR_DECIMALS, ROUND_HALF_EVEN))

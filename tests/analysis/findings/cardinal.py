"""The indicators of Cardinal, read a second time from its documentation and without SQL, over OCDS releases.

The Open Contracting Partnership publishes the methodology: https://cardinal.readthedocs.io/en/latest/cli/indicators/.
Its package on PyPI does not hold the command that computes them, only `coverage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

Release = dict[str, Any]


def bids(release: Release, *statuses: str) -> Iterator[Release]:
    return (bid for bid in release["bids"]["details"] if bid.get("status") in statuses)


def submitted(release: Release) -> Iterator[Release]:
    return bids(release, "pending", "valid", "disqualified")


def priced(some: Iterator[Release]) -> Iterator[tuple[Release, float]]:
    return ((bid, bid["value"]["amount"]) for bid in some if "value" in bid)


def bidders(some: Iterator[Release]) -> set[str]:
    return {tenderer["id"] for bid in some for tenderer in bid["tenderers"]}


def active(release: Release) -> list[Release]:
    return [award for award in release["awards"] if award.get("status") == "active"]


def suppliers(release: Release) -> set[str]:
    return {supplier["id"] for award in active(release) for supplier in award["suppliers"]}


def is_final(release: Release) -> bool:
    return all(award.get("status") != "pending" for award in release["awards"])


def short_period(release: Release) -> bool:
    period = release["tender"].get("tenderPeriod", {})
    if release["tender"].get("procurementMethod") != "open" or len(period) < 2:
        return False
    start, end = (datetime.fromisoformat(period[name]) for name in ("startDate", "endDate"))
    return (end - start).days < 15


def single_bid(release: Release) -> bool:
    tender = release["tender"]
    return tender.get("procurementMethod") in {"open", "selective"} and tender.get("numberOfTenderers") == 1


def identical_bids(release: Release) -> bool:
    prices: dict[float, set[str]] = {}
    for bid, amount in priced(submitted(release)):
        prices.setdefault(amount, set()).update(bidders(iter([bid])))
    return any(len(each) > 1 for each in prices.values())


def late_bid_won(release: Release) -> bool:
    end = release["tender"].get("tenderPeriod", {}).get("endDate")
    late = (bid for bid in bids(release, "valid") if end and bid.get("date", "") > end)
    return not bidders(late).isdisjoint(suppliers(release))


def others_disqualified(release: Release) -> bool:
    winners = bidders(bids(release, "valid"))
    refused = bidders(bids(release, "disqualified")) - winners
    return is_final(release) and len(winners) == 1 and winners == suppliers(release) and bool(refused)


def lowest_disqualified(release: Release) -> bool:
    prices = [(amount, bid["status"] == "disqualified") for bid, amount in priced(submitted(release))]
    accepted = list(priced(bids(release, "valid")))
    return bool(active(release) and accepted) and min(prices)[1]  # of equal prices the accepted one counts


def distance(release: Release) -> float | None:
    """How far the lowest losing bid is from the winner's, as a share of it."""
    winners = suppliers(release)
    if not is_final(release) or len(active(release)) != 1 or len(winners) != 1:
        return None
    own: list[float] = []
    others: list[float] = []
    for bid, amount in priced(bids(release, "valid")):
        (own if bidders(iter([bid])) == winners else others).append(amount)
    return (min(others) - min(own)) / min(own) if own and others and min(others) >= min(own) else None


def quantile(values: list[float], share: float) -> float:
    """The median-unbiased estimate, which Cardinal's library of statistics computes."""
    ordered = sorted(values)
    place = (len(ordered) + 1 / 3) * share + 1 / 3
    return ordered[int(place) - 1] + (place - int(place)) * (ordered[int(place)] - ordered[int(place) - 1])


SIMPLE: dict[str, Callable[[Release], bool]] = {
    "R003": short_period,
    "R018": single_bid,
    "R028": identical_bids,
    "R030": late_bid_won,
    "R035": others_disqualified,
    "R036": lowest_disqualified,
}


def indicators(all_releases: list[Release]) -> set[tuple[str, str]]:
    """Which indicators name which processes."""
    looked_at = [release for release in all_releases if release["tender"].get("status") != "cancelled"]
    found = {(code, each["ocid"]) for code, names in SIMPLE.items() for each in looked_at if names(each)}
    distances = {each["ocid"]: far for each in looked_at if (far := distance(each)) is not None}
    first, third = (quantile(list(distances.values()), share) for share in (0.25, 0.75))
    found |= {("R024", ocid) for ocid, far in distances.items() if far <= first - 1.5 * (third - first)}
    return found | {("R058", ocid) for ocid, far in distances.items() if far >= third + 1.5 * (third - first)}

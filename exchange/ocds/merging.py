"""One process out of its releases, by the rules of the standard."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ocdsmerge import Merger
from ocdsmerge.exceptions import (
    MissingDateKeyError,
    NonStringDateValueError,
    NullDateValueError,
    OCDSMergeError,
    OCDSMergeWarning,
)

from exchange.ocds.releases import Release, Tree
from exchange.problems import Problems

# What the standard's schema (1.1) says of merging, so that nobody is asked for it. All else follows from the data:
# objects are merged by key, lists of objects with ids by id, other lists are replaced.
LEFT_OUT = ("id", "date", "tag")
WHOLE_LISTS = (
    *("parties/additionalIdentifiers", "parties/roles", "buyer/additionalIdentifiers"),
    *("tender/procuringEntity/additionalIdentifiers", "tender/tenderers/additionalIdentifiers"),
    *("tender/items/additionalClassifications", "tender/additionalProcurementCategories", "tender/submissionMethod"),
    *("tender/amendments/changes", "tender/amendment/changes"),
    *("awards/suppliers/additionalIdentifiers", "awards/items/additionalClassifications"),
    *("awards/amendments/changes", "awards/amendment/changes"),
    *("contracts/items/additionalClassifications", "contracts/relatedProcesses/relationship"),
    "contracts/implementation/transactions/payer/additionalIdentifiers",
    "contracts/implementation/transactions/payee/additionalIdentifiers",
    *("contracts/amendments/changes", "contracts/amendment/changes", "relatedProcesses/relationship"),
)
RULES: dict[tuple[str, ...], str] = {
    **{(name,): "omitWhenMerged" for name in LEFT_OUT},
    **{tuple(path.split("/")): "wholeListMerge" for path in WHOLE_LISTS},
}
DATES = (MissingDateKeyError, NonStringDateValueError, NullDateValueError)
DATED = "give each release of a process its date and time, such as 2018-01-31T12:00:00Z"
MERGER = Merger(merge_rules=RULES)


def merged(releases: Sequence[Release], problems: Problems) -> Tree | None:
    """The process as its releases tell it together; None, and a problem, if they do not say which is the latest."""
    try:
        return compiled([release.tree for release in releases])
    except (OCDSMergeError, TypeError) as error:  # it takes ids for texts or numbers
        mend = DATED if isinstance(error, DATES) else "write the same field in the same form in each of them"
        problems.add(releases[0].place, releases[0].ocid, f"cannot be merged with others of it: {error}", mend)
        return None


def compiled(releases: Sequence[Tree]) -> Tree:
    """The compiled release of a process; raises OCDSMergeError.

    What was released before a compiled release is contained in that.
    """
    with _unwarned():
        made: Tree = MERGER.create_compiled_release(_from_the_last_compiled(releases))
    return made


def versioned(releases: Sequence[Tree]) -> Tree:
    """The versioned release of a process: each value with the releases that told it; raises OCDSMergeError."""
    with _unwarned():
        made: Tree = MERGER.create_versioned_release(list(releases))
    return made


def _from_the_last_compiled(releases: Sequence[Tree]) -> list[Tree]:
    places = [place for place, release in enumerate(releases) if release.get("tag") == ["compiled"]]
    return list(releases[places[-1] :]) if places else list(releases)


@contextmanager
def _unwarned() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OCDSMergeWarning)
        yield

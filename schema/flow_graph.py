"""A flow of money as nodes and links: a pure function over the records below a root.

It conserves at every node. A record is supplied out of its parent's amount, the best known links and then the largest
parts first; what the parent cannot supply comes from EXCESS, so that every amount stays what it is, and what no part
takes up goes to a remainder. All sums are whole numbers of minor units.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from db.codes import Basis
from db.currency import DIGITS
from db.flow import FlowEnd, FlowKind
from db.sums import whole as whole_sum

STRENGTH = tuple(str(basis) for basis in Basis)
NAMED = 3  # suppliers of a joint node that its label names
LABELS = {
    FlowKind.NOT_TRACED: "Not traced",
    FlowKind.NOT_AWARDED: "Not awarded",
    FlowKind.NOT_CONTRACTED: "Not contracted",
    FlowKind.NOT_PAID: "Not paid",
    FlowKind.CANCELLED: "Cancelled",
    FlowKind.UNSUCCESSFUL: "Unsuccessful",
    FlowKind.WITHHELD: "Withheld",
    FlowKind.EXCESS: "More than the whole",
}
REMAINDERS = {"LOT": "NOT_AWARDED", "AWARD": "NOT_CONTRACTED", "CONTRACT": "NOT_PAID"}
SUPPLIED = ("AWARD", "CONTRACT")  # kinds of records that lead to suppliers where nothing more is known


class Part(NamedTuple):
    """A record as the statement gives it."""

    level: int
    id: int
    up: int | None
    kind: str
    slug: str
    label: str | None
    basis: str | None
    currency: str
    amount: int
    qualifier: str | None
    carried: bool
    ending: str | None
    parts: tuple[int, int, int]  # how many, and their sum in two halves
    suppliers: Sequence[tuple[str, str | None]] = ()
    payments: Sequence[tuple[str | None, str | None, int, int, int]] = ()  # to each payee, summed as above


Payees = tuple[tuple[str, str], ...]  # slugs and names
Supplied = tuple[str, int, str | None]  # a node's key, its amount, and how it is known to belong there


class Whole(NamedTuple):
    """A node of a record, and the suppliers that it leads to where nothing more is known."""

    key: str
    level: int
    part: Part
    payees: Payees

    @property
    def amount(self) -> int:
        return self.part.amount

    @property
    def kind(self) -> str:
        return self.part.kind

    @property
    def basis(self) -> str | None:
        return self.part.basis

    @property
    def ending(self) -> str | None:
        return self.part.ending


def money_flow(found: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """The flow from a record, or from a body (`found["body"]`); None if no amount is known."""
    records = [Part(*row) for row in found["records"]]
    root = body_of(found["body"]) if found.get("body") else next((each for each in records if each.level == 0), None)
    if root is None:
        return None
    flow = Flow(records, arguments["depth"])
    flow.follow(root)
    return {
        "basis": arguments["basis"],
        "currency": root.currency,
        "nodes": [{**each, "amount": money(each["amount"], root.currency)} for each in flow.nodes],
        "links": [{**each, "amount": money(each["amount"], root.currency)} for each in flow.links],
        "__typename": "MoneyFlow",
    }


def body_of(told: Mapping[str, Any]) -> Part:
    """A body as the whole of what it pays for."""
    _, high, low = told["parts"]
    names = (told["id"], None, str(FlowKind.ORGANIZATION), told["slug"], told["label"])
    return Part(0, *names, None, told["currency"], whole_sum(high, low), None, True, None, told["parts"])


def money(amount: int, currency: str) -> dict[str, Any]:
    """An amount as it is shown."""
    digits = DIGITS[currency]
    whole, rest = divmod(amount, 10**digits)
    text = f"{whole}.{rest:0{digits}}" if digits else str(whole)
    return {"amount": text, "currency": currency, "__typename": "FlowAmount"}


def opaque(kind: str, slug: str) -> str:
    """The id of a record, as `Node.id` has it."""
    return f"{kind}:{slug}".encode().hex()


def type_of(kind: str) -> str:
    """The public type of a kind: `BudgetLine` for BUDGET_LINE."""
    return "".join(word.capitalize() for word in kind.split("_"))


class Flow:
    """Nodes and links in the making."""

    def __init__(self, records: Sequence[Part], depth: int) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.links: list[dict[str, Any]] = []
        self.depth = depth
        self._parts: dict[int | None, list[Part]] = defaultdict(list)
        for each in sorted(records, key=lambda part: (-part.amount, part.id)):
            self._parts[each.up].append(each)
        self._shown: set[int] = set()
        self._supplier_nodes: dict[str, dict[str, Any]] = {}

    def follow(self, root: Part) -> None:
        """Everything from the root on, level by level; suppliers come last."""
        if root.ending == FlowEnd.LEFT_OUT:  # of the flows of others
            root = root._replace(ending=None)
        waiting = deque([self.record(root, 0, ())])
        while waiting:
            whole = waiting.popleft()
            if whole.level < self.depth:
                waiting.extend(self.divide(whole))
        self.nodes += self._supplier_nodes.values()

    def divide(self, whole: Whole) -> list[Whole]:
        """Give a node's money to its parts, and what is left to a remainder; the parts that go on."""
        if whole.ending in (FlowEnd.CANCELLED, FlowEnd.UNSUCCESSFUL):
            self.remainder(whole, whole.amount)
            return []
        parts = list(self.parts(whole))
        supplied = [(part.key, part.amount, part.basis) for part in parts]
        supplied += self.further(whole, parts)
        supplied += self.paid(whole)
        if supplied:
            self.remainder(whole, self.supply(whole, supplied))
        elif whole.payees:
            self.pay(whole.key, whole.level, whole.amount, whole.payees)
        elif whole.kind not in SUPPLIED or whole.ending is not None:
            self.remainder(whole, whole.amount)
        return parts

    def parts(self, whole: Whole) -> Iterator[Whole]:
        """The parts that are shown one by one; a record is shown once."""
        for part in self._parts[whole.part.id]:
            if part.id not in self._shown:
                yield self.record(part, whole.level + 1, whole.payees)

    def further(self, whole: Whole, shown: Sequence[Whole]) -> Iterator[Supplied]:
        """The other parts as one node, if there are any."""
        many, high, low = whole.part.parts
        if many > len(shown):
            amount = whole_sum(high, low) - sum(part.amount for part in shown)
            key = f"{FlowKind.MORE}:{whole.key}"
            self.node(key, FlowKind.MORE, f"{many - len(shown)} more", amount, whole.level + 1)
            yield key, amount, None

    def supply(self, whole: Whole, parts: Sequence[Supplied]) -> int:
        """Links to the parts, and from EXCESS what they are more than the whole; what is left of it."""
        left, excess = whole.amount, max(sum(amount for _, amount, _ in parts) - whole.amount, 0)
        source = f"{FlowKind.EXCESS}:{whole.key}"
        if excess:
            self.node(source, FlowKind.EXCESS, LABELS[FlowKind.EXCESS], excess, whole.level)
        for key, amount, basis in sorted(parts, key=best_known_first):
            taken = min(left, amount)
            left -= taken
            self.link(whole.key, key, taken, basis)
            if taken < amount:
                self.link(source, key, amount - taken, None)
        return left

    def paid(self, whole: Whole) -> Iterator[Supplied]:
        """The payments upon a contract as one node, with those who were paid."""
        if not whole.part.payments:
            return
        payees: dict[Payees, int] = defaultdict(int)
        for slug, name, _, high, low in whole.part.payments:
            payees[((slug, name or slug),) if slug is not None else whole.payees] += whole_sum(high, low)
        amount, many = sum(payees.values()), sum(payment[2] for payment in whole.part.payments)
        key, level = f"{FlowKind.PAYMENTS}:{whole.key}", whole.level + 1
        self.node(key, FlowKind.PAYMENTS, f"{many} payment{'s' * (many > 1)}", amount, level)
        if level < self.depth and any(payees):
            for to, part in payees.items():
                self.pay(key, level, part, to)
            self.left(key, level, FlowKind.NOT_TRACED, payees.get((), 0))
        yield key, amount, None

    def pay(self, source: str, level: int, amount: int, payees: Payees) -> None:
        """Lead money to who gets it, if that is known."""
        if not payees:
            return
        slugs, names = zip(*payees, strict=True)
        joint = len(payees) > 1
        kind = FlowKind.SUPPLIERS if joint else FlowKind.SUPPLIER
        key = f"{type_of(kind)}:{'+'.join(slugs)}"
        label = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
        if key not in self._supplier_nodes:
            told = {} if joint else {"id": opaque("Organization", slugs[0]), "slug": slugs[0]}
            self._supplier_nodes[key] = node_of(key, kind, label, 0, level + 1, **told)
        found = self._supplier_nodes[key]
        found["amount"] += amount
        found["level"] = max(found["level"], level + 1)
        self.link(source, key, amount, None)

    def remainder(self, whole: Whole, amount: int) -> None:
        """What is left of a record's money, by what it is called."""
        self.left(whole.key, whole.level, FlowKind[whole.ending or REMAINDERS.get(whole.kind, "NOT_TRACED")], amount)

    def left(self, source: str, level: int, kind: FlowKind, amount: int) -> None:
        """A node for what is left, if anything is."""
        if amount:
            self.node(f"{kind}:{source}", kind, LABELS[kind], amount, level + 1)
            self.link(source, f"{kind}:{source}", amount, None)

    def record(self, part: Part, level: int, payees: Payees) -> Whole:
        """A record with its node; a contract that names no supplier has those of its award."""
        self._shown.add(part.id)
        kind = type_of(part.kind)
        told = {"id": opaque(kind, part.slug), "slug": part.slug, "qualifier": part.qualifier, "carried": part.carried}
        key = f"{kind}:{part.slug}"
        self.node(key, part.kind, part.label or part.slug, part.amount, level, **told)
        own = tuple((slug, name or slug) for slug, name in part.suppliers)
        return Whole(key, level, part, own or payees)

    def node(self, key: str, kind: str, label: str, amount: int, level: int, **told: Any) -> None:
        self.nodes.append(node_of(key, kind, label, amount, level, **told))

    def link(self, source: str, target: str, amount: int, basis: str | None) -> None:
        told = {"source": source, "target": target, "amount": amount, "basis": basis}
        self.links.append({**told, "__typename": "FlowLink"})


def node_of(key: str, kind: str, label: str, amount: int, level: int, **told: Any) -> dict[str, Any]:
    """A node with all its fields."""
    known = {"key": key, "kind": str(kind), "label": label, "amount": amount, "level": level}
    nothing = {"id": None, "slug": None, "qualifier": None, "carried": False}
    return {**known, **nothing, **told, "__typename": "FlowNode"}


def best_known_first(part: tuple[str, int, str | None]) -> tuple[int, int]:
    """The order in which parts are supplied."""
    _, amount, basis = part
    return (STRENGTH.index(basis) if basis else len(STRENGTH)), -amount

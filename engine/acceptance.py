"""One pass over a document: it is counted, and accepted if every part of it is surely right.

graphql-core's validation is exact and explains each mistake, but takes longer than most answers. So what is plain
is accepted here, by rules that are nowhere wider than the specification's. On the least doubt, graphql-core decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphql import GraphQLInputType, GraphQLType, Undefined, is_input_type, type_from_ast
from graphql.language import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
)
from graphql.validation.rules.variables_in_allowed_position import allowed_variable_usage

from engine.fields import fragments_of
from engine.limits import Figures
from engine.literals import Uses, all_fit, fits
from engine.merging import Merging
from engine.vocabulary import NOTHING, UNKNOWN, Kind, Places, Vocabulary

MOST_FRAGMENTS = 50  # graphql-core gives up on documents that take it too long to compare
MOST_SELECTIONS = 200  # with fragments: it gives up on more of them inside each other, and here all are counted


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation, its place among the definitions, how much it asks for, and the types of its variables."""

    place: int
    node: OperationDefinitionNode
    figures: Figures
    variables: Mapping[str, GraphQLInputType]

    @property
    def name(self) -> str:
        """Its name, or nothing."""
        return self.node.name.value if self.node.name else ""


class Reading:
    """What one pass found in a document."""

    def __init__(self, vocabulary: Vocabulary, document: DocumentNode) -> None:
        self.sizes: set[str] = set()  # the variables that size a page, or name a type: their values shape the plan
        self._vocabulary = vocabulary
        self._sure = True
        self._plain = True  # no selection holds a fragment, or one key twice
        self._selections = 0
        self._counted: dict[str, Figures | None] = {}  # fragments; None while one is being counted
        self._fragments = fragments_of(document)
        self.operations = [
            self._operation(place, each)
            for place, each in enumerate(document.definitions)
            if isinstance(each, OperationDefinitionNode)
        ]
        self._definitions = len(document.definitions)

    def is_accepted(self) -> bool:
        """Whether the document is surely right; to be asked once it is known to be within the limits."""
        names = {each.name for each in self.operations}
        return (
            self._sure
            and self._definitions == len(self._fragments) + len(names)
            and (len(names) == 1 or "" not in names)
            and len(self._counted) == len(self._fragments) <= MOST_FRAGMENTS
            and (not self._fragments or self._selections <= MOST_SELECTIONS)
            and (self._plain or self._merges())
        )

    def _merges(self) -> bool:
        query = self._vocabulary.query
        merging = Merging(self._vocabulary, self._fragments)
        return all(merging.merges([(query, each.node.selection_set)]) for each in self.operations)

    def _operation(self, place: int, node: OperationDefinitionNode) -> Asked:
        figures, definitions = Figures(), node.variable_definitions or ()
        kinds = {each.variable.name.value: type_from_ast(self._vocabulary.schema, each.type) for each in definitions}
        self._selection(self._vocabulary.query, node.selection_set, figures)
        self._doubt(node.operation is not OperationType.QUERY or bool(node.directives))
        self._doubt(len(kinds) < len(definitions) or kinds.keys() != {name for name, *_ in figures.uses})
        if self._sure and definitions:
            self._doubt(not self._are_right(definitions, kinds, figures.uses))
        return Asked(place, node, figures, kinds)  # type: ignore[arg-type]  # what is no input type is refused

    def _doubt(self, reason: bool) -> None:
        if reason:
            self._sure = False

    def _are_right(
        self, definitions: Sequence[VariableDefinitionNode], kinds: Mapping[str, GraphQLType | None], uses: Uses
    ) -> bool:
        """Whether variables are of types for values, their defaults are of those, and all fits where it is used."""
        declared = {}
        for each in definitions:
            name, default = each.variable.name.value, each.default_value
            kind = kinds[name]
            if each.directives or kind is None or not is_input_type(kind):
                return False
            if default is not None and not fits(self._vocabulary, default, kind, set()):
                return False
            declared[name] = kind, default
        return all(
            allowed_variable_usage(self._vocabulary.schema, *declared[name], place, None if given else Undefined)
            for name, place, given in uses
        )

    def _selection(self, kind: Kind, node: SelectionSetNode, figures: Figures) -> None:
        self._selections += 1
        keys = set()
        for each in node.selections:
            if each.directives:
                self._directives(each.directives, figures)
            if isinstance(each, FieldNode):
                keys.add((each.alias or each.name).value)
                self._field(kind, each, figures)
            elif isinstance(each, InlineFragmentNode):
                self._inline(kind, each, figures)
            elif isinstance(each, FragmentSpreadNode):
                self._spread(kind, each.name.value, figures)
        if len(keys) < len(node.selections):
            self._plain = False

    def _field(self, kind: Kind, node: FieldNode, figures: Figures) -> None:
        known, inner = kind.fields.get(node.name.value, UNKNOWN), node.selection_set
        figures.add_field(node.alias is not None)
        if known is UNKNOWN or known.is_introspection or (inner is None) != (known.kind is None):
            self._sure = False
        if node.arguments or known.arguments.required:
            self._arguments(known.arguments, node.arguments or (), known.shaping, figures)
        if inner is not None:
            figures.enter(known.is_record, known.is_introspection)
            self._selection(known.kind or NOTHING, inner, figures)
            figures.leave(known.is_record, known.is_introspection)

    def _arguments(
        self, places: Places, nodes: Sequence[ArgumentNode], shaping: frozenset[str], figures: Figures
    ) -> None:
        for each in nodes:
            if each.name.value in shaping and isinstance(each.value, VariableNode):
                self.sizes.add(each.value.name.value)
        self._doubt(not all_fit(self._vocabulary, places, nodes, figures.uses))

    def _inline(self, kind: Kind, node: InlineFragmentNode, figures: Figures) -> None:
        inner = self._kind(node.type_condition.name.value) if node.type_condition else kind
        self._doubt(inner.possible.isdisjoint(kind.possible))
        self._selection(inner, node.selection_set, figures)

    def _spread(self, kind: Kind, name: str, figures: Figures) -> None:
        definition = self._fragments.get(name)
        if definition is None:
            self._sure = False
            return
        counted = self._fragment(definition)
        self._doubt(self._kind(definition.type_condition.name.value).possible.isdisjoint(kind.possible))
        self._doubt(counted is None)
        figures.add(counted or Figures())

    def _fragment(self, node: FragmentDefinitionNode) -> Figures | None:
        """A fragment's figures, counted once; None inside itself."""
        if node.name.value not in self._counted:
            self._counted[node.name.value] = None
            figures = Figures()
            self._doubt(bool(node.directives or node.variable_definitions))
            self._selection(self._kind(node.type_condition.name.value), node.selection_set, figures)
            self._counted[node.name.value] = figures
        return self._counted[node.name.value]

    def _kind(self, name: str) -> Kind:
        return self._vocabulary.kinds.get(name, NOTHING)

    def _directives(self, nodes: Sequence[DirectiveNode], figures: Figures) -> None:
        """Conditions alone, each once."""
        figures.directives += len(nodes)
        self._doubt(len({each.name.value for each in nodes}) < len(nodes))
        for each in nodes:
            places = self._vocabulary.conditions.get(each.name.value)
            fit = places is not None and all_fit(self._vocabulary, places, each.arguments or (), figures.uses)
            self._doubt(not fit)

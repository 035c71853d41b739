"""Whether fields that come together under one key are surely one field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphql.language import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from engine.vocabulary import Kind, Known, Vocabulary

MOST_ALIKE = 100  # graphql-core gives up on documents that take it too long to compare

Selection = tuple[Kind, SelectionSetNode]
Found = tuple[Known, FieldNode]


class Merging:
    """Lays out the selections of a document whose fields, fragments and types are all known."""

    def __init__(self, vocabulary: Vocabulary, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._vocabulary = vocabulary
        self._fragments = fragments
        self._alike = 0

    def merges(self, selections: Iterable[Selection]) -> bool:
        """Whether each key of these selections, taken together, means one field with one list of arguments.

        The specification asks less of fields of which only one can be there, as of two kinds of records.
        """
        fields: dict[str, list[Found]] = {}
        spread: set[str] = set()
        for kind, selection in selections:
            self._lay_out(kind, selection, fields, spread)
        return all(self._is_one(found) for found in fields.values())

    def _lay_out(
        self, kind: Kind, selection: SelectionSetNode, fields: dict[str, list[Found]], spread: set[str]
    ) -> None:
        for node in selection.selections:
            if isinstance(node, FieldNode):
                key = (node.alias or node.name).value
                fields.setdefault(key, []).append((kind.fields[node.name.value], node))
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inner = self._vocabulary.kinds[condition.name.value] if condition else kind
                self._lay_out(inner, node.selection_set, fields, spread)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                fragment = self._fragments[node.name.value]
                inner = self._vocabulary.kinds[fragment.type_condition.name.value]
                self._lay_out(inner, fragment.selection_set, fields, spread)

    def _is_one(self, found: list[Found]) -> bool:
        known, node = found[0]
        self._alike += len(found) - 1
        for other, another in found[1:]:
            if another.name.value != node.name.value or other.shape != known.shape or given(another) != given(node):
                return False
        inner = [
            (each.kind, field.selection_set)
            for each, field in found
            if each.kind is not None and field.selection_set is not None
        ]
        return self._alike <= MOST_ALIKE and (not inner or self.merges(inner))


def given(node: FieldNode) -> dict[str, object]:
    """A field's arguments in no order."""
    return {each.name.value: each.value for each in node.arguments or ()}

"""Several questions in one QTI item as a group whose marks are summed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from itembank.bodies import Response
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.mapped import Document, Mapped
from itembank.interchange.qti.processing import Processing
from itembank.interchange.qti.proofs import find_proven_item
from itembank.interchange.qti.separation import judges_one_by_one
from itembank.interchange.qti.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share(Processing):
    """What one question adds to the marks of its item, while the others are not answered."""

    base: Fraction

    def score(self, responses: Mapping[str, Value]) -> Fraction:
        """Give the marks above those for no answer."""
        return Processing.score(self, responses) - self.base


def map_group(
    questions: Sequence[tuple[str, Mapped]], common: Document, processing: Processing
) -> Mapped:
    """Put questions together; each gets the key that its own share of the marks proves.

    Raises:
        ItemRefused: when the marks are no sum over the questions, or a share is by none of our
            rules.
    """
    parts = [mapped for _prompt, mapped in questions]
    owners = {
        name: f"q{number}"
        for number, mapped in enumerate(parts, start=1)
        for name in mapped.variables
    }
    if not judges_one_by_one(processing, owners):
        raise ItemRefused("scores several questions together")
    share = _Share(
        declared=processing.declared,
        outcomes=processing.outcomes,
        rules=processing.rules,
        base=processing.score({}),
    )
    rows: list[Document] = []
    for number, (prompt, mapped) in enumerate(questions, start=1):
        own: Document = {"type": mapped.item_type, "prompt": prompt}
        item = find_proven_item(mapped, common | own | mapped.fields, share)
        rows.append({"id": f"q{number}", **own, **item.body.to_document()})
    rights = [mapped.right for mapped in parts]
    return Mapped(
        item_type="stimulus_group",
        fields={},
        keys=({"questions": rows},),
        axes=tuple(axis for mapped in parts for axis in mapped.axes),
        join=lambda raws: _join(parts, raws),
        right=None
        if None in rights
        else tuple(option for right in rights for option in right or ()),
        most={name: most for mapped in parts for name, most in mapped.most.items()},
        questions=owners,
    )


def _join(parts: Sequence[Mapped], raws: Sequence[object]) -> Response:
    response: Response = {}
    begin = 0
    for number, mapped in enumerate(parts, start=1):
        end = begin + len(mapped.axes)
        response[f"q{number}"] = mapped.join(raws[begin:end])
        begin = end
    return response

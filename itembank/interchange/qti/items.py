"""One QTI 3 item as an item of the bank, scored here as it scores itself, or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from itembank.bodies import Response
from itembank.interchange.contents import Content
from itembank.interchange.errors import ItemRefused
from itembank.interchange.media_files import MediaShelf
from itembank.interchange.qti.bodies import ItemBody, read_body_content
from itembank.interchange.qti.context import FEEDBACK, ItemContext
from itembank.interchange.qti.declarations import (
    read_maximum,
    read_outcomes,
    read_responses,
)
from itembank.interchange.qti.groups import map_group
from itembank.interchange.qti.interactions import MAPPERS
from itembank.interchange.qti.interactions.open_work import map_speaking, map_writing
from itembank.interchange.qti.interactions.written import (
    map_gap_texts,
    map_inline_choices,
    map_short_text,
)
from itembank.interchange.qti.mapped import Document, Mapped
from itembank.interchange.qti.plans import ItemPlan, QuestionPlan, plan_item
from itembank.interchange.qti.processing import Processing, read_processing
from itembank.interchange.qti.proofs import find_proven_item, read_unscored_item
from itembank.interchange.xml_documents import children, find_child, local_name, tidy
from itembank.items import Item

TITLE_AS_STIMULUS = "the title stands above several questions"
GAP_BELOW = "the place to write stands below the question"
FACTS = ("code", "part", "theme", "learning_environment", "skill", "level", "read_aloud")
GAP_SIGN = "…"

_OPEN = {"qti-extended-text-interaction": map_writing, "qti-upload-interaction": map_speaking}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """An item that was read, what changed, and the response that the file calls correct."""

    item: Item
    notes: tuple[str, ...]
    declared: Response | None


def read_qti_item(
    root: etree._Element,
    *,
    path: str,
    shelf: MediaShelf,
    common: Document,
    passages: Sequence[ItemBody] = (),
) -> ReadItem:
    """Read an item; `common` are its code, part and theme, `passages` its shared stimuli.

    Raises:
        ItemRefused: with why it cannot be an item of the bank, or would be scored otherwise.
    """
    _check_kind(root)
    element = find_child(root, "qti-item-body")
    if element is None:
        raise ItemRefused("has no body")
    reading = ItemContext(
        path=path, shelf=MediaShelf(package=shelf.package), declared={}, processing=None, title=""
    )
    read_body_content(element, reading)
    declared = read_responses(root)
    processing = read_processing(root, declared, read_outcomes(root))
    context = ItemContext(
        path=path,
        shelf=shelf,
        declared=declared,
        processing=processing,
        title=tidy(root.get("title", "")),
    )
    if children(root, "qti-modal-feedback"):
        context.note(FEEDBACK)
    body = read_body_content(element, context)
    plan = plan_item(_join(passages, body), root.get("title", ""), context)
    reader = _Reader(
        context=context,
        body=body,
        plan=plan,
        maximum=read_maximum(root),
        own_type=element.get("data-item-type"),
    )
    return reader.read(common | _read_facts(element))


def _check_kind(root: etree._Element) -> None:
    if root.get("adaptive", "false") == "true":
        raise ItemRefused("changes with the answers (it is adaptive)")
    made_anew = ("qti-template-declaration", "qti-template-processing", "qti-template-block")
    if any(local_name(one) in made_anew for one in children(root)):
        raise ItemRefused("has parts that are made anew for every candidate")
    if any(local_name(one) == "qti-companion-materials-info" for one in children(root)):
        raise ItemRefused("needs materials beside the screen")


def _join(passages: Sequence[ItemBody], body: ItemBody) -> ItemBody:
    pieces = [piece for passage in passages for piece in passage.content.pieces]
    return ItemBody(content=Content(pieces=(*pieces, *body.content.pieces)), inline=body.inline)


def _read_facts(body: etree._Element) -> Document:
    """Read the facts that QTI has no words for, as our own packages write them."""
    facts: Document = {
        name: body.get(f"data-{name.replace('_', '-')}", "")
        for name in FACTS
        if body.get(f"data-{name.replace('_', '-')}")
    }
    enemies = body.get("data-enemies", "").split()
    return facts | ({"enemies": enemies} if enemies else {})


def _number_gaps(
    inline: Mapping[str, etree._Element], question: QuestionPlan
) -> tuple[dict[str, etree._Element], str]:
    """Number the gaps of one question from g1; in the body they are numbered through."""
    text, numbered = question.text, {}
    for number, (gap, element) in enumerate(inline.items(), start=1):
        text = text.replace(f"{{{gap}}}", f"{{g{number}}}")
        numbered[f"g{number}"] = element
    return numbered, text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    context: ItemContext
    body: ItemBody
    plan: ItemPlan
    maximum: Fraction | None
    own_type: str | None

    def read(self, common: Document) -> ReadItem:
        document = common | ({"stimulus": self.plan.stimulus} if self.plan.stimulus else {})
        if not self.body.inline and all(one.block is None for one in self.plan.questions):
            return self._read_information(document)
        if len(self.plan.questions) > 1:
            return self._read_group(document)
        question = self.plan.questions[0]
        mapped = self._map(question)
        return self._finish(
            mapped,
            document | {"type": mapped.item_type, "prompt": question.prompt} | mapped.fields,
        )

    def _read_information(self, document: Document) -> ReadItem:
        question = self.plan.questions[0]
        stimulus = dict(self.plan.stimulus)
        text = question.text or stimulus.pop("text", "")
        rest: Document = {"stimulus": stimulus} if stimulus else {}
        whole = {name: value for name, value in document.items() if name != "stimulus"} | rest
        item = read_unscored_item(
            whole | {"type": "information", "prompt": question.prompt, "text": text}
        )
        return ReadItem(item=item, notes=tuple(self.context.notes), declared=None)

    def _read_group(self, document: Document) -> ReadItem:
        processing = self._processing()
        mapped = map_group(
            [(one.prompt, self._map(one)) for one in self.plan.questions], document, processing
        )
        if "stimulus" not in document:
            self.context.note(TITLE_AS_STIMULUS)
            document = document | {"stimulus": {"text": self.context.title}}
        item_type = self.own_type or ("listening" if self._is_listening() else mapped.item_type)
        return self._finish(
            mapped, document | {"type": item_type, "prompt": self.context.title} | mapped.fields
        )

    def _is_listening(self) -> bool:
        return "audio" in self.plan.stimulus

    def _finish(self, mapped: Mapped, document: Document) -> ReadItem:
        if mapped.axes:
            item = find_proven_item(mapped, document, self._processing())
        else:
            item = read_unscored_item(document)
        declared = None if mapped.right is None else mapped.join([one.raw for one in mapped.right])
        return ReadItem(item=item, notes=tuple(self.context.notes), declared=declared)

    def _processing(self) -> Processing:
        if self.context.processing is None:
            raise ItemRefused("does not say how it is scored")
        return self.context.processing

    def _map(self, question: QuestionPlan) -> Mapped:
        if question.block is not None:
            return self._map_block(question.block)
        inline = {gap: self.body.inline[gap] for gap in question.gaps}
        if not inline:
            raise ItemRefused("has a question without a place to answer")
        kinds = {local_name(one) for one in inline.values()}
        if len(kinds) > 1:
            raise ItemRefused("mixes choosing and writing in one text")
        if kinds == {"qti-inline-choice-interaction"}:
            return map_inline_choices(*_number_gaps(inline, question), self.context)
        entries = list(inline.values())
        if len(entries) == 1 and self._stands_alone(entries[0], question):
            return map_short_text(entries[0], self.context)
        return map_gap_texts(*_number_gaps(inline, question), self.context)

    def _stands_alone(self, entry: etree._Element, question: QuestionPlan) -> bool:
        """Tell whether an entry needs no text around it, and give that text to the question."""
        rest = question.text.replace(f"{{{question.gaps[0]}}}", GAP_SIGN)
        if not any(letter.isalnum() for letter in rest):
            return True
        if not self.context.variable(entry).base_type.is_number:
            return False
        self.context.note(GAP_BELOW)
        question.prompt = " ".join((question.prompt, *rest.split("\n")))
        return True

    def _map_block(self, element: etree._Element) -> Mapped:
        name = local_name(element)
        if name in _OPEN and not self._is_scored(element):
            return _OPEN[name](element, self.context, self.maximum)
        if name not in MAPPERS:
            raise ItemRefused("asks for the upload of a file")
        return MAPPERS[name](element, self.context)

    def _is_scored(self, element: etree._Element) -> bool:
        identifier = element.get("response-identifier", "")
        processing = self.context.processing
        return processing is not None and any(
            one.identifier == identifier for one in processing.list_expressions()
        )

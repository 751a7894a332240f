"""One item of the bank as a QTI 3 item, in one language."""

from collections.abc import Callable, Mapping, Sequence

from itembank.interchange.qti.writing.chosen import (
    write_choices,
    write_gap_choice,
    write_hot_text,
    write_hotspot,
    write_order,
    write_pairs,
)
from itembank.interchange.qti.writing.markup import (
    Document,
    Written,
    decimal,
    declare,
    list_of,
    paragraphs,
    rows_of,
    table_of,
    tag,
)
from itembank.interchange.qti.writing.written import (
    write_gap_text,
    write_information,
    write_inline_choice,
    write_long_writing,
    write_number,
    write_short_text,
    write_speaking,
)

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
FACTS = ("code", "part", "theme", "learning_environment", "skill", "level", "read_aloud")

Write = Callable[[Document, str, str], Written]
_WRITERS: Mapping[str, Write] = {
    **dict.fromkeys(
        ("select_one", "true_false", "true_false_unknown", "image_choice", "select_several"),
        write_choices,
    ),
    "hot_text": write_hot_text,
    "hotspot": write_hotspot,
    "order": write_order,
    "match_pairs": write_pairs,
    "categorise": write_pairs,
    "gap_choice": write_gap_choice,
    "gap_text": write_gap_text,
    "inline_choice": write_inline_choice,
    "short_text": write_short_text,
    "number": write_number,
    "long_writing": write_long_writing,
    "speaking": write_speaking,
    "information": write_information,
}


def find_obstacle(document: Document) -> str | None:
    """Say what of an item QTI cannot hold: a generated figure, or marks that are no decimals."""
    rows: Sequence[Document] = [document]
    if document["type"] in ("stimulus_group", "listening"):
        rows = rows_of(document["questions"])
    for row in rows:
        if row["type"] not in _WRITERS:
            return f"items of the type {row['type']}"
        if not all(map(decimal, _list_marks(row))):
            return "marks that are no decimals, such as a third"
    return None


def write_item(
    document: Document, *, language: str, direction: str, media: str, state: str | None = None
) -> str:
    """Write an item; `media` is the way to the media from its file.

    `state` is that of a translation.
    """
    written = _write_question(document, media)
    most = decimal(document["max_marks"]) if "max_marks" in document else None
    score = tag(
        "qti-outcome-declaration",
        tag("qti-default-value", tag("qti-value", "0")),
        identifier="SCORE",
        cardinality="single",
        base_type="float",
        normal_maximum=most,
    )
    facts = {f"data_{name}": document.get(name) for name in FACTS}
    body = tag(
        "qti-item-body",
        _write_stimulus(table_of(document.get("stimulus")), media) + written.body,
        dir=direction,
        data_item_type=document["type"],
        data_translation_state=state,
        data_enemies=" ".join(list_of(document.get("enemies"))) or None,
        **facts,
    )
    item = tag(
        "qti-assessment-item",
        _declare_plays(document) + written.declarations + score + body + _write_processing(written),
        xmlns=NAMESPACE,
        identifier=document["code"],
        title=document["prompt"],
        adaptive="false",
        time_dependent="false",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_with_language(item, language)}'


def _list_marks(row: Document) -> list[object]:
    names = ("lower", "upper", "max_marks")
    bounds = [row[name] for name in names if name in row]
    return [*table_of(row.get("values")).values(), *bounds]


def _with_language(item: str, language: str) -> str:
    return item.replace("<qti-assessment-item", f'<qti-assessment-item xml:lang="{language}"', 1)


def _write_question(document: Document, media: str) -> Written:
    if document["type"] not in ("stimulus_group", "listening"):
        return _WRITERS[str(document["type"])](document, "RESPONSE", media)
    parts = [
        _WRITERS[str(row["type"])](row, f"RESPONSE-{row['id']}", media)
        for row in rows_of(document["questions"])
    ]
    return Written(
        declarations="".join(part.declarations for part in parts),
        body="".join(part.body for part in parts),
        rules="".join(part.rules for part in parts),
    )


def _write_processing(written: Written) -> str:
    if written.template is not None:
        return tag("qti-response-processing", template=f"{TEMPLATES}/{written.template}.xml")
    return tag("qti-response-processing", written.rules) if written.rules else ""


def _write_stimulus(stimulus: Document, media: str) -> str:
    written = paragraphs(stimulus["text"]) if "text" in stimulus else ""
    if "image" in stimulus:
        source = f"{media}{stimulus['image']}"
        written += tag("p", tag("img", src=source, alt=stimulus["image_text"]))
    for kind in ("audio", "video"):
        if kind in stimulus:
            written += _write_recording(stimulus, kind, media)
    return tag("div", written, data_role="stimulus") if written else ""


def _declare_plays(document: Document) -> str:
    if "plays" not in table_of(document.get("stimulus")):
        return ""
    return declare("PLAYS", [], base_type="integer")


def _write_recording(stimulus: Document, kind: str, media: str) -> str:
    track = (
        tag("track", src=f"{media}{stimulus['captions']}", kind="captions")
        if "captions" in stimulus
        else ""
    )
    recording = tag(
        kind, track, src=f"{media}{stimulus[kind]}", data_transcript=stimulus.get("transcript")
    )
    if "plays" not in stimulus:
        return tag("p", recording)
    return tag(
        "qti-media-interaction",
        recording,
        response_identifier="PLAYS",
        autostart="false",
        max_plays=stimulus["plays"],
    )

"""Gaps to write in, texts, numbers, and what assessors judge, in QTI 3."""

from itembank.interchange.qti.writing.markup import (
    Document,
    Written,
    add_mapped_if_given,
    add_one_if,
    declare,
    is_correct,
    list_of,
    map_values,
    mapped,
    paragraphs,
    qti_id,
    rows_of,
    tag,
    words,
)


def write_gap_text(document: Document, variable: str, media: str) -> Written:
    """Write a text with gaps to write in."""
    gaps = rows_of(document["gaps"])
    names = {str(gap["id"]): f"{variable}-{gap['id']}" for gap in gaps}
    entries = {str(gap["id"]): _entry(names[str(gap["id"])], gap) for gap in gaps}
    declarations = "".join(_declare_text(names[str(gap["id"])], gap) for gap in gaps)
    return _write_gaps(document, list(names.values()), entries, declarations, is_mapped=True)


def write_inline_choice(document: Document, variable: str, media: str) -> Written:
    """Write a text with gaps that have choices."""
    gaps = rows_of(document["gaps"])
    names = {str(gap["id"]): f"{variable}-{gap['id']}" for gap in gaps}
    entries = {
        str(gap["id"]): tag(
            "qti-inline-choice-interaction",
            "".join(
                tag("qti-inline-choice", words(row["text"]), identifier=qti_id(row["id"]))
                for row in rows_of(gap["choices"])
            ),
            response_identifier=names[str(gap["id"])],
            shuffle="false",
        )
        for gap in gaps
    }
    declarations = "".join(declare(names[str(gap["id"])], [qti_id(gap["key"])]) for gap in gaps)
    return _write_gaps(document, list(names.values()), entries, declarations, is_mapped=False)


def write_short_text(document: Document, variable: str, media: str) -> Written:
    """Write one text to write."""
    return Written(
        declarations=_declare_text(variable, document),
        body=_marked_prompt(document) + tag("p", _entry(variable, document)),
        rules=add_mapped_if_given(variable),
        template="map_response",
    )


def write_number(document: Document, variable: str, media: str) -> Written:
    """Write one number to write."""
    value, tolerance = str(document["value"]), str(document.get("tolerance", "0"))
    unit = document.get("unit")
    entry = tag("qti-text-entry-interaction", response_identifier=variable, data_unit=unit)
    near = tag(
        "qti-equal",
        tag("qti-correct", identifier=variable) + tag("qti-variable", identifier=variable),
        tolerance_mode="absolute",
        tolerance=f"{tolerance} {tolerance}",
    )
    return Written(
        declarations=declare(variable, [value], base_type="float"),
        body=_marked_prompt(document) + tag("p", entry),
        rules=add_one_if(near),
    )


def write_long_writing(document: Document, variable: str, media: str) -> Written:
    """Write a text that assessors read."""
    palette = list_of(document.get("palette"))
    return Written(
        declarations=declare(variable, [], base_type="string"),
        body=tag(
            "qti-extended-text-interaction",
            tag("qti-prompt", words(document["prompt"])),
            response_identifier=variable,
            data_min_words=document["min_words"],
            data_max_words=document["max_words"],
            data_palette=" ".join(palette) or None,
        ),
    )


def write_speaking(document: Document, variable: str, media: str) -> Written:
    """Write a recording that assessors hear."""
    return Written(
        declarations=declare(variable, [], base_type="file"),
        body=tag(
            "qti-upload-interaction",
            tag("qti-prompt", words(document["prompt"])),
            response_identifier=variable,
            data_prepare_seconds=document["prepare_seconds"],
            data_record_seconds=document["record_seconds"],
            data_takes=document["takes"],
        ),
    )


def write_information(document: Document, variable: str, media: str) -> Written:
    """Write a page without a question."""
    return Written(declarations="", body=_marked_prompt(document) + paragraphs(document["text"]))


def _write_gaps(
    document: Document,
    names: list[str],
    entries: dict[str, str],
    declarations: str,
    *,
    is_mapped: bool,
) -> Written:
    text = "".join(
        f"<p>{words(line).format_map(entries)}</p>" for line in str(document["text"]).split("\n")
    )
    if document["rule"] == "1.10":
        rules = "".join(
            add_mapped_if_given(one) if is_mapped else add_one_if(is_correct(one)) for one in names
        )
    else:
        tests = "".join(_is_mapped(one) if is_mapped else is_correct(one) for one in names)
        rules = add_one_if(tag("qti-and", tests))
    return Written(declarations=declarations, body=_marked_prompt(document) + text, rules=rules)


def _is_mapped(variable: str) -> str:
    one = tag("qti-base-value", "1", base_type="float")
    return tag("qti-equal", mapped(variable) + one, tolerance_mode="exact")


def _declare_text(variable: str, key: Document) -> str:
    accepted = list_of(key["accepted"])
    mapping = map_values(dict.fromkeys(accepted, 1), case=key.get("case") is True)
    return declare(variable, accepted[:1], base_type="string", mapping=mapping)


def _entry(variable: str, key: Document) -> str:
    return tag(
        "qti-text-entry-interaction",
        response_identifier=variable,
        data_diacritics=None if key.get("diacritics", True) is True else "false",
        data_distance=key.get("distance") or None,
    )


def _marked_prompt(document: Document) -> str:
    return tag("p", words(document["prompt"]), data_role="prompt")

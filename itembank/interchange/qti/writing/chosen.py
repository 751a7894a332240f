"""Choices, areas, spans, orders and pairs in QTI 3."""

from itertools import pairwise

from itembank.interchange.qti.writing.markup import (
    Document,
    Written,
    add,
    add_one_if,
    decimal,
    declare,
    is_correct,
    list_of,
    map_values,
    mapped,
    qti_id,
    rows_of,
    table_of,
    tag,
    words,
)

_MATCH, _MAP = "match_correct", "map_response"


def write_choices(document: Document, variable: str, media: str) -> Written:
    """Write choices of which one or several can be made."""
    rows = rows_of(document["choices"])
    is_single = document["type"] != "select_several"
    inside = "".join(
        tag("qti-simple-choice", _label(row, media), identifier=qti_id(row["id"])) for row in rows
    )
    body = tag(
        "qti-choice-interaction",
        _prompt(document) + inside,
        response_identifier=variable,
        max_choices=int(is_single),
        min_choices=0,
        shuffle="false",
        data_item_type=document["type"],
    )
    ids = [str(row["id"]) for row in rows]
    return _write_choosing(document, variable, body, ids, is_single=is_single)


def write_hot_text(document: Document, variable: str, media: str) -> Written:
    """Write a text of which spans can be chosen."""
    spans = {str(row["id"]): str(row["text"]) for row in rows_of(document["spans"])}
    text = "".join(f"<p>{_fill(line, spans)}</p>" for line in str(document["text"]).split("\n"))
    is_single = document["rule"] == "1.1"
    body = tag(
        "qti-hottext-interaction",
        _prompt(document) + text,
        response_identifier=variable,
        max_choices=int(is_single),
    )
    return _write_choosing(document, variable, body, list(spans), is_single=is_single)


def write_hotspot(document: Document, variable: str, media: str) -> Written:
    """Write an image of which areas can be chosen."""
    areas = rows_of(document["areas"])
    is_single = document["rule"] == "1.1"
    image = tag(
        "img",
        src=f"{media}{document['image']}",
        alt=document["image_text"],
        width=document["width"],
        height=document["height"],
    )
    inside = "".join(
        tag(
            "qti-hotspot-choice",
            identifier=qti_id(row["id"]),
            shape=row["shape"],
            coords=",".join(list_of(row["coords"])),
            hotspot_label=row["text"],
        )
        for row in areas
    )
    body = tag(
        "qti-hotspot-interaction",
        _prompt(document) + image + inside,
        response_identifier=variable,
        max_choices=int(is_single),
    )
    ids = [str(row["id"]) for row in areas]
    return _write_choosing(document, variable, body, ids, is_single=is_single)


def write_order(document: Document, variable: str, media: str) -> Written:
    """Write choices to put in order."""
    inside = "".join(
        tag("qti-simple-choice", _label(row, media), identifier=qti_id(row["id"]))
        for row in rows_of(document["choices"])
    )
    key = [qti_id(one) for one in list_of(document["key"])]
    is_whole = document["rule"] == "1.5"
    rules = add_one_if(is_correct(variable)) if is_whole else _neighbours(variable, key)
    return Written(
        declarations=declare(variable, key, cardinality="ordered"),
        body=tag(
            "qti-order-interaction",
            _prompt(document) + inside,
            response_identifier=variable,
            shuffle="false",
        ),
        rules=rules,
        template=_MATCH if is_whole else None,
    )


def write_pairs(document: Document, variable: str, media: str) -> Written:
    """Write two lists to match."""
    is_sorted = document["type"] == "categorise"
    names = ("choices", "categories") if is_sorted else ("left", "right")
    left, right = (rows_of(document[name]) for name in names)
    reuse = is_sorted or document.get("reuse") is True
    sides = "".join(
        tag(
            "qti-simple-match-set",
            "".join(
                tag(
                    "qti-simple-associable-choice",
                    _label(row, media),
                    identifier=f"{side}-{row['id']}",
                    match_max=most,
                )
                for row in rows
            ),
        )
        for side, rows, most in (("l", left, 1), ("r", right, 0 if reuse else 1))
    )
    key = [f"l-{one} r-{other}" for one, other in table_of(document["key"]).items()]
    return Written(
        declarations=_declare_pairs(variable, key, document["rule"] == "1.8"),
        body=tag(
            "qti-match-interaction",
            _prompt(document) + sides,
            response_identifier=variable,
            max_associations=len(left),
            shuffle="false",
            data_item_type=document["type"],
        ),
        rules=add(mapped(variable))
        if document["rule"] == "1.8"
        else add_one_if(is_correct(variable)),
        template=_MAP if document["rule"] == "1.8" else _MATCH,
    )


def write_gap_choice(document: Document, variable: str, media: str) -> Written:
    """Write a text with gaps and a bank of words."""
    reuse = 0 if document.get("reuse") is True else 1
    bank = "".join(
        tag("qti-gap-text", words(row["text"]), identifier=f"w-{row['id']}", match_max=reuse)
        for row in rows_of(document["choices"])
    )
    key = table_of(document["key"])
    gaps = {gap: tag("qti-gap", identifier=gap) for gap in key}
    text = "".join(
        f"<p>{words(line).format_map(gaps)}</p>" for line in str(document["text"]).split("\n")
    )
    # A word never has the identifier of a gap: the side of a pair can always be told.
    pairs = [f"w-{choice} {gap}" for gap, choice in key.items()]
    by_gap = document["rule"] == "1.10"
    return Written(
        declarations=_declare_pairs(variable, pairs, by_gap),
        body=tag(
            "qti-gap-match-interaction",
            _prompt(document) + bank + text,
            response_identifier=variable,
            shuffle="false",
            data_item_type=document["type"],
        ),
        rules=add(mapped(variable)) if by_gap else add_one_if(is_correct(variable)),
        template=_MAP if by_gap else _MATCH,
    )


def _write_choosing(
    document: Document, variable: str, body: str, ids: list[str], *, is_single: bool
) -> Written:
    key = [qti_id(one) for one in list_of(document.get("key"))]
    cardinality = "single" if is_single else "multiple"
    if document["rule"] in ("1.1", "1.2"):
        return Written(
            declarations=declare(variable, key, cardinality=cardinality),
            body=body,
            rules=add_one_if(is_correct(variable)),
            template=_MATCH,
        )
    lower, upper = decimal(document.get("lower", 0)), None
    if document["rule"] == "1.3":
        worth = {qti_id(one): "1" if qti_id(one) in key else "-1" for one in ids}
    else:
        values = table_of(document["values"])
        worth = {qti_id(one): decimal(value) for one, value in values.items()}
        upper = decimal(document["upper"]) if "upper" in document else None
        key = [one for one, value in worth.items() if not value.startswith("-")]
        key = [max(worth, key=lambda one: float(worth[one]))] if is_single else key
    mapping = map_values(worth, lower=lower, upper=upper)
    return Written(
        declarations=declare(variable, key, cardinality=cardinality, mapping=mapping),
        body=body,
        rules=add(mapped(variable)),
        template=_MAP,
    )


def _declare_pairs(variable: str, pairs: list[str], is_mapped: bool) -> str:
    return declare(
        variable,
        pairs,
        cardinality="multiple",
        base_type="directedPair",
        mapping=map_values(dict.fromkeys(pairs, 1)) if is_mapped else "",
    )


def _neighbours(variable: str, key: list[str]) -> str:
    """Each two neighbours of the key are looked for at each place."""
    places = range(1, len(key))
    return "".join(
        add_one_if(
            tag("qti-and", _stands_at(variable, place, one) + _stands_at(variable, place + 1, two))
        )
        for one, two in pairwise(key)
        for place in places
    )


def _stands_at(variable: str, place: int, choice: str) -> str:
    at = tag("qti-index", tag("qti-variable", identifier=variable), n=place)
    return tag("qti-match", at + tag("qti-base-value", choice, base_type="identifier"))


def _prompt(document: Document) -> str:
    return tag("qti-prompt", words(document["prompt"]))


def _label(row: Document, media: str) -> str:
    if "image" in row:
        return tag("img", src=f"{media}{row['image']}", alt=row["text"])
    return words(row["text"])


def _fill(line: str, spans: dict[str, str]) -> str:
    found = {id: tag("qti-hottext", words(text), identifier=id) for id, text in spans.items()}
    return words(line).format_map(found)

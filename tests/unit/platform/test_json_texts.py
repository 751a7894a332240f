"""JSON that is written out once says what it would say if it were written each time."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from testplatform.json_texts import put_first, read_json, to_json_text, write_json

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(st.text(), values, max_size=4)


@given(documents)
def test_a_document_comes_back(document: dict[str, Any]) -> None:
    assert read_json(write_json(to_json_text(document))) == document
    assert json.loads(write_json(document)) == document


@given(documents, documents)
def test_fields_are_put_before_the_others(fields: dict[str, Any], rest: dict[str, Any]) -> None:
    others = {name: value for name, value in rest.items() if name not in fields}
    together = json.loads(put_first(fields, to_json_text(others)))
    assert together == {**fields, **others}
    assert list(together) == [*fields, *others]


def test_a_text_is_not_taken_for_a_document() -> None:
    assert write_json("{}") == '"{}"'

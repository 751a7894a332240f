"""Strict JSON in, canonical JSON out."""

import pytest

from testplatform.clienttracking.documents import DocumentUnreadable, canonical_json, read_json


class TestReadingJson:
    def test_reads_a_document(self) -> None:
        assert read_json('{"naam":"ï","lijst":[1,null]}'.encode()) == {
            "naam": "ï",
            "lijst": [1, None],
        }

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"{", id="half a document"),
            pytest.param(b"{}{}", id="two documents"),
            pytest.param(b'{"a":1,"a":2}', id="name given twice"),
            pytest.param(b"[NaN]", id="not a number"),
            pytest.param(b"[-Infinity]", id="infinity"),
            pytest.param(b"[1e999]", id="number too large to be one"),
            pytest.param(b'["\xff"]', id="other encoding"),
            pytest.param(b'["\\ud800"]', id="half a character"),
            pytest.param(b"[" * 100_000, id="nesting without end"),
            pytest.param(b"1" * 5000, id="number of thousands of digits"),
        ],
    )
    def test_refuses_what_is_not_one_sound_document(self, body: bytes) -> None:
        with pytest.raises(DocumentUnreadable):
            read_json(body)

    def test_keeps_nothing_of_the_body_in_the_error(self) -> None:
        with pytest.raises(DocumentUnreadable) as refusal:
            read_json(b'{"given_name":"Amina"')

        assert refusal.value.__cause__ is None
        assert "Amina" not in repr(refusal.value)


class TestWritingCanonicalJson:
    def test_sorts_names_and_leaves_out_white_space(self) -> None:
        assert canonical_json({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'.encode()

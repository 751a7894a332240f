import pytest

from itembank.interchange import xml_documents
from itembank.interchange.errors import FileRefused
from itembank.interchange.xml_documents import (
    children,
    descendants,
    find_child,
    local_name,
    parse_xml,
    text_of,
)

BOMB = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"


class TestParseXml:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            pytest.param(BOMB, "document type", id="entities that multiply"),
            pytest.param(
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "document type", id="external"
            ),
            pytest.param("<a>&nbsp;</a>", "no well-formed XML", id="an unknown entity"),
            pytest.param("<a>", "no well-formed XML", id="not closed"),
            pytest.param("<a:b/>", "no well-formed XML", id="an unknown namespace"),
            pytest.param("", "no well-formed XML", id="nothing"),
            pytest.param("<a>" * 101 + "</a>" * 101, "more than 100 deep", id="too deep"),
            pytest.param(
                '<?xml version="1.0" encoding="x-none"?><a/>', "no well-formed", id="encoding"
            ),
        ],
    )
    def test_refuses_what_is_not_safe(self, text: str, reason: str) -> None:
        with pytest.raises(FileRefused, match=reason):
            parse_xml(text.encode(), "a.xml")

    def test_refuses_entities_in_any_encoding(self) -> None:
        with pytest.raises(FileRefused, match="document type"):
            parse_xml(BOMB.encode("utf-16"), "a.xml")

    def test_refuses_too_many_elements(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xml_documents, "MOST_ELEMENTS", 3)

        with pytest.raises(FileRefused, match="more than 3 elements"):
            parse_xml(b"<a><b/><b/><b/></a>", "a.xml")

    def test_refuses_a_document_that_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xml_documents, "LARGEST_XML", 3)

        with pytest.raises(FileRefused, match="larger than"):
            parse_xml(b"<a/>", "a.xml")

    def test_reads_what_is_sound(self) -> None:
        root = parse_xml(b"<a xmlns='x'><b>one  two</b><!-- no --><c><b>x</b></c></a>", "a.xml")

        assert local_name(root) == "a"
        assert text_of(root) == "one twox"
        assert [local_name(one) for one in children(root)] == ["b", "c"]
        assert len(descendants(root, "b")) == 2
        assert find_child(root, "d") is None

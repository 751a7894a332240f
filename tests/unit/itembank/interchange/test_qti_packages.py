"""Packages of QTI: their manifest, shared texts, translations, and the form they hold."""

import pytest

from itembank.interchange.errors import FileRefused
from itembank.interchange.previews import find_neighbours, preview
from itembank.interchange.reports import ImportReport
from itembank.texts import PROMPT
from tests.builders.qti import NAMESPACE, a_choice_interaction, a_qti_item, a_zip, an_old_item

REF = "<qti-assessment-stimulus-ref identifier='s' href='s.xml' title='s'/>"
STIMULUS = (
    f'<qti-assessment-stimulus xmlns="{NAMESPACE}" identifier="s" title="s">'
    "<qti-stimulus-body><p>Een brief.</p></qti-stimulus-body></qti-assessment-stimulus>"
)


def a_resource(
    identifier: str, href: str, *, kind: str = "imsqti_item_xmlv3p0", more: str = ""
) -> str:
    return (
        f"<resource identifier='{identifier}' type='{kind}' href='{href}'>"
        f"<metadata>{more}</metadata></resource>"
    )


def a_translation_of(source: str, *, language: str = "fr", kind: str = "isversionof") -> str:
    return (
        f"<lom><general><title/><language>{language}</language></general>"
        f"<relation><kind><value>{kind}</value></kind>"
        f"<resource_><identifier><entry>{source}</entry></identifier></resource_></relation></lom>"
    )


def a_manifest(*resources: str) -> str:
    return f"<manifest><resources>{''.join(resources)}</resources></manifest>"


def a_test(*hrefs: str) -> str:
    refs = "".join(
        f"<qti-assessment-item-ref identifier='r{number}' href='{href}'/>"
        for number, href in enumerate(hrefs)
    )
    return (
        f'<qti-assessment-test xmlns="{NAMESPACE}" identifier="Test 1" title="Een test" '
        "tool-version='nieuw'><qti-test-part identifier='p' data-programme='mo'>"
        "<qti-assessment-section identifier='Sokkel'>"
        f"<qti-ordering/>{refs}</qti-assessment-section></qti-test-part></qti-assessment-test>"
    )


def read(files: dict[str, str]) -> ImportReport:
    return preview(a_zip(files), "package.zip")


class TestForm:
    def test_has_the_sections_of_the_test_as_parts(self) -> None:
        form = read({"a.xml": a_qti_item(identifier="a"), "t.xml": a_test("a.xml")}).form

        assert form is not None
        assert (form.code, form.version, form.title) == ("test-1", 1, "Een test")
        assert [(one.code, one.items) for one in form.parts] == [("sokkel", ("A",))]

    @pytest.mark.parametrize("missing", ["b.xml", "none.xml"])
    def test_is_not_there_when_it_asks_what_is_not(self, missing: str) -> None:
        refused = a_qti_item(identifier="b", attributes="adaptive='true'")

        report = read({"a.xml": a_qti_item(), "b.xml": refused, "t.xml": a_test("a.xml", missing)})

        assert report.form is None

    def test_is_not_there_when_what_is_called_a_test_is_none(self) -> None:
        manifest = a_manifest(
            a_resource("a", "a.xml"), a_resource("t", "s.xml", kind="imsqti_test_xmlv3p0")
        )

        report = read({"imsmanifest.xml": manifest, "a.xml": a_qti_item(), "s.xml": STIMULUS})

        assert report.form is None


class TestSharedText:
    def test_stands_above_the_question(self) -> None:
        (found,) = read({"a.xml": a_qti_item(outcomes=REF), "s.xml": STIMULUS}).items

        assert found.item is not None
        assert found.item.stimulus is not None
        assert found.item.stimulus.text == "Een brief."

    @pytest.mark.parametrize(
        ("files", "reason"),
        [
            pytest.param({}, "that is not there", id="missing"),
            pytest.param({"s.xml": "<qti-assessment-stimulus/>"}, "that is none", id="empty"),
        ],
    )
    def test_is_needed(self, files: dict[str, str], reason: str) -> None:
        (found,) = read({"a.xml": a_qti_item(outcomes=REF), **files}).items

        assert reason in found.reason


class TestManifest:
    def test_tells_what_is_a_translation_of_what(self) -> None:
        manifest = a_manifest(
            a_resource("a", "a.xml", more="<lom><general><title/></general></lom>"),
            a_resource("a-fr", "fr.xml", more=a_translation_of("a")),
            a_resource("b", "b.xml", more=a_translation_of("a", kind="ispartof")),
            a_resource("note", "note.txt", kind="webcontent"),
        )
        french = a_qti_item(body=a_choice_interaction(prompt="Lequel ?"))

        first, second = read(
            {
                "imsmanifest.xml": manifest,
                "a.xml": a_qti_item(),
                "fr.xml": french,
                "b.xml": a_qti_item(),
                "note.txt": "x",
            }
        ).items

        assert [one.texts[PROMPT] for one in first.translations] == ["Lequel ?"]
        assert second.translations == ()

    @pytest.mark.parametrize(
        "french",
        [
            pytest.param(a_qti_item(body=a_choice_interaction("AB")), id="other choices"),
            pytest.param("<a", id="no XML"),
        ],
    )
    def test_leaves_out_a_translation_that_cannot_be_used(self, french: str) -> None:
        manifest = a_manifest(
            a_resource("a", "a.xml"), a_resource("a-fr", "fr.xml", more=a_translation_of("a"))
        )

        (found,) = read(
            {"imsmanifest.xml": manifest, "a.xml": a_qti_item(), "fr.xml": french}
        ).items

        assert found.item is not None
        assert "the translation fr was left out" in found.reason


class TestSingleItem:
    def test_names_the_files_beside_it(self) -> None:
        xml = a_qti_item(
            body="<p><img src='a.svg'/><img src='https://example.org/b.svg'/><a href='#c'/></p>"
        )

        assert find_neighbours(xml.encode()) == ("a.svg",)

    @pytest.mark.parametrize("data", [b"Som {T}", b"<a"])
    def test_names_none_when_it_is_none(self, data: bytes) -> None:
        assert find_neighbours(data) == ()

    def test_of_another_version_is_refused_when_it_cannot_be_converted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_xml: str) -> str:
            raise ValueError("no")

        monkeypatch.setattr("itembank.interchange.qti.versions.upgrade_qti2_to_qti3", fail)

        with pytest.raises(FileRefused, match="cannot be converted from QTI 2: no"):
            preview(an_old_item().encode(), "old.xml")


class TestImages:
    @pytest.mark.parametrize(
        ("image", "reason"),
        [
            pytest.param("GIF89a", "is none of", id="another kind"),
            pytest.param("<svg", "is no well-formed XML", id="broken"),
        ],
    )
    def test_are_what_they_must_be(self, image: str, reason: str) -> None:
        body = f"<p><img src='a.svg' alt='x'/></p>{a_choice_interaction()}"

        (found,) = read({"item.xml": a_qti_item(body=body), "a.svg": image}).items

        assert reason in found.reason

    def test_of_one_name_get_names_of_their_own(self) -> None:
        body = f"<p><img src='i/a.svg' alt='x'/></p>{a_choice_interaction()}"
        image = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"

        report = read(
            {
                "1/i/a.svg": image.format(""),
                "2/i/a.svg": image.format("<g/>"),
                "1/item.xml": a_qti_item(body=body),
                "2/item.xml": a_qti_item(body=body),
            }
        )

        assert len(report.media) == 2
        assert {name[:2] for name in report.media} == {"a.", "a-"}

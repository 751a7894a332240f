from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from itembank.differences import Change
from itembank.item_documents import item_to_document
from testplatform.web.authoring.differences import compare_documents
from tests.builders.items import a_choice, an_item

SENTENCES = st.text(alphabet="abc ?", min_size=1, max_size=12)


def a_document(**wishes: Any) -> dict[str, Any]:
    return item_to_document(an_item(**wishes))


class TestCompareDocuments:
    def test_of_the_same_document_is_nothing(self) -> None:
        assert compare_documents(a_document(), a_document()) == ()

    def test_names_the_text_that_changed_word_by_word(self) -> None:
        [difference] = compare_documents(
            a_document(prompt="Wat vraagt u?"), a_document(prompt="Wat zegt u?")
        )

        changes = [(one.change, one.text) for one in difference.stretches]
        assert difference.path == "prompt"
        assert changes == [
            (Change.KEPT, "Wat "),
            (Change.REMOVED, "vraagt"),
            (Change.ADDED, "zegt"),
            (Change.KEPT, " u?"),
        ]

    def test_knows_a_row_that_moved(self) -> None:
        rows = [a_choice(id) for id in "abc"]

        differences = compare_documents(
            a_document(choices=rows), a_document(choices=[rows[1], rows[0], rows[2]])
        )

        assert [one.path for one in differences] == ["choices"]

    def test_names_the_key(self) -> None:
        [difference] = compare_documents(a_document(key="b"), a_document(key="c"))

        assert difference.path == "key"
        assert [one.text for one in difference.stretches] == ["b", "c"]

    @settings(max_examples=60, deadline=None)
    @given(old=SENTENCES, new=SENTENCES)
    def test_holds_both_texts(self, old: str, new: str) -> None:
        differences = compare_documents({"prompt": old}, {"prompt": new})

        stretches = differences[0].stretches if differences else ()
        assert bool(differences) == (old != new)
        if differences:
            assert "".join(s.text for s in stretches if s.change is not Change.ADDED) == old
            assert "".join(s.text for s in stretches if s.change is not Change.REMOVED) == new

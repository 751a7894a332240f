from hypothesis import given, settings
from hypothesis import strategies as st

from itembank.differences import Change, Stretch, compare_words

SENTENCES = st.text(alphabet="ab ,é\nש", max_size=30)


class TestCompareWords:
    def test_shows_the_word_that_changed(self) -> None:
        assert compare_words("U vraagt een kaart.", "U vraagt een pas.") == (
            Stretch(change=Change.KEPT, text="U vraagt een "),
            Stretch(change=Change.REMOVED, text="kaart"),
            Stretch(change=Change.ADDED, text="pas"),
            Stretch(change=Change.KEPT, text="."),
        )

    def test_of_equal_texts_is_one_stretch(self) -> None:
        assert compare_words("Wie?", "Wie?") == (Stretch(change=Change.KEPT, text="Wie?"),)

    def test_of_a_text_that_only_came_has_nothing_removed(self) -> None:
        assert compare_words("", "Wie?") == (Stretch(change=Change.ADDED, text="Wie?"),)

    @settings(max_examples=100, deadline=None)
    @given(old=SENTENCES, new=SENTENCES)
    def test_holds_both_texts_whole(self, old: str, new: str) -> None:
        stretches = compare_words(old, new)

        assert "".join(s.text for s in stretches if s.change is not Change.ADDED) == old
        assert "".join(s.text for s in stretches if s.change is not Change.REMOVED) == new

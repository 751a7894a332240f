import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank.media import MediaKind, MediaUse, find_kind
from testplatform.services.media_library import clean_stem


class TestCleanStem:
    @pytest.mark.parametrize(
        ("typed", "stem"),
        [
            ("Foto van Mij.PNG", "foto-van-mij"),
            ("../../etc/passwd", "passwd"),
            (r"C:\fotos\Gemeente Sint-Niklaas.jpeg", "gemeente-sint-niklaas"),
            ("café.svg", "cafe"),
            ("صورة.png", "bestand"),
            (".png", "png"),
        ],
    )
    def test_is_safe_everywhere(self, typed: str, stem: str) -> None:
        assert clean_stem(typed) == stem

    @settings(max_examples=100, deadline=None)
    @given(typed=st.text(max_size=120))
    def test_makes_a_name_that_items_may_have(self, typed: str) -> None:
        stem = clean_stem(typed)
        use = MediaUse(name=f"{stem}.png", kind=MediaKind.IMAGE, field="image")

        assert use.problem is None
        assert re.fullmatch(r"[a-z0-9-]{1,60}", stem)


class TestFindKind:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("bus.svg", MediaKind.IMAGE),
            ("gesprek.webm", MediaKind.AUDIO),
            ("film.mp4", MediaKind.VIDEO),
            ("film.vtt", MediaKind.CAPTIONS),
            ("page.html", None),
        ],
    )
    def test_goes_by_the_ending(self, name: str, kind: MediaKind | None) -> None:
        assert find_kind(name) is kind

import pytest

from itembank.media import MediaKind, find_kind


class TestFindKind:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("bag-paper.svg", MediaKind.IMAGE),
            ("message.mp3", MediaKind.AUDIO),
            ("message.webm", MediaKind.AUDIO),
            ("talk.mp4", MediaKind.VIDEO),
            ("talk.vtt", MediaKind.CAPTIONS),
            ("notes.txt", None),
        ],
    )
    def test_goes_by_the_ending(self, name: str, kind: MediaKind | None) -> None:
        assert find_kind(name) is kind

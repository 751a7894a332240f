import pytest

from itembank.bodies import ResponseNotUnderstood, Scoring
from tests.builders.items import a_speaking_body, a_speaking_item

RECORDING = "0123456789abcdef" * 2


class TestSpeaking:
    def test_is_scored_by_assessors(self) -> None:
        item = a_speaking_item()

        assert item.scoring is Scoring.ASSESSORS
        assert item.list_media() == ()
        assert item.body.award({"recording": RECORDING, "seconds": 12}) is None

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"prepare_seconds": 901}, "prepare_seconds"),
            ({"record_seconds": 0}, "record_seconds"),
            ({"record_seconds": 1801}, "record_seconds"),
            ({"takes": 0}, "takes"),
            ({"takes": 11}, "takes"),
            ({"max_marks": 0}, "max_marks"),
        ],
    )
    def test_is_not_sound_with(self, change: dict[str, int], field: str) -> None:
        assert [one.field for one in a_speaking_body(**change).list_problems()] == [field]

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param({}, id="nothing"),
            pytest.param({"recording": "../../etc/passwd", "seconds": 3}, id="a path"),
            pytest.param({"recording": RECORDING.upper(), "seconds": 3}, id="capitals"),
            pytest.param({"recording": RECORDING, "seconds": 71}, id="too long"),
            pytest.param({"recording": RECORDING}, id="no length"),
            pytest.param({"recording": None, "seconds": 3}, id="a length of nothing"),
        ],
    )
    def test_refuses(self, raw: object) -> None:
        with pytest.raises(ResponseNotUnderstood):
            a_speaking_body().check_response(raw)

    def test_says_how_long_was_spoken(self) -> None:
        body = a_speaking_body()

        assert body.describe_response({"recording": RECORDING, "seconds": 12}, {}) == ("12 s",)
        assert body.describe_response(body.empty_response(), {}) == ()

    def test_presents_times_and_takes(self) -> None:
        presentation = a_speaking_body().present({})

        assert (presentation.prepare_seconds, presentation.record_seconds) == (30, 60)
        assert (presentation.takes, presentation.interaction) == (2, "speaking")

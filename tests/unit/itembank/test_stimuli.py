import pytest

from itembank.items import source_texts
from itembank.media import MediaKind, MediaUse
from itembank.stimuli import Stimulus
from tests.builders.items import an_item


class TestStimulus:
    @pytest.mark.parametrize(
        "stimulus",
        [
            pytest.param(Stimulus(text="Een brief.\nVan Sam."), id="text"),
            pytest.param(Stimulus(image="bus.svg", image_text="Een bus"), id="image"),
            pytest.param(Stimulus(audio="talk.webm", plays=2), id="sound"),
            pytest.param(Stimulus(video="talk.mp4", captions="talk.vtt"), id="video"),
        ],
    )
    def test_is_sound_with(self, stimulus: Stimulus) -> None:
        assert list(stimulus.list_problems()) == []

    @pytest.mark.parametrize(
        ("stimulus", "fields"),
        [
            pytest.param(Stimulus(), ["stimulus"], id="nothing"),
            pytest.param(Stimulus(image="bus.svg"), ["stimulus.image_text"], id="image alone"),
            pytest.param(
                Stimulus(text="x", image_text="y"), ["stimulus.image_text"], id="no image"
            ),
            pytest.param(
                Stimulus(audio="a.mp3", video="a.mp4"), ["stimulus.audio"], id="sound and video"
            ),
            pytest.param(
                Stimulus(audio="a.mp3", captions="a.vtt"), ["stimulus.captions"], id="captions"
            ),
            pytest.param(Stimulus(text="x", plays=1), ["stimulus.plays"], id="plays of a text"),
            pytest.param(Stimulus(audio="a.mp3", plays=0), ["stimulus.plays"], id="no plays"),
            pytest.param(Stimulus(audio="../a.mp3"), ["stimulus.audio"], id="a path"),
            pytest.param(Stimulus(text=" x"), ["stimulus.text"], id="unclean text"),
        ],
    )
    def test_is_not_sound_with(self, stimulus: Stimulus, fields: list[str]) -> None:
        assert [problem.field for problem in stimulus.list_problems()] == fields

    def test_is_read_before_the_prompt(self) -> None:
        stimulus = Stimulus(text="Een brief.", image="bus.svg", image_text="Een bus")

        names = list(source_texts(an_item(stimulus=stimulus)))

        assert names[:3] == ["stimulus", "stimulus-image", "prompt"]

    def test_names_its_media(self) -> None:
        stimulus = Stimulus(image="bus.svg", image_text="Een bus")

        assert an_item(stimulus=stimulus).list_media() == (
            MediaUse(name="bus.svg", kind=MediaKind.IMAGE, field="stimulus.image"),
        )

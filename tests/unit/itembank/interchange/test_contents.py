"""Marked-up content becomes plain text, and what is lost on the way is said."""

import pytest
from lxml import etree

from itembank.interchange.contents import (
    EMBEDDED,
    EMPHASIS,
    LINK,
    RAISED,
    RUBY,
    STYLE,
    TABLE,
    Content,
    Paragraph,
    Picture,
    Recording,
    read_content,
    read_html,
)
from itembank.interchange.errors import ItemRefused
from itembank.media import MediaKind


def read(inside: str) -> Content:
    return read_content(etree.fromstring(f"<div>{inside}</div>"))


class TestText:
    @pytest.mark.parametrize(
        ("inside", "lines", "losses"),
        [
            pytest.param("Een<br/>twee<p>drie</p>vier", "Een|twee|drie|vier", (), id="lines"),
            pytest.param("<!-- x -->Een <?y z?>twee", "Een twee", (), id="comments"),
            pytest.param("<b>Een</b> <a href='#'>twee</a>", "Een twee", (EMPHASIS, LINK), id="a"),
            pytest.param("<style>p {}</style>Een", "Een", (STYLE,), id="style"),
            pytest.param("<ruby>漢<rt>kan</rt></ruby>", "漢", (RUBY,), id="ruby"),
            pytest.param("m<sup>2</sup> H<sub>2</sub>O", "m² H₂O", (), id="raised figures"),
            pytest.param("n<sup>de</sup>", "nde", (RAISED,), id="raised letters"),
            pytest.param(
                "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
                "a # b|c # d",
                (TABLE,),
                id="table",
            ),
            pytest.param("<math><mi>x</mi><mo>=</mo><mn>2</mn></math>", "x=2", (), id="letters"),
            pytest.param("<iframe src='x'/>Een", "Een", (EMBEDDED,), id="frame"),
            pytest.param("<object data='x' type='text/html'/>", "", (EMBEDDED,), id="object"),
            pytest.param("<img alt='x'/>", "", (EMBEDDED,), id="image without a source"),
        ],
    )
    def test_is_plain(self, inside: str, lines: str, losses: tuple[str, ...]) -> None:
        texts = [line.replace("#", "|") for line in lines.split("|") if line]

        assert read(inside) == Content(
            pieces=tuple(Paragraph(text=text) for text in texts), losses=losses
        )

    def test_says_no_formula(self) -> None:
        with pytest.raises(ItemRefused, match="formula"):
            read("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>")

    @pytest.mark.parametrize(
        ("text", "losses"), [("Een", ()), ("Een<SCRIPT>alert(1)</SCRIPT>", (STYLE,))]
    )
    def test_of_html_has_no_script(self, text: str, losses: tuple[str, ...]) -> None:
        assert read_html(text) == Content(pieces=(Paragraph(text="Een"),), losses=losses)


class TestMedia:
    @pytest.mark.parametrize(
        ("inside", "piece"),
        [
            pytest.param(
                "<img src='a.png' alt=' een  bus ' width='4' height='3'/>",
                Picture(href="a.png", text="een bus", width="4", height="3"),
                id="image",
            ),
            pytest.param(
                "<object data='a.png' type='image/png'>een bus</object>",
                Picture(href="a.png", text="een bus"),
                id="object",
            ),
            pytest.param(
                "<audio data-transcript='Dag.'><source src='a.mp3'/></audio>",
                Recording(kind=MediaKind.AUDIO, href="a.mp3", transcript="Dag."),
                id="sound with a source inside",
            ),
            pytest.param(
                "<video src='a.mp4'><track src='a.vtt'/></video>",
                Recording(kind=MediaKind.VIDEO, href="a.mp4", captions="a.vtt"),
                id="video with captions",
            ),
        ],
    )
    def test_stand_between_the_lines(self, inside: str, piece: Picture | Recording) -> None:
        content = read(f"Een {inside} twee")

        assert content.pieces == (Paragraph(text="Een"), piece, Paragraph(text="twee"))
        assert content.line == "Een twee"
        assert content.pictures == ((piece,) if isinstance(piece, Picture) else ())

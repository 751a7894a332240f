"""Files that people upload: what is kept of them, and what is refused."""

import struct
import subprocess
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from itembank.media import MediaKind
from testplatform.config import PROJECT_ROOT
from testplatform.intake import CheckedFile, FileRefused, Refusal, check_file

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
DEMO_DRAWINGS = sorted((PROJECT_ROOT / "itembank/demo/mo-demo/media").glob("*.svg"))


class TestPhotographs:
    @pytest.mark.parametrize(
        ("form", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")]
    )
    def test_are_kept_by_their_content(self, form: str, extension: str, tmp_path: Path) -> None:
        checked = check(tmp_path, a_photograph(form))

        assert (checked.kind, checked.extension) == (MediaKind.IMAGE, extension)
        assert Image.open(BytesIO(checked.data)).size == (6, 4)

    def test_lose_where_they_were_taken(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[0x010F] = "Merk van het toestel"

        checked = check(tmp_path, a_photograph("JPEG", exif=exif))

        assert b"Merk van het toestel" not in checked.data

    @pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
    def test_with_an_archive_behind_them_are_refused(self, form: str, tmp_path: Path) -> None:
        archive = BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("page.html", "<script>alert(1)</script>")

        assert refusal_of(tmp_path, a_photograph(form) + archive.getvalue()) is (
            Refusal.MORE_THAN_ONE
        )

    def test_with_a_script_in_a_comment_lose_it(self, tmp_path: Path) -> None:
        plain = a_photograph("JPEG")
        script = b"*/=1;alert(1);/*"
        comment = b"\xff\xfe" + struct.pack(">H", len(script) + 2) + script

        assert script not in check(tmp_path, plain[:2] + comment + plain[2:]).data

    def test_that_would_fill_the_memory_are_refused(self, tmp_path: Path) -> None:
        bomb = a_png_that_claims(60_000, 60_000)

        assert len(bomb) < 100_000
        assert refusal_of(tmp_path, bomb) is Refusal.TOO_MANY_PIXELS

    def test_that_are_cut_off_are_refused(self, tmp_path: Path) -> None:
        image = a_photograph("PNG")

        assert refusal_of(tmp_path, image[:40] + image[-12:]) is Refusal.DAMAGED

    def test_that_move_are_refused(self, tmp_path: Path) -> None:
        file = BytesIO()
        frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
        frames[0].save(file, format="WEBP", save_all=True, append_images=frames[1:])

        assert refusal_of(tmp_path, file.getvalue()) is Refusal.MOVING

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(data=st.binary(max_size=200), form=st.sampled_from(["PNG", "JPEG", "WEBP"]))
    def test_with_anything_in_them_are_kept_or_refused(
        self, data: bytes, form: str, tmp_path: Path
    ) -> None:
        image = a_photograph(form)
        path = tmp_path / "file"
        path.write_bytes(image[:20] + data + image[20:])
        kinds = set()
        with suppress(FileRefused):
            kinds.add(check_file(path).kind)

        assert kinds <= {MediaKind.IMAGE}


class TestDrawings:
    @pytest.mark.parametrize("drawing", DEMO_DRAWINGS, ids=lambda path: path.stem)
    def test_of_the_demonstration_are_kept(self, drawing: Path) -> None:
        assert check_file(drawing).extension == "svg"

    def test_lose_their_comments(self, tmp_path: Path) -> None:
        checked = check(
            tmp_path, SVG.format("<!-- geheim --><rect width='1' height='1'/>").encode()
        )

        assert b"geheim" not in checked.data
        assert b"<rect" in checked.data

    def test_may_refer_to_themselves(self, tmp_path: Path) -> None:
        drawing = SVG.format("<defs><linearGradient id='g'/></defs><path d='M0 0' fill='url(#g)'/>")

        assert b"url(#g)" in check(tmp_path, drawing.encode()).data

    @pytest.mark.parametrize(
        "inside",
        [
            "<script>alert(1)</script>",
            "<rect onload='alert(1)'/>",
            "<foreignObject><p>x</p></foreignObject>",
            "<image href='https://example.org/x.png'/>",
            "<a href='javascript:alert(1)'><rect/></a>",
            "<use href='#a'/>",
            "<style>@import url(https://example.org)</style>",
            "<rect style='fill:url(https://example.org)'/>",
            "<rect fill='url(https://example.org#a)'/>",
            "<rect fill='URL (//example.org#a)'/>",
            "<set attributeName='href' to='javascript:alert(1)'/>",
            "<html xmlns='http://www.w3.org/1999/xhtml'/>",
            "<rect xmlns:x='http://www.w3.org/1999/xlink' x:href='#a'/>",
        ],
    )
    def test_with_anything_that_acts_or_fetches_are_refused(
        self, inside: str, tmp_path: Path
    ) -> None:
        assert refusal_of(tmp_path, SVG.format(inside).encode()) is Refusal.NOT_ALLOWED

    @pytest.mark.parametrize(
        "doctype",
        [
            '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE svg SYSTEM "https://example.org/x.dtd">',
        ],
    )
    def test_with_entities_are_refused(self, doctype: str, tmp_path: Path) -> None:
        data = f"<?xml version='1.0'?>{doctype}{SVG.format('<text>x</text>')}"

        assert refusal_of(tmp_path, data.encode()) is Refusal.NOT_ALLOWED

    def test_that_are_nested_without_end_are_refused(self, tmp_path: Path) -> None:
        assert refusal_of(tmp_path, SVG.format("<g>" * 999 + "</g>" * 999).encode()) is (
            Refusal.NOT_ALLOWED
        )

    def test_of_too_many_pieces_are_refused(self, tmp_path: Path) -> None:
        assert refusal_of(tmp_path, SVG.format("<rect/>" * 6_000).encode()) is Refusal.TOO_LARGE


class TestRecordings:
    @pytest.mark.parametrize(
        ("arguments", "ending", "kind"),
        [
            (["-c:a", "pcm_s16le"], "wav", MediaKind.AUDIO),
            (["-c:a", "libopus"], "webm", MediaKind.AUDIO),
            (["-c:a", "libmp3lame"], "mp3", MediaKind.AUDIO),
        ],
    )
    def test_are_kept_without_their_metadata(
        self, arguments: list[str], ending: str, kind: MediaKind, tmp_path: Path
    ) -> None:
        checked = check_file(a_tone(tmp_path / f"tone.{ending}", arguments))

        assert (checked.kind, checked.extension) == (kind, ending)
        assert 900 <= (checked.duration_ms or 0) <= 1_200
        assert b"geheime titel" not in checked.data

    def test_that_are_cut_off_are_refused(self, tmp_path: Path) -> None:
        path = a_tone(tmp_path / "tone.webm", ["-c:a", "libopus"])
        path.write_bytes(path.read_bytes()[:60])

        assert refusal_at(path) is Refusal.DAMAGED

    def test_that_are_a_playlist_in_disguise_are_refused(self, tmp_path: Path) -> None:
        playlist = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"

        assert refusal_of(tmp_path, playlist) is Refusal.UNKNOWN
        assert refusal_of(tmp_path, b"\x1aE\xdf\xa3" + playlist) is Refusal.DAMAGED


class TestCaptions:
    def test_are_kept_with_one_kind_of_line_end(self, tmp_path: Path) -> None:
        captions = b"\xef\xbb\xbfWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nDag.\r\n"

        checked = check(tmp_path, captions)

        assert checked.kind is MediaKind.CAPTIONS
        assert checked.data == b"WEBVTT\n\n00:01.000 --> 00:02.000\nDag.\n"

    @pytest.mark.parametrize(
        "data", [b"WEBVTT", b"WEBVTT\n\nno cue\n", b"WEBVTT\n\n\xff\xfe", b"WEBVTTX\n"]
    )
    def test_without_a_cue_are_refused(self, data: bytes, tmp_path: Path) -> None:
        assert refusal_of(tmp_path, data) is Refusal.DAMAGED


class TestAnythingElse:
    @pytest.mark.parametrize(
        ("data", "refusal"),
        [
            pytest.param(b"", Refusal.EMPTY, id="nothing"),
            pytest.param(b"MZ\x90\x00", Refusal.UNKNOWN, id="a program"),
            pytest.param(b"PK\x03\x04", Refusal.UNKNOWN, id="an archive"),
            pytest.param(b"<html><script>", Refusal.UNKNOWN, id="a page"),
            pytest.param(b"GIF89a", Refusal.UNKNOWN, id="a form that we do not take"),
            pytest.param(
                b"\x89PNG\r\n\x1a\n" + b"\0" * 6_000_000, Refusal.TOO_LARGE, id="too large"
            ),
        ],
    )
    def test_is_refused(self, data: bytes, refusal: Refusal, tmp_path: Path) -> None:
        assert refusal_of(tmp_path, data) is refusal


def check(folder: Path, data: bytes) -> CheckedFile:
    path = folder / "file"
    path.write_bytes(data)
    return check_file(path)


def refusal_of(folder: Path, data: bytes) -> Refusal:
    path = folder / "file"
    path.write_bytes(data)
    return refusal_at(path)


def refusal_at(path: Path) -> Refusal:
    with pytest.raises(FileRefused) as refused:
        check_file(path)
    return refused.value.refusal


def a_photograph(form: str, **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (6, 4), "red").save(file, format=form, **options)
    return file.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    """A small file whose pixels would fill gigabytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def a_tone(path: Path, arguments: list[str]) -> Path:
    source = ["-f", "lavfi", "-i", "sine=duration=1", "-metadata", "title=geheime titel"]
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", *source, *arguments, str(path)], check=True, timeout=60
    )
    return path

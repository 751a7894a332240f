"""gTTS against a server on this machine: nothing here reaches Google."""

import base64
import json
import shutil
import ssl
import subprocess
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from itembank.languages import LanguageTag, list_languages
from itembank.voices import list_voices
from testplatform.clock import now_utc
from testplatform.speech.audio import Container, assemble, encode
from testplatform.speech.engines import gtts
from testplatform.speech.engines.breaker import BreakerState, CircuitBreaker
from testplatform.speech.engines.gtts import GttsEngine, GttsSynthesiser, read_retry_after
from testplatform.speech.samples import read_wav
from testplatform.speech.synthesis import (
    SpeechRateLimited,
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
)
from tests.builders.engines import a_sound
from tests.integration.speech.tools import needs_ffmpeg

LONG = "Dit is een zin van enige lengte die alleen komt. " * 4

pytestmark = needs_ffmpeg


@dataclass
class Translate:
    """The other side: what it was told, and what it answers."""

    told: list[str] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    audio: bytes = b""
    parts_with_audio: int = 1000
    hangs: bool = False
    is_over: Event = field(default_factory=Event)

    def answer(self, body: bytes) -> bytes:
        asked = json.loads(urllib.parse.unquote(body.decode())[len("f.req=") : -1])
        self.told.append(json.loads(asked[0][0][1])[0])
        if self.hangs:
            self.is_over.wait(10)
        if len(self.told) > self.parts_with_audio:
            return b"[]"
        return b'["wrb.fr","jQ1olc","[\\"' + base64.b64encode(self.audio) + b'\\"]",null]'


def serve(translate: Translate, context: ssl.SSLContext | None = None) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = translate.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(translate.status)
            for name, value in translate.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_arguments: object) -> None:
            """A client that hangs up is what some of these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


@dataclass
class Clock:
    seconds: float = 0.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def breaker(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> CircuitBreaker:
    """A breaker of this test alone, with a clock that stands still."""
    breaker = CircuitBreaker(program="gtts", clock=lambda: clock.seconds)
    monkeypatch.setattr(gtts, "BREAKER", breaker)
    return breaker


@pytest.fixture(scope="module")
def mp3() -> bytes:
    return encode(assemble(read_wav(a_sound())), Container.MP3)


@pytest.fixture
def translate(mp3: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[Translate]:
    translate = Translate(audio=mp3)
    server = serve(translate)
    point_at(f"http://127.0.0.1:{server.server_port}/", monkeypatch)
    yield translate
    translate.is_over.set()
    server.shutdown()
    server.server_close()


def point_at(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtts.tts._translate_url", lambda tld="com", path="": address + path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def a_voice(name: str = "nl") -> GttsSynthesiser:
    return GttsSynthesiser(language=LanguageTag("nl"), voice_name=name)


class TestSynthesise:
    @pytest.mark.parametrize(
        "text",
        ["-5 graden", "3 < 5 & 7 > 2", "Zeg مرحبا en привет", 'Kies "b" of \\'],
    )
    def test_sends_the_text_as_it_is(self, translate: Translate, text: str) -> None:
        spoken = read_wav(a_voice().synthesise(text))

        assert translate.told == [text]
        assert 900 < len(spoken) < 1500

    def test_joins_the_parts_of_a_long_text(self, translate: Translate) -> None:
        spoken = read_wav(a_voice().synthesise(LONG))

        assert len(translate.told) > 1
        assert len(spoken) > 900 * len(translate.told)

    @pytest.mark.parametrize("text", ["", "...?!", "a" * 3001, "een\x00"])
    def test_sends_nothing_of_a_text_it_cannot_speak(self, translate: Translate, text: str) -> None:
        with pytest.raises(TextNotSpeakable):
            a_voice().synthesise(text)

        assert translate.told == []

    def test_refuses_a_code_that_google_does_not_have(self, translate: Translate) -> None:
        with pytest.raises(SpeechUnsupported):
            a_voice("ku").synthesise("een")

        assert translate.told == []

    def test_knows_the_code_of_every_listed_voice(self) -> None:
        from gtts.lang import tts_langs

        listed = {
            voice.name
            for language in list_languages()
            for voice in list_voices(language.tag)
            if voice.engine == "gtts"
        }

        assert listed <= tts_langs().keys()
        assert {"tl", "pt-PT", "zh-CN"} <= listed

    def test_never_takes_half_an_answer_for_a_whole_one(self, translate: Translate) -> None:
        """The library passes over a part without audio: the text would end too soon."""
        translate.parts_with_audio = 1

        with pytest.raises(SpeechUnavailable, match="answered 1 of"):
            a_voice().synthesise(LONG)

    @pytest.mark.parametrize(
        ("audio", "words"),
        [
            pytest.param(b"", "answered 1 of 1 parts|no audio", id="nothing"),
            pytest.param(b"<html>sorry</html>" * 50, "no audio", id="a page"),
        ],
    )
    def test_an_answer_without_audio_can_be_tried_again(
        self, translate: Translate, audio: bytes, words: str
    ) -> None:
        translate.audio = audio

        with pytest.raises(SpeechUnavailable, match=words):
            a_voice().synthesise("een")

    def test_gives_up_on_a_server_that_hangs(
        self, translate: Translate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        translate.hangs = True
        monkeypatch.setattr(gtts, "ANSWER_SECONDS", 0.3)

        with pytest.raises(SpeechUnavailable, match="cannot be reached"):
            a_voice().synthesise("een")

    def test_gives_up_on_a_server_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        point_at("http://127.0.0.1:9/", monkeypatch)

        with pytest.raises(SpeechUnavailable, match="cannot be reached"):
            a_voice().synthesise("een")

    @pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
    def test_tells_nothing_to_a_server_that_is_not_who_it_says(
        self, tmp_path: Path, mp3: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The library by itself does not check the certificate."""
        translate = Translate(audio=mp3)
        server = serve(translate, self_signed(tmp_path))
        point_at(f"https://127.0.0.1:{server.server_port}/", monkeypatch)

        with pytest.raises(SpeechUnavailable, match="cannot be reached"):
            a_voice().synthesise("een")

        server.shutdown()
        server.server_close()
        assert translate.told == []


class TestRest:
    def test_leaves_the_other_side_alone_as_long_as_it_asks(
        self, translate: Translate, breaker: CircuitBreaker, clock: Clock
    ) -> None:
        translate.status, translate.headers = 429, {"Retry-After": "120"}
        with pytest.raises(SpeechRateLimited) as refusal:
            a_voice().synthesise("een")
        assert refusal.value.retry_after_seconds == 120

        for _ in range(20):
            with pytest.raises(SpeechRateLimited):
                a_voice().synthesise("twee")

        assert translate.told == ["een"]
        clock.seconds = 120
        translate.status = 200
        a_voice().synthesise("drie")
        assert (translate.told, breaker.state) == (["een", "drie"], BreakerState.CLOSED)

    def test_opens_after_three_failures(
        self, translate: Translate, breaker: CircuitBreaker
    ) -> None:
        translate.status = 503

        for _ in range(3):
            with pytest.raises(SpeechUnavailable, match="answered 503"):
                a_voice().synthesise("een")

        assert breaker.state is BreakerState.OPEN
        with pytest.raises(SpeechRateLimited):
            a_voice().synthesise("een")

    @pytest.mark.parametrize(
        ("header", "seconds"), [(None, 60), ("90", 90), ("soon", 60), ("-5", 60), ("", 60)]
    )
    def test_reads_how_long(self, header: str | None, seconds: float) -> None:
        assert read_retry_after(header) == seconds

    def test_reads_until_when(self) -> None:
        header = format_datetime(now_utc() + timedelta(seconds=300), usegmt=False)

        assert 290 < read_retry_after(header) <= 300


class TestGttsEngine:
    def test_is_off_until_somebody_turns_it_on(self) -> None:
        assert (GttsEngine().is_on_by_default, GttsEngine().sends_texts_out) == (False, True)

    def test_has_the_version_of_the_library(self) -> None:
        assert a_voice().voice.version[0].isdigit()

    def test_without_the_library_it_can_be_tried_again(
        self, translate: Translate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(gtts, "PACKAGE", "no_such_package")
        voice = next(one for one in list_voices("nl") if one.engine == "gtts")

        assert not GttsEngine().is_installed(voice)
        with pytest.raises(SpeechUnavailable, match="gtts is not installed"):
            a_voice().synthesise("een")
        with pytest.raises(SpeechUnavailable, match="gtts is not installed"):
            _ = a_voice().voice


def self_signed(folder: Path) -> ssl.SSLContext:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    files = ["-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *request, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context

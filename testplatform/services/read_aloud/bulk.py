"""Recordings as files, named by the prompt sheet: held against their texts, taken in one go."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from itembank.interchange.errors import FileRefused
from itembank.interchange.packages import Package, is_zip, open_zip
from itembank.languages import is_signed
from testplatform.intake.clips import check_clip
from testplatform.services.read_aloud.prompting import HASH_IN_NAME, Prompt
from testplatform.speech.takes import TakeFault, TakeRefused, check_take

MOST_FILES = 40
"""Of one upload; every file is decoded while somebody waits, and levelled when they take it."""

_NAME = re.compile(rf"(?:.*-)?([a-z]{{2,8}})-([0-9a-f]{{{HASH_IN_NAME}}})", re.ASCII)


class FileProblem(StrEnum):
    """Why a file cannot be of a text of the sheet."""

    NO_SUCH_NAME = "no_such_name"
    OTHER_LANGUAGE = "other_language"
    NO_SUCH_TEXT = "no_such_text"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMatch:
    """A file and its text, or why there is none."""

    name: str
    prompt: Prompt | None = None
    problem: FileProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTake:
    """A file that was listened to: how long it is, or why it is not taken."""

    match: FileMatch
    duration_ms: int | None = None
    fault: TakeFault | None = None

    @property
    def can_be_taken(self) -> bool:
        return self.match.prompt is not None and self.fault is None


def pack_files(files: Sequence[tuple[str, bytes]]) -> bytes:
    """One archive of what was chosen; a zip that was chosen alone is it.

    Raises:
        FileRefused: for what cannot be read, or is more than is taken in one go.
    """
    if len(files) == 1 and is_zip(files[0][1]):
        data = files[0][1]
    else:
        names = Counter(name for name, _data in files)
        if max(names.values(), default=0) > 1:
            twice = names.most_common(1)[0]
            raise FileRefused(f"the archive has {twice[0]} {twice[1]} times")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in files:
                archive.writestr(zipfile.ZipInfo(PurePosixPath(name).name), content)
        data = file.getvalue()
    open_takes(data)
    return data


def name_for_text(name: str, language: str, text_hash: str) -> str:
    """What a file is called from now on that somebody chose for one text."""
    return f"{language}-{text_hash[:HASH_IN_NAME]}{PurePosixPath(name).suffix}"


def open_takes(data: bytes) -> Package:
    """Open an archive of recordings; what a computer adds by itself is left out.

    Raises:
        FileRefused: for what is broken, hostile, too large, or too many.
    """
    package = open_zip(data)
    names = tuple(
        name
        for name in package.names
        if not name.endswith("/") and not any(p.startswith((".", "__")) for p in name.split("/"))
    )
    if len(names) > MOST_FILES:
        raise FileRefused(f"the archive has more than {MOST_FILES} files")
    return Package(names=names, unpack=package.unpack)


def match_files(names: Sequence[str], prompts: Sequence[Prompt], language: str) -> list[FileMatch]:
    """Find the text of each file by its name, in the order of the names."""
    by_hash = {one.text_hash[:HASH_IN_NAME]: one for one in prompts}
    matches = [_match(name, by_hash, language) for name in sorted(names)]
    times = Counter(one.prompt.text_hash for one in matches if one.prompt is not None)
    return [
        FileMatch(name=one.name, problem=FileProblem.TWICE)
        if one.prompt is not None and times[one.prompt.text_hash] > 1
        else one
        for one in matches
    ]


def check_files(package: Package, prompts: Sequence[Prompt], language: str) -> list[CheckedTake]:
    """Listen to every file that has a text. Raises SpeechUnavailable without ffmpeg."""
    matches = match_files(package.names, prompts, language)
    return [_check(package, one, language) for one in matches]


def _match(name: str, by_hash: Mapping[str, Prompt], language: str) -> FileMatch:
    found = _NAME.fullmatch(PurePosixPath(name).stem.lower())
    if found is None:
        return FileMatch(name=name, problem=FileProblem.NO_SUCH_NAME)
    if found[1] != language:
        return FileMatch(name=name, problem=FileProblem.OTHER_LANGUAGE)
    prompt = by_hash.get(found[2])
    if prompt is None:
        return FileMatch(name=name, problem=FileProblem.NO_SUCH_TEXT)
    return FileMatch(name=name, prompt=prompt)


def _check(package: Package, match: FileMatch, language: str) -> CheckedTake:
    if match.prompt is None:
        return CheckedTake(match=match)
    try:
        data = package.read(match.name)
        duration_ms = _listen(data, match.prompt, language)
    except TakeRefused as refusal:
        return CheckedTake(match=match, fault=refusal.fault)
    except FileRefused:
        return CheckedTake(match=match, fault=TakeFault.NOT_AUDIO)
    return CheckedTake(match=match, duration_ms=duration_ms)


def _listen(data: bytes, prompt: Prompt, language: str) -> int:
    if is_signed(language):
        return check_clip(data).duration_ms
    return len(check_take(data, prompt.text, prompt.said, language))

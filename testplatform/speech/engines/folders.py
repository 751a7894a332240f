"""Where the voices of the engines lie on this machine: said once, when the process starts.

Engines work in threads that know no application, so they cannot ask its configuration.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFolders:
    """Folders by engine; None where the configuration names none."""

    kokoro: Path | None = None
    piper: Path | None = None
    mbrola: tuple[Path, ...] = (Path("/usr/share/mbrola"), Path("/usr/local/share/mbrola"))
    rhvoice: tuple[Path, ...] = (
        Path("/usr/share/RHVoice/voices"),
        Path("/usr/local/share/RHVoice/voices"),
    )


class _Current:
    folders = VoiceFolders()


def use_voice_folders(folders: VoiceFolders) -> None:
    """Say where the voices lie, from now on and for the whole process."""
    _Current.folders = folders


def voice_folders() -> VoiceFolders:
    """Where the voices lie."""
    return _Current.folders

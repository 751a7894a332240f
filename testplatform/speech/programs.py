"""Runs the programs that speech leans on: ffmpeg, and the engines that are programs.

What is spoken or encoded travels through pipes: never on a command line, where a text that begins
with "-" would be an option. Some engines write their answer to a file, in a folder of that call.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from testplatform.speech.synthesis import SpeechUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramResult:
    """What a program left behind."""

    return_code: int
    stdout: bytes
    stderr: bytes

    @property
    def last_words(self) -> str:
        """The last line of its complaints, for a log."""
        lines = self.stderr.decode(errors="replace").strip().splitlines()
        return lines[-1][:200] if lines else ""

    @property
    def failure(self) -> str:
        """How it ended, for a log: with a complaint, or by a signal as in a crash."""
        if self.return_code < 0:
            return f"crashed (signal {-self.return_code})"
        return f"failed: {self.last_words}"


def run_program(
    program: str, arguments: Sequence[str], *, stdin: bytes = b"", timeout_seconds: float
) -> ProgramResult:
    """Run a program to its end, whatever its return code.

    Raises:
        SpeechUnavailable: when it is not installed, cannot start or takes too long.
    """
    path = shutil.which(program)
    if path is None:
        raise SpeechUnavailable(program, "is not installed")
    try:
        finished = subprocess.run(  # noqa: S603 - our own programs and options, no shell
            [path, *arguments],
            input=stdin,
            capture_output=True,
            timeout=timeout_seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise SpeechUnavailable(program, f"took over {timeout_seconds:g} s") from problem
    except OSError as problem:
        raise SpeechUnavailable(program, f"did not start: {problem.strerror}") from problem
    return ProgramResult(
        return_code=finished.returncode, stdout=finished.stdout, stderr=finished.stderr
    )


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}

"""`testplatform items` as somebody calls it: a process, a file, records, an exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builders.qti import a_choice_interaction, a_qti_item, a_zip

COMMAND = Path(sys.executable).parent / "testplatform"


def checked(file: Path, form: str = "json") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "items", "import", file, "--check", "--format", form],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"]},
    )


def with_a_file(markup: str, files: dict[str, bytes | str]) -> bytes:
    """A package of an item that names a file, and one that names none."""
    body = f"<p>{markup}</p>{a_choice_interaction()}"
    items = {"a.xml": a_qti_item(identifier="a", body=body), "b.xml": a_qti_item(identifier="b")}
    return a_zip({**items, **files})


def records_of(file: Path) -> list[dict[str, Any]]:
    done = checked(file)
    assert (done.returncode, done.stderr) == (0, "")
    records: list[dict[str, Any]] = json.loads(done.stdout)
    return records


class TestCheck:
    def test_gives_a_record_of_each_item_without_a_database(self, tmp_path: Path) -> None:
        package = tmp_path / "package.zip"
        refused = a_qti_item(identifier="b", attributes="adaptive='true'")
        package.write_bytes(a_zip({"a.xml": a_qti_item(identifier="a"), "b.xml": refused}))

        assert records_of(package) == [
            {
                "identifier": "a",
                "status": "kept",
                "type": "select_one",
                "reason": None,
                "code": "A",
                "marks_for_correct_response": 1,
                "max_marks": 1,
            },
            {
                "identifier": "b",
                "status": "refused",
                "type": "choice-interaction",
                "reason": "changes with the answers (it is adaptive)",
                "code": None,
                "marks_for_correct_response": None,
                "max_marks": None,
            },
        ]

    def test_finds_the_image_beside_a_single_item(self, tmp_path: Path) -> None:
        body = f"<p><img src='media/a.svg' alt='x'/></p>{a_choice_interaction()}"
        (tmp_path / "media").mkdir()
        (tmp_path / "media" / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        (tmp_path / "item.xml").write_text(a_qti_item(body=body))

        assert records_of(tmp_path / "item.xml")[0]["status"] == "kept"

    def test_never_reads_a_file_outside_the_folder(self, tmp_path: Path) -> None:
        body = f"<p><img src='../a.svg' alt='x'/></p>{a_choice_interaction()}"
        (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "item.xml").write_text(a_qti_item(body=body))

        assert records_of(tmp_path / "in" / "item.xml")[0]["reason"] == (
            "names a file that is not there: ../a.svg"
        )

    def test_takes_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "item.xml").write_text(a_qti_item())

        assert [one["status"] for one in records_of(tmp_path)] == ["kept"]

    @pytest.mark.parametrize(
        ("markup", "files", "item_type", "reason"),
        [
            pytest.param(
                "<img src='foto.png' alt='x'/>",
                {},
                "choice-interaction",
                "names a file that is not there: foto.png",
                id="a picture that is not in the package",
            ),
            pytest.param(
                "<audio src='geluid.mp3'/>",
                {"geluid.mp3": b"ID3" + b"no sound at all " * 400},
                "select_one",
                "has a file that the media library refuses (damaged): geluid.mp3",
                id="a sound that cannot be decoded",
            ),
        ],
    )
    def test_refuses_an_item_whose_file_the_import_would_refuse(
        self,
        markup: str,
        files: dict[str, bytes | str],
        item_type: str,
        reason: str,
        tmp_path: Path,
    ) -> None:
        package = tmp_path / "package.zip"
        package.write_bytes(with_a_file(markup, files))

        told = [(one["identifier"], one["status"], one["reason"]) for one in records_of(package)]

        assert told == [("a", "refused", reason), ("b", "kept", None)]
        assert checked(package, "text").stdout.splitlines() == [
            f"a  refused  {item_type}  {reason}",
            "b  kept  select_one  -",
        ]

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<a", b"\x00\xff\x80"])
    def test_refuses_a_file_that_cannot_be_read(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "file").write_bytes(content)

        done = checked(tmp_path / "file")

        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("testplatform items import: file: ")
        assert done.stderr.count("\n") == 1

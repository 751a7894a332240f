from pathlib import Path

import pytest

from itembank.tables import FileNotReadable, read_toml


class TestReadToml:
    def test_reads_a_table(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text('name = "één"', encoding="utf-8")

        assert read_toml(tmp_path / "a.toml") == {"name": "één"}

    @pytest.mark.parametrize(
        "content",
        [pytest.param(b"name = ", id="no TOML"), pytest.param(b'a = "\xe9"', id="Latin-1")],
    )
    def test_refuses_what_is_no_toml(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "a.toml").write_bytes(content)

        with pytest.raises(FileNotReadable, match=r"a\.toml: is no TOML in UTF-8"):
            read_toml(tmp_path / "a.toml")

    def test_refuses_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotReadable, match=r"a\.toml: cannot be read"):
            read_toml(tmp_path / "a.toml")

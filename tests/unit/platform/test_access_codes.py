import pytest
from hypothesis import given
from hypothesis import strategies as st

from testplatform.services.access_codes import derive_code, digest_code, read_code, show_code


class TestDeriveCode:
    @given(key=st.text(min_size=1), name=st.text(), version=st.integers(1, 99))
    def test_is_eight_digits_and_stays_the_same(self, key: str, name: str, version: int) -> None:
        code = derive_code(key, name, version)

        assert len(code) == 8
        assert code.isascii()
        assert code.isdigit()
        assert code == derive_code(key, name, version)

    def test_another_version_is_another_code(self) -> None:
        assert derive_code("k", "a", 1) != derive_code("k", "a", 2)

    def test_without_the_key_it_is_another_code(self) -> None:
        assert derive_code("k", "a", 1) != derive_code("l", "a", 1)


class TestDigestCode:
    def test_does_not_hold_the_code(self) -> None:
        assert "12345678" not in digest_code("k", "12345678")


class TestReadCode:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            pytest.param("12345678", "12345678", id="plain"),
            pytest.param(" 1234 5678 ", "12345678", id="in groups"),
            pytest.param("1234-5678", "12345678", id="with a dash"),
            pytest.param("١٢٣٤ ٥٦٧٨", "12345678", id="Arabic digits"),
            pytest.param("۱۲۳۴۵۶۷۸", "12345678", id="Persian digits"),
            pytest.param("१२३४५६७८", "12345678", id="Devanagari digits"),
            pytest.param("1234567", None, id="seven"),
            pytest.param("123456789", None, id="nine"),
            pytest.param("1234567a", None, id="a letter"),
            pytest.param("１２３４５６７²", None, id="a superscript"),
            pytest.param("", None, id="nothing"),
        ],
    )
    def test_finds_the_digits(self, typed: str, code: str | None) -> None:
        assert read_code(typed) == code

    @given(st.integers(0, 99_999_999))
    def test_reads_what_is_shown(self, number: int) -> None:
        code = f"{number:08d}"

        assert read_code(show_code(code)) == code

    @given(st.text())
    def test_takes_any_text(self, typed: str) -> None:
        read_code(typed)

from pathlib import Path

import pytest

from testplatform.config import REQUIRED_NAMES, Config, ConfigurationIncomplete

COMPLETE = dict.fromkeys(REQUIRED_NAMES, "x") | {
    "CLIENT_TRACKING_SECRET": "whsec_" + "c2VjcmV0" * 4
}


class TestFromEnvironment:
    def test_names_every_missing_name_at_once(self) -> None:
        with pytest.raises(ConfigurationIncomplete) as refusal:
            Config.from_environment({})

        assert refusal.value.missing == REQUIRED_NAMES

    def test_an_empty_value_is_missing(self) -> None:
        with pytest.raises(ConfigurationIncomplete) as refusal:
            Config.from_environment({**COMPLETE, "SECRET_KEY": ""})

        assert refusal.value.missing == ("SECRET_KEY",)

    def test_names_what_cannot_be_read_beside_what_is_missing(self) -> None:
        environment = {
            "COOKIES_NEED_HTTPS": "maybe",
            "TRUSTED_PROXIES": "-1",
            "SPEECH_RECOGNISER": "'x",
        }

        with pytest.raises(ConfigurationIncomplete) as refusal:
            Config.from_environment(environment)

        assert len(refusal.value.unreadable) == 3
        assert "SECRET_KEY" in str(refusal.value)

    def test_a_secret_that_protects_nothing_is_unreadable(self) -> None:
        with pytest.raises(ConfigurationIncomplete) as refusal:
            Config.from_environment({**COMPLETE, "CLIENT_TRACKING_SECRET": "hello"})

        assert "CLIENT_TRACKING_SECRET" in refusal.value.unreadable[0]

    def test_is_safe_where_nothing_is_said(self) -> None:
        config = Config.from_environment(COMPLETE)

        assert config.cookies_need_https
        assert config.database_url.startswith("sqlite:///")
        assert (config.trusted_proxies, config.testing) == (0, False)

    def test_never_hashes_passwords_cheaply(self) -> None:
        environment = {**COMPLETE, "TESTING": "1", "CHEAP_PASSWORDS": "1"}

        assert not Config.from_environment(environment).cheap_passwords

    def test_takes_what_is_said(self) -> None:
        config = Config.from_environment(
            {
                **COMPLETE,
                "MEDIA_ROOT": "/srv/media",
                "COOKIES_NEED_HTTPS": "0",
                "SPEECH_RECOGNISER": "hear 'a b'",
            }
        )

        assert (config.media_root, config.cookies_need_https) == (Path("/srv/media"), False)
        assert config.speech_recogniser == ("hear", "a b")

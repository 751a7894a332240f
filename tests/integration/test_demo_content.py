"""The whole demonstration, in all its languages."""

from pathlib import Path

import sqlalchemy as sa

from itembank.banks import load_bank
from itembank.forms import Stakes
from itembank.languages import get_language
from testplatform import create_app
from testplatform.db import db, unit_of_work
from testplatform.demo import BANK_FOLDER, load_demo_content
from testplatform.migrating import upgrade
from testplatform.models.audio import AudioAsset
from testplatform.repositories.forms import get_form_plan
from testplatform.speech.engines import find_voice
from tests.integration.conftest import LOADED_AT, a_config


class TestDemoContent:
    def test_can_be_sat_in_every_language_of_the_bank(self, tmp_path: Path) -> None:
        config = a_config(tmp_path, f"sqlite:///{tmp_path / 'whole.db'}")
        app = create_app(config)
        languages = load_bank(BANK_FOLDER).languages

        with app.app_context():
            upgrade(db.engine)
            with unit_of_work() as session:
                form = load_demo_content(app, session, config, LOADED_AT)
                offered = get_form_plan(session, form.id).languages
            voiced = set(db.session.scalars(sa.select(AudioAsset.language)))
            pages = [app.test_client().get(f"/start/{tag}").status_code for tag in offered]
            start = app.test_client().get("/").get_data(as_text=True)
            db.engine.dispose()

        assert offered == languages
        assert voiced == {tag for tag in languages if find_voice(tag, stakes=Stakes.PRACTICE)}
        assert pages == [200] * len(languages)
        assert [tag for tag in languages if get_language(tag).own_name not in start] == []

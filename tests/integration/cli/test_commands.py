from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.scheme_tables import tables_of_documents
from testplatform import create_app
from testplatform.cli.attempts import attempts
from testplatform.cli.database import database
from testplatform.cli.demo import demo
from testplatform.cli.forms import forms
from testplatform.cli.outbox import outbox
from testplatform.cli.staff import staff
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.migrating import upgrade
from testplatform.models.organisations import TestCentre
from testplatform.models.staff import Staff
from testplatform.repositories.cut_scores import list_tables
from testplatform.services.marking import score_attempt
from tests.builders.attempts import a_submitted_attempt
from tests.builders.demo import TEST_LANGUAGES, copy_demo_bank
from tests.builders.frozen import thaw
from tests.integration.conftest import a_config

PASSWORD = "a-long-password"


def printed(app: Flask, command: object, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(command, arguments)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    output: str = result.output
    return output


class TestLists:
    def test_attempts_by_dossier_without_a_name(self, app: Flask, session: Session) -> None:
        a_submitted_attempt()

        text = printed(app, attempts, "list")

        assert "D-2026-000001" in text
        assert "submitted" in text
        assert "Voorbeeld" not in text

    def test_outbox_by_state(self, app: Flask, session: Session) -> None:
        attempt_id = a_submitted_attempt()
        with unit_of_work() as work:
            score_attempt(work, attempt_id, now=now_utc())

        assert "pending" in printed(app, outbox, "list")

    def test_are_empty_on_an_empty_platform(self, app: Flask) -> None:
        assert printed(app, attempts, "list") == ""


class TestDatabaseUpgrade:
    def test_brings_what_decides_up_to_the_documents(self, app: Flask, session: Session) -> None:
        """As in a database of before bands were rows."""
        thaw(session, "cut_score_sets")
        session.execute(
            sa.text(
                "UPDATE cut_score_sets SET programme = 'x', code = 'x' WHERE programme = 'covaar'"
            )
        )
        session.commit()

        printed(app, database, "upgrade")

        assert list_tables(session, "covaar") == tables_of_documents("covaar")


class TestDemoLoad:
    def test_again_gives_the_same_codes(self, app: Flask) -> None:
        options = [part for tag in TEST_LANGUAGES for part in ("--language", tag)]
        first = printed(app, demo, "load", *options)

        assert "candidate  code" in first
        assert printed(app, demo, "load", *options) == first

    def test_checks_in_who_can_sit_it(self, tmp_path: Path) -> None:
        config = a_config(tmp_path, f"sqlite:///{tmp_path / 'dutch.db'}")

        text = printed(create_app(config), demo, "load", "--language", "nl")

        assert text.count("  candidate  code ") == 1
        assert "(Noor Voorbeeld)" in text

    def test_brings_a_candidate_of_each_other_programme(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("testplatform.cli.demo.make_demo_recordings", lambda _config: None)

        text = printed(app, demo, "programmes")

        assert "covaar-demo  version 1" in text
        assert "ct-a1-a2-demo  version 1" in text
        assert "nivo-demo  version 1" in text
        assert "nothing here speaks Dutch" in text
        assert text.count("  candidate  code ") == 3
        assert printed(app, demo, "programmes") == text

    def test_says_which_programme_a_code_is_for(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("testplatform.cli.demo.make_demo_recordings", lambda _config: None)

        lines = [line for line in printed(app, demo, "programmes").splitlines() if " code " in line]

        assert [line.split("  ")[4] for line in lines] == ["COVAAR", "CT", "NIVO"]

    @pytest.mark.parametrize("is_migrated", [False, True])
    def test_refuses_other_programmes_before_it_was_loaded(
        self, tmp_path: Path, is_migrated: bool
    ) -> None:
        app = create_app(a_config(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}"))
        if is_migrated:
            with app.app_context():
                upgrade(db.engine)

        result = app.test_cli_runner().invoke(demo, ["programmes"])

        assert (result.exit_code, result.output) == (
            1,
            "Error: Load the demonstration first: testplatform demo load\n",
        )
        with app.app_context():
            assert sa.inspect(db.engine).has_table("bookings") is is_migrated
            assert not is_migrated or db.session.scalars(sa.select(TestCentre)).all() == []

    def test_refuses_a_language_without_texts(self, app: Flask) -> None:
        result = app.test_cli_runner().invoke(demo, ["load", "--language", "zz"])

        assert result.exit_code == 2
        assert "no texts in 'zz'" in result.output


class TestStaffAdd:
    def test_adds_somebody_who_can_sign_in(self, app: Flask, session: Session) -> None:
        arguments = ("nele@example.org", "--name", "Nele", "--role", "invigilator")

        text = printed(
            app, staff, "add", *arguments, "--test-centre", "AMAL-GENT", "--password", PASSWORD
        )

        member = session.scalars(sa.select(Staff).where(Staff.email == "nele@example.org")).one()
        assert text == "added nele@example.org as invigilator\n"
        assert member.test_centre is not None
        assert member.password != PASSWORD
        app.config["WTF_CSRF_ENABLED"] = False
        signed_in = app.test_client().post(
            "/staff/sign-in", data={"email": "nele@example.org", "password": PASSWORD}
        )
        assert signed_in.status_code == 302

    @pytest.mark.parametrize(
        ("email", "centre", "password"),
        [
            pytest.param("nele@example.org", "NOWHERE", "a" * 12, id="no such test centre"),
            pytest.param("nele@example.org", "AMAL-GENT", "short", id="short password"),
            pytest.param("beheerder@example.org", "AMAL-GENT", "a" * 12, id="there already"),
        ],
    )
    def test_refuses_and_adds_nobody(
        self, app: Flask, session: Session, email: str, centre: str, password: str
    ) -> None:
        before = count_staff(session)
        options = ["--name", "N", "--role", "invigilator", "--test-centre", centre]

        result = app.test_cli_runner().invoke(
            staff, ["add", email, *options, "--password", password]
        )

        assert result.exit_code == 1
        assert count_staff(session) == before

    def test_grants_one_more_role_once(self, app: Flask, session: Session) -> None:
        arguments = ("grant", "auteur@example.org", "--role", "panellist")

        text = printed(app, staff, *arguments)
        again = app.test_cli_runner().invoke(staff, arguments)
        nobody = app.test_cli_runner().invoke(staff, ["grant", "no@x.org", "--role", "author"])

        assert text == "auteur@example.org is panellist too\n"
        assert (again.exit_code, nobody.exit_code) == (1, 1)
        member = session.scalars(sa.select(Staff).where(Staff.email == arguments[1])).one()
        assert {role.name for role in member.roles} == {"author", "panellist"}


def count_staff(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Staff)) or 0


class TestForms:
    def test_the_same_content_again_is_the_same_form(self, app: Flask, tmp_path: Path) -> None:
        text = printed(app, forms, "publish", str(copy_demo_bank(tmp_path / "bank")))

        assert text == "mo-demo version 1; 0 recordings to be made\n"
        assert printed(app, forms, "list").startswith("mo-demo  1  mo  ")

    def test_changed_content_is_the_next_version(self, app: Flask, tmp_path: Path) -> None:
        folder = copy_demo_bank(tmp_path / "bank")
        source = folder / "nl.toml"
        source.write_text(
            source.read_text().replace("Een hond is een dier.", "Een kat is een dier.")
        )

        text = printed(app, forms, "publish", str(folder))

        assert text == "mo-demo version 2; 1 recordings to be made\n"

    def test_are_as_they_were_published(self, app: Flask, session: Session) -> None:
        assert printed(app, forms, "verify") == "mo-demo  1  as published\n"

    @pytest.mark.parametrize(
        ("trigger", "statement", "piece"),
        [
            ("item_versions", "UPDATE item_versions SET document = '{}' WHERE id = 3", "items"),
            ("form_translations", "UPDATE form_translations SET document = '{}'", "translations"),
            ("forms", "UPDATE forms SET manifest_hash = 'x'", "manifest"),
        ],
    )
    def test_are_found_out_when_somebody_changed_one(
        self, app: Flask, session: Session, trigger: str, statement: str, piece: str
    ) -> None:
        thaw(session, trigger)
        session.execute(sa.text(statement))
        session.commit()

        result = app.test_cli_runner().invoke(forms, ["verify"])

        assert result.exit_code == 1
        assert result.output == f"mo-demo  1  {piece}\n"

    def test_a_faulty_bank_is_refused_with_its_place(self, app: Flask, tmp_path: Path) -> None:
        folder = copy_demo_bank(tmp_path / "bank")
        (folder / "ar.toml").write_text('language = "ar"\nstate = "finished"\n')

        result = app.test_cli_runner().invoke(forms, ["publish", str(folder)])

        assert result.exit_code == 1
        assert "ar.toml" in result.output

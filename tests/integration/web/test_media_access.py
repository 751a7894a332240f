"""Who may see the pictures and the material of an exam, and from when on."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.demo import PASSWORD
from testplatform.media import MediaStore, extension_of, kind_of
from testplatform.models.items import ItemVersion, MediaFile
from testplatform.models.staff import RoleName, Staff
from testplatform.repositories import media_files
from tests.builders.banks import PUBLISHED_AT

NAME, SHA256, DATA = "kaart.svg", "ab" * 32, b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture
def picture(session: Session, config: Config) -> str:
    """The address of a picture that no question uses yet."""
    with unit_of_work() as work:
        file = MediaFile(
            sha256=SHA256,
            name=NAME,
            media_type="image/svg+xml",
            size_bytes=len(DATA),
            uploaded_at=PUBLISHED_AT,
        )
        work.add(file)
        path = MediaStore(config.media_root).path_of(
            SHA256, kind_of(file.media_type), extension_of(NAME)
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(DATA)
    return f"/media/images/{SHA256}.svg"


def signed_in(app: Flask, session: Session, role: RoleName) -> FlaskClient:
    """Somebody with that role alone."""
    people = session.scalars(sa.select(Staff).where(Staff.active).order_by(Staff.id))
    email = next(one.email for one in people if [it.name for it in one.roles] == [role])
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


class TestExamContent:
    @pytest.mark.parametrize(
        ("role", "in_no_form", "in_a_form"),
        [
            pytest.param(RoleName.AUTHOR, 200, 200, id="works on items"),
            pytest.param(RoleName.ASSESSOR, 404, 200, id="rates"),
            pytest.param(RoleName.PANELLIST, 404, 200, id="judges"),
            pytest.param(RoleName.INVIGILATOR, 404, 404, id="other work"),
        ],
    )
    def test_is_for_who_needs_it(
        self,
        app: Flask,
        session: Session,
        picture: str,
        monkeypatch: pytest.MonkeyPatch,
        role: RoleName,
        in_no_form: int,
        in_a_form: int,
    ) -> None:
        client = signed_in(app, session, role)

        with client.get(picture) as before:
            assert before.status_code == in_no_form
        monkeypatch.setattr(media_files, "_names", lambda _: ItemVersion.id.is_not(None))
        with client.get(picture) as after:
            assert after.status_code == in_a_form

    def test_is_not_for_strangers(self, app: Flask, picture: str) -> None:
        assert app.test_client().get(picture).status_code == 404

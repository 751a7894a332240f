"""The voices of the candidate's screens: every spoken sentence, each language's name, the tone."""

from datetime import datetime

from flask import Flask
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.models.forms import Form
from testplatform.repositories.forms import get_form_plan
from testplatform.services.read_aloud.manifests import tone_path
from testplatform.services.read_aloud.requesting import request_speech
from testplatform.services.read_aloud.screens import list_screen_segments
from testplatform.speech.audio import Container
from testplatform.speech.store import write_whole
from testplatform.speech.tones import render_chime


def request_interface_speech(app: Flask, session: Session, form: Form, *, now: datetime) -> int:
    """Ask for the screens' audio in every language of a form; returns how many are new."""
    number = 0
    for tag in get_form_plan(session, form.id).languages:
        texts = [one.text for one in list_screen_segments(tag)]
        number += request_speech(session, texts, tag, is_public=True, stakes=form.stakes, now=now)
    return number


def make_tone(config: Config) -> None:
    """Make the tone of the sound check, where it is not there yet."""
    paths = {one: tone_path(config.media_root, one) for one in Container}
    if not all(path.is_file() for path in paths.values()):
        for container, data in render_chime().files.items():
            write_whole(paths[container], data)

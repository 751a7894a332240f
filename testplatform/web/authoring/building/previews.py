"""An item as a candidate sees it, and as it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from itembank.items import Item, source_texts
from itembank.readaloud import segments
from itembank.translations import Translation, localise
from scoring.documents import Problem
from testplatform.catalogues import use_language
from testplatform.web.authoring.frames import answer_in_a_frame
from testplatform.web.authoring.wording import explain_problem, name_field
from testplatform.web.candidate.building import build_item_view, media_urls
from testplatform.web.candidate.pages import CandidatePage, ItemView
from testplatform.web.candidate.speech import speech_url


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(CandidatePage):
    """One item; `key` is the right answer in words, and empty where nobody may see it."""

    title: str
    item: ItemView
    key: tuple[str, ...] = ()


def build_preview_page(
    session: Session,
    item: Item,
    *,
    translation: Translation | None,
    is_mirrored: bool = False,
    has_key: bool = False,
) -> PreviewPage:
    """An item in a language; `is_mirrored` shows it from right to left whatever the language."""
    localised = localise(item, translation)
    language = localised.language
    audio = {
        str(one.id): speech_url(session, one.text, language, is_public=False)
        for one in segments(localised)
    }
    view = build_item_view("item", localised, media_urls(session), audio)
    if is_mirrored:
        view = replace(view, direction="rtl")
    return PreviewPage(
        language=view.language,
        direction=view.direction,
        title=item.code,
        item=view,
        key=describe_key(item, translation) if has_key else (),
    )


def render_preview(page: PreviewPage) -> ResponseReturnValue:
    """The preview in a frame, with the words of its own language."""
    use_language(page.language)
    return answer_in_a_frame(render_template("authoring/preview.html", page=page))


def render_problems(problems: Sequence[Problem]) -> ResponseReturnValue:
    """What is still to be done before there is something to show."""
    lines = [f"{name_field(one.field)}: {explain_problem(one.message)}" for one in problems]
    return answer_in_a_frame(render_template("authoring/no_preview.html", lines=lines))


def describe_key(item: Item, translation: Translation | None) -> tuple[str, ...]:
    """The right answer in words; empty where there is none."""
    correct = item.body.correct_response()
    if correct is None:
        return ()
    texts = source_texts(item) if translation is None else translation.texts
    return item.body.describe_response(correct, texts)

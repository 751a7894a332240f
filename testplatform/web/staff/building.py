"""Build what all staff pages share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar, cast

from flask import get_flashed_messages, request, url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.languages import get_language
from testplatform.models.attempts import Attempt
from testplatform.repositories.forms import find_newest_form, get_form_plan
from testplatform.services.read_aloud.coverage import measure_coverage
from testplatform.services.read_aloud.manifests import is_silent
from testplatform.services.read_aloud.offering import can_be_watched
from testplatform.services.read_aloud.releasing import list_releases
from testplatform.web.access import Access, has_access
from testplatform.web.staff.pages import (
    Badge,
    Frame,
    LanguageName,
    Link,
    Message,
    Option,
    Paging,
    Tone,
)
from testplatform.web.staff.people import is_administrator
from testplatform.web.staff.wording import (
    NO_FORM,
    READ_ALOUD_APPROVED,
    READ_ALOUD_NEEDS_A_FORM,
    WITHOUT_READ_ALOUD,
    describe_read_aloud,
    describe_release,
)

ROWS_PER_PAGE = 50

INVIGILATOR_LINKS = (("Afnamesessies", "invigilator.sittings"),)
ITEM_BANK_LINKS = (
    ("Items", "authoring.items"),
    ("Vertalingen", "translating.matrix"),
)
NATIVE_REVIEW_LINKS = (("Stemmen nakijken", "read_aloud_reviewing.overview"),)
TRANSLATION_LINKS = (("Uitspraak", "read_aloud_words.lexicon"),)
ADVICE_LINKS = (("NT2-adviezen", "advice.advices"),)
PANELLIST_LINKS = (("Mijn panels", "judging.seats"),)
ASSESSOR_LINKS = (
    ("Beoordelen", "marking.queue"),
    ("Mondelinge tests NIVO", "oral_tests.tracks"),
)
STUDIO_LINKS = (("Opnamestudio", "read_aloud_studio.door"),)
ADMINISTRATOR_LINKS = (
    ("Overzicht", "administration.overview"),
    ("Afnamesessies", "invigilator.sittings"),
    ("Afnames", "administration.attempts"),
    ("Leveringen", "administration.deliveries"),
    ("Afspraken", "administration.bookings"),
    ("Cesuren", "cut_scores.sets"),
    ("Panels", "panels.panels"),
    ("Routing NIVO", "routings.nivo"),
    ("Correcties", "rescoring.cases"),
    ("Bezwaren", "appeals.appeals"),
    ("Beoordelingen", "rating_supervision.overview"),
    *ADVICE_LINKS,
    ("Items", "authoring.items"),
    ("Testversies", "administration.forms"),
    ("Testversies in opbouw", "form_drafts.drafts"),
    ("Vertalingen", "translating.matrix"),
    ("Voorlezen", "read_aloud_production.forms"),
    ("Auditlog", "administration.audit"),
)

MESSAGE_TONES = {"success": Tone.GOOD, "error": Tone.BAD, "warning": Tone.WARNING}

Member = TypeVar("Member", bound=StrEnum)


def build_frame() -> Frame:
    """The navigation of the role of the person at the screen."""
    named = _list_links()
    centre = current_user.test_centre
    return Frame(
        links=tuple(
            Link(label=label, url=url_for(endpoint), is_current=_is_current(endpoint, named))
            for label, endpoint in named
        ),
        person=current_user.display_name,
        place="alle testcentra" if is_administrator() else centre.name if centre else "",
    )


def _list_links() -> tuple[tuple[str, str], ...]:
    """An administrator sees every area, others those of their roles."""
    if is_administrator():
        return (*ADMINISTRATOR_LINKS, *(PANELLIST_LINKS if has_access(Access.PANELLIST) else ()))
    return (
        *(INVIGILATOR_LINKS if has_access(Access.INVIGILATOR) else ()),
        *(ITEM_BANK_LINKS if has_access(Access.ITEM_BANK) else ()),
        *(NATIVE_REVIEW_LINKS if has_access(Access.NATIVE_REVIEW) else ()),
        *(TRANSLATION_LINKS if has_access(Access.TRANSLATION) else ()),
        *(ADVICE_LINKS if has_access(Access.CONSULTANT) else ()),
        *(PANELLIST_LINKS if has_access(Access.PANELLIST) else ()),
        *(ASSESSOR_LINKS if has_access(Access.ASSESSOR) else ()),
        *(STUDIO_LINKS if has_access(Access.NATIVE_REVIEW) else ()),
    )


def _is_current(endpoint: str, named: Sequence[tuple[str, str]]) -> bool:
    """Whether the page is the one of a link, or any page of an area with only that link."""
    area = endpoint.partition(".")[0]
    links = sum(other.partition(".")[0] == area for _label, other in named)
    return request.endpoint == endpoint or (links == 1 and request.blueprint == area)


def build_messages() -> tuple[Message, ...]:
    """What was flashed; a refusal interrupts a screen reader, anything else waits its turn."""
    return tuple(_message(text, category) for category, text in _list_flashed())


def build_paging(total: int, asked: int, url: Callable[[int], str]) -> Paging:
    """The page of a list that was asked for, or the nearest one that exists."""
    last = max(1, -(-total // ROWS_PER_PAGE))
    number = min(max(asked, 1), last)
    return Paging(
        number=number,
        last=last,
        total=total,
        offset=(number - 1) * ROWS_PER_PAGE,
        previous_url=url(number - 1) if number > 1 else None,
        next_url=url(number + 1) if number < last else None,
    )


def build_options(labels: Mapping[str, str], chosen: str | None) -> tuple[Option, ...]:
    """The choices of a filter in the order of the labels."""
    return tuple(
        Option(value=value, label=label, is_chosen=value == chosen)
        for value, label in labels.items()
    )


def build_language_name(tag: str) -> LanguageName:
    language = get_language(tag)
    return LanguageName(
        tag=tag,
        own_name=language.own_name,
        dutch_name=language.dutch_name,
        direction=language.direction.value,
    )


def build_read_aloud_badges(
    session: Session, programme: str, languages: Iterable[str]
) -> dict[str, Badge]:
    """Language → how far its audio is in the newest form; each language is measured once.

    For an exam it is how the language was released that counts.
    """
    form = find_newest_form(session, programme)
    if form is None:
        return dict.fromkeys(languages, NO_FORM)
    tags = set(languages)
    offered = [tag for tag in tags if _is_given(session, form.id, tag)]
    if form.stakes.needs_release:
        releases = list_releases(session, form.id)
        return {
            tag: describe_release(releases.get(tag)) if tag in offered else READ_ALOUD_NEEDS_A_FORM
            for tag in tags
        }
    return {
        tag: describe_read_aloud(measure_coverage(session, form.id, tag))
        if tag in offered
        else READ_ALOUD_NEEDS_A_FORM
        for tag in tags
    }


def _is_given(session: Session, form_id: int, language: str) -> bool:
    has_texts = language in get_form_plan(session, form_id).languages
    return has_texts or can_be_watched(session, form_id, language)


def describe_bound_audio(attempt: Attempt) -> Badge | None:
    """What somebody who was checked in for an exam will hear; None for practice."""
    if not attempt.form.stakes.needs_release or attempt.audio_manifest is None:
        return None
    return WITHOUT_READ_ALOUD if is_silent(attempt.audio_manifest) else READ_ALOUD_APPROVED


def read_page_number() -> int:
    """The page that the address asks for; anything unreadable is the first."""
    return request.args.get("page", default=1, type=int)


def read_member(members: type[Member], name: str) -> Member | None:
    """The member that a filter in the address names; anything else is no filter."""
    asked = request.args.get(name, "")
    return next((member for member in members if member.value == asked), None)


def _list_flashed() -> list[tuple[str, str]]:
    """Category and text of each message."""
    return cast(list[tuple[str, str]], get_flashed_messages(with_categories=True))


def _message(text: str, category: str) -> Message:
    tone = MESSAGE_TONES.get(category, Tone.INFORMING)
    return Message(text=text, tone=tone, role="alert" if tone is Tone.BAD else "status")

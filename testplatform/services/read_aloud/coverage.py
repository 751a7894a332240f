"""How much of a form can be heard in a language: missing, stale, made, approved, human."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.readaloud import (
    AudioOrigin,
    SegmentCoverage,
    SegmentState,
    SpeechCoverage,
    choose_audio,
    count_coverage,
)
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.forms import Form
from testplatform.repositories.forms import PlannedSegment, get_form_plan
from testplatform.services.read_aloud.choosing import list_available
from testplatform.services.read_aloud.earlier import mark_changed_texts
from testplatform.services.read_aloud.offering import list_counted_languages
from testplatform.services.read_aloud.requesting import find_language_voice, read_switches
from testplatform.services.read_aloud.screens import (
    count_screen_segments,
    list_screen_segments,
)
from testplatform.speech.engines import list_switched_off


def measure_coverage(session: Session, form_id: int, language: str) -> SpeechCoverage:
    """How much of a form and of the candidate's screens has audio in a language.

    A language without the texts misses as many segments as the source has.
    """
    stakes = session.get_one(Form, form_id).stakes
    has_voice = find_language_voice(session, language, stakes) is not None
    found = [
        *_list_or_miss(session, form_id, language, has_voice=has_voice),
        *list_screen_coverage(session, language, stakes, has_voice=has_voice),
    ]
    return count_coverage(language, found, has_voice=has_voice)


def measure_form_texts(session: Session, form_id: int, language: str) -> SpeechCoverage:
    """The same without the screens: what an attempt is bound to."""
    stakes = session.get_one(Form, form_id).stakes
    has_voice = find_language_voice(session, language, stakes) is not None
    found = _list_or_miss(session, form_id, language, has_voice=has_voice)
    return count_coverage(language, found, has_voice=has_voice)


def list_form_coverage(session: Session, form_id: int) -> list[SpeechCoverage]:
    """How much of a form can be heard in each language that the test should have, and does have.

    In the order of the languages: most participants first.
    """
    tags = list_counted_languages(session, form_id)
    return [measure_coverage(session, form_id, tag) for tag in tags]


def list_form_segments(
    session: Session, form_id: int, language: str, *, has_voice: bool
) -> list[SegmentCoverage]:
    """What there is for each segment of a form, in their order.

    A text that was changed in this version of the form is stale, not missing.
    """
    planned = get_form_plan(session, form_id).segments_in(language)
    stakes = session.get_one(Form, form_id).stakes
    found = list_segment_coverage(session, planned, language, stakes, has_voice=has_voice)
    return mark_changed_texts(session, form_id, language, planned, found)


def list_screen_coverage(
    session: Session, language: str, stakes: Stakes, *, has_voice: bool
) -> list[SegmentCoverage]:
    """What there is for each sentence of the screens; all is missing where none is translated."""
    screens = list_screen_segments(language)
    if not screens:
        return [SegmentCoverage(state=SegmentState.MISSING)] * count_screen_segments(language)
    return list_segment_coverage(session, screens, language, stakes, has_voice=has_voice)


def measure_texts(
    session: Session, planned: Sequence[PlannedSegment], language: str, stakes: Stakes
) -> SpeechCoverage:
    """How much of some segments has audio in a language."""
    has_voice = find_language_voice(session, language, stakes) is not None
    found = list_segment_coverage(session, planned, language, stakes, has_voice=has_voice)
    return count_coverage(language, found, has_voice=has_voice)


def list_segment_coverage(
    session: Session,
    planned: Sequence[PlannedSegment],
    language: str,
    stakes: Stakes,
    *,
    has_voice: bool,
) -> list[SegmentCoverage]:
    """What there is for each segment, in their order."""
    hashes = {one.text_hash for one in planned}
    available = list_available(session, hashes, language, stakes)
    others = _list_other_states(session, hashes - available.keys(), language)
    covered: dict[str, SegmentCoverage] = {}
    for text_hash in hashes:
        audio = choose_audio(available.get(text_hash, ()), stakes)
        if audio is None and text_hash in available:
            audio = choose_audio(available[text_hash], Stakes.PRACTICE)
        if audio is None:
            covered[text_hash] = _uncovered(others.get(text_hash, frozenset()), has_voice)
            continue
        is_approved = audio.is_approved(stakes)
        covered[text_hash] = SegmentCoverage(
            state=SegmentState.APPROVED if is_approved else SegmentState.MADE,
            is_human=audio.origin is AudioOrigin.HUMAN,
        )
    return [covered[one.text_hash] for one in planned]


def _list_or_miss(
    session: Session, form_id: int, language: str, *, has_voice: bool
) -> list[SegmentCoverage]:
    plan = get_form_plan(session, form_id)
    if plan.can_show(language):
        return list_form_segments(session, form_id, language, has_voice=has_voice)
    absent = SegmentCoverage(state=SegmentState.MISSING)
    return [absent] * len(plan.segments_in(plan.source_language))


def _uncovered(states: frozenset[AudioState], has_voice: bool) -> SegmentCoverage:
    is_stale = AudioState.STALE in states
    is_refused = bool(states & {AudioState.REFUSED, AudioState.REJECTED})
    never_asked = has_voice and not states - {AudioState.STALE}
    return SegmentCoverage(
        state=SegmentState.STALE if is_stale else SegmentState.MISSING,
        is_waiting=AudioState.WANTED in states or never_asked,
        is_refused=is_refused and AudioState.WANTED not in states,
    )


def _list_other_states(
    session: Session, hashes: Collection[str], language: str
) -> Mapping[str, frozenset[AudioState]]:
    """What became of texts; what was asked of an engine that is off is not on its way."""
    switched_off = list_switched_off(read_switches(session))
    rows = session.execute(
        sa.select(AudioAsset.text_hash, AudioAsset.state)
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_(list(hashes)),
            sa.or_(AudioAsset.state != AudioState.WANTED, AudioAsset.engine.not_in(switched_off)),
        )
        .distinct()
    )
    states: dict[str, frozenset[AudioState]] = {}
    for row in rows:
        states[row.text_hash] = states.get(row.text_hash, frozenset()) | {row.state}
    return states

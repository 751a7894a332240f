"""Build the page of the engines."""

from collections.abc import Mapping
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import list_languages
from itembank.voices import ListedVoice, list_voices
from testplatform.models.audio import EngineSwitch
from testplatform.services.read_aloud.engines import (
    EngineBacklog,
    find_example,
    list_backlogs,
    list_switches,
)
from testplatform.speech.engines import ENGINES
from testplatform.speech.synthesis import SpeechError
from testplatform.web.read_aloud.engines.forms import TURN_OFF, TURN_ON, SwitchForm
from testplatform.web.read_aloud.engines.pages import (
    Departure,
    EngineSection,
    EnginesPage,
    Pause,
    VoiceRow,
)
from testplatform.web.read_aloud.engines.wording import (
    ABOUT,
    BREAKER_CLOSED,
    BREAKER_OPEN,
    BY_DEFAULT,
    INSTALLED,
    LEAVES,
    OFF,
    ON,
    PERMITS,
    RECIPIENT,
    STAYS,
    TITLES,
    describe_lack,
)
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.pages import Badge, Tone

NOTHING_WAITS = EngineBacklog(wanted=0)


def build_engines_page(session: Session, *, now: datetime) -> EnginesPage:
    switches = list_switches(session)
    backlogs = list_backlogs(session, now=now)
    example = find_example(session)
    return EnginesPage(
        engines=tuple(
            _section(code, switches, backlogs.get(code, NOTHING_WAITS), example) for code in ENGINES
        )
    )


def _section(
    code: str,
    switches: Mapping[str, EngineSwitch],
    backlog: EngineBacklog,
    example: str | None,
) -> EngineSection:
    engine = ENGINES[code]
    switch = switches.get(code)
    is_on = engine.is_on_by_default if switch is None else switch.is_on
    voices = _list_voices(code)
    pause = _pause(backlog)
    return EngineSection(
        code=code,
        title=TITLES[code],
        about=ABOUT[code],
        switch=ON if is_on else OFF,
        is_on=is_on,
        decided=BY_DEFAULT if switch is None else f"door {switch.changed_by.display_name}",
        decided_at=None if switch is None else switch.changed_at,
        installed=_count_installed(voices),
        wanted=backlog.wanted,
        breaker=BREAKER_CLOSED if pause is None else BREAKER_OPEN,
        pause=pause,
        voices=voices,
        departure=_departure(example) if engine.sends_texts_out else None,
        form=SwitchForm(formdata=None, turn=TURN_OFF if is_on else TURN_ON),
        switch_url=url_for("read_aloud_engines.switch", engine=code),
    )


def _pause(backlog: EngineBacklog) -> Pause | None:
    if backlog.paused_until is None:
        return None
    return Pause(texts=backlog.paused, until=backlog.paused_until, problem=backlog.problem or "")


def _departure(example: str | None) -> Departure:
    return Departure(recipient=RECIPIENT, leaves=LEAVES, stays=STAYS, example=example)


def _list_voices(code: str) -> tuple[VoiceRow, ...]:
    return tuple(
        _voice(voice)
        for language in list_languages()
        for voice in list_voices(language.tag)
        if voice.engine == code
    )


def _voice(voice: ListedVoice) -> VoiceRow:
    lack = ENGINES[voice.engine].find_lack(voice)
    state, version = (describe_lack(lack), "") if lack else _ask_version(voice)
    return VoiceRow(
        language=build_language_name(voice.language),
        name=voice.name,
        licence=voice.licence.name,
        permits=PERMITS[voice.licence.permits],
        state=state,
        version=version,
    )


def _ask_version(voice: ListedVoice) -> tuple[Badge, str]:
    try:
        return INSTALLED, ENGINES[voice.engine].open(voice).voice.version
    except SpeechError as problem:
        return Badge(word=f"werkt niet: {problem}", tone=Tone.BAD), ""


def _count_installed(voices: tuple[VoiceRow, ...]) -> Badge:
    ready = sum(row.state == INSTALLED for row in voices)
    if ready == 0:
        return Badge(word="geen stem geïnstalleerd", tone=Tone.NEUTRAL)
    word = f"{ready} van {len(voices)} stemmen geïnstalleerd"
    return Badge(word=word, tone=Tone.GOOD)

"""Load what the platform cannot do without: languages, what decides, roles, organisations."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.languages import list_languages
from itembank.programmes import list_cut_score_sets, list_programmes
from itembank.scheme_tables import (
    SchemeTable,
    moment_of,
    table_to_document,
    tables_of_documents,
)
from scoring.codes import MomentCode
from scoring.cut_scores import CutScoreSet, cut_score_set_to_document
from testplatform.models.cut_scores import CutScoreSet as CutScoreSetRow
from testplatform.models.languages import Language
from testplatform.models.organisations import Organisation, TestCentre
from testplatform.models.staff import Role, RoleName

ROLE_DESCRIPTIONS = {
    RoleName.INVIGILATOR: "toezichter",
    RoleName.AUTHOR: "itemauteur",
    RoleName.REVIEWER: "nalezer van items",
    RoleName.TRANSLATOR: "vertaler",
    RoleName.NATIVE_REVIEWER: "nalezer in de moedertaal",
    RoleName.CONSULTANT: "educatief consulent",
    RoleName.PANELLIST: "panellid dat cesuren helpt bepalen",
    RoleName.ASSESSOR: "beoordelaar van spreken en schrijven",
    RoleName.ADMINISTRATOR: "beheerder",
}

ORGANISATIONS = {
    "agii": "Agentschap Integratie en Inburgering",
    "atlas": "Atlas, integratie & inburgering Antwerpen",
    "amal": "Amal Gent",
    "hnb": "Huis van het Nederlands Brussel",
}

TEST_CENTRES: Mapping[str, tuple[str, str]] = {
    "AGII-HASSELT": ("agii", "Hasselt"),
    "AGII-LEUVEN": ("agii", "Leuven"),
    "AGII-BRUGGE": ("agii", "Brugge"),
    "AGII-KORTRIJK": ("agii", "Kortrijk"),
    "AGII-MECHELEN": ("agii", "Mechelen"),
    "AGII-AALST": ("agii", "Aalst"),
    "ATLAS-ANTWERPEN": ("atlas", "Antwerpen"),
    "AMAL-GENT": ("amal", "Gent"),
    "HNB-BRUSSEL": ("hnb", "Brussel"),
}


class CutScoresStartTogether(Exception):
    """A document starts on the day of a set that was published, perhaps by an approved proposal."""


class PublishedCutScoresDiffer(Exception):
    """A document gives other cut scores for a version that was published: make a new version."""


def load_reference_data(session: Session) -> None:
    """Bring the reference rows up to the documents; run it as often as you like."""
    _load_languages(session)
    _load_roles(session)
    _load_organisations(session)
    for programme in list_programmes():
        for cut_scores in list_cut_score_sets(programme.code):
            _load_cut_scores(
                session,
                cut_scores,
                moment=cut_scores.moment,
                document=cut_score_set_to_document(cut_scores),
            )
        for table in tables_of_documents(programme.code).all:
            _load_cut_scores(
                session, table, moment=moment_of(table), document=table_to_document(table)
            )
    session.flush()


def _load_languages(session: Session) -> None:
    for position, language in enumerate(list_languages(), start=1):
        session.merge(
            Language(
                tag=language.tag,
                position=position,
                own_name=language.own_name,
                dutch_name=language.dutch_name,
                script=language.script,
                direction=language.direction.value,
                mo_test_offered=language.mo_test_offered,
                font=language.font,
            )
        )


def _load_roles(session: Session) -> None:
    known = set(session.scalars(sa.select(Role.name)))
    for name, description in ROLE_DESCRIPTIONS.items():
        if name not in known:
            session.add(Role(name=name.value, description=description))


def _load_organisations(session: Session) -> None:
    organisations = {row.code: row for row in session.scalars(sa.select(Organisation))}
    for code, name in ORGANISATIONS.items():
        if code not in organisations:
            organisations[code] = Organisation(code=code, name=name)
            session.add(organisations[code])
    centres = set(session.scalars(sa.select(TestCentre.code)))
    for code, (organisation, name) in TEST_CENTRES.items():
        if code not in centres:
            session.add(TestCentre(code=code, name=name, organisation=organisations[organisation]))


def _load_cut_scores(
    session: Session,
    cut_scores: CutScoreSet | SchemeTable,
    *,
    moment: MomentCode,
    document: dict[str, object],
) -> None:
    row = session.scalars(
        sa.select(CutScoreSetRow).where(
            CutScoreSetRow.code == cut_scores.code, CutScoreSetRow.version == cut_scores.version
        )
    ).one_or_none()
    if row is None:
        _check_start(session, cut_scores, moment)
        session.add(
            CutScoreSetRow(
                code=cut_scores.code,
                version=cut_scores.version,
                programme=cut_scores.programme,
                moment=moment,
                effective_from=cut_scores.effective_from,
                document=document,
            )
        )
    elif row.document != document:
        raise PublishedCutScoresDiffer(f"{cut_scores.code} version {cut_scores.version}")


def _check_start(
    session: Session, cut_scores: CutScoreSet | SchemeTable, moment: MomentCode
) -> None:
    other = session.scalars(
        sa.select(CutScoreSetRow).where(
            CutScoreSetRow.programme == cut_scores.programme,
            CutScoreSetRow.moment == moment,
            CutScoreSetRow.effective_from == cut_scores.effective_from,
        )
    ).one_or_none()
    if other is not None:
        raise CutScoresStartTogether(
            f"{cut_scores.code} and {other.code} version {other.version} both start on "
            f"{cut_scores.effective_from.isoformat()}"
        )

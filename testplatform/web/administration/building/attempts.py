"""The list of attempts."""

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import list_languages
from itembank.programmes import get_programme, list_programmes
from testplatform.repositories.attempts import (
    AttemptSearch,
    AttemptSummary,
    count_attempts,
    list_attempt_summaries,
)
from testplatform.web.administration.pages.attempts import AttemptRow, AttemptsPage
from testplatform.web.administration.searches import search_to_arguments
from testplatform.web.staff.building import (
    ROWS_PER_PAGE,
    build_language_name,
    build_options,
    build_paging,
)
from testplatform.web.staff.results import describe_result
from testplatform.web.staff.wording import (
    ATTEMPT_STATES,
    DELIVERY_STATES,
    describe_moment,
)


def build_attempts_page(session: Session, search: AttemptSearch, *, number: int) -> AttemptsPage:
    arguments = search_to_arguments(search)
    paging = build_paging(
        count_attempts(session, search),
        number,
        lambda page: url_for("administration.attempts", page=page, **arguments),
    )
    summaries = list_attempt_summaries(session, search, limit=ROWS_PER_PAGE, offset=paging.offset)
    return AttemptsPage(
        text=search.text or "",
        states=build_options(
            {state.value: badge.word for state, badge in ATTEMPT_STATES.items()}, search.state
        ),
        programmes=build_options(
            {programme.code: programme.title for programme in list_programmes()},
            search.programme,
        ),
        languages=build_options(
            {language.tag: language.dutch_name for language in list_languages()},
            search.language,
        ),
        rows=tuple(_row(summary) for summary in summaries),
        paging=paging,
        export_url=url_for("administration.export", **arguments),
        all_url=url_for("administration.attempts"),
        is_filtered=bool(arguments),
    )


def _row(summary: AttemptSummary) -> AttemptRow:
    return AttemptRow(
        url=url_for("administration.attempt", public_id=summary.public_id),
        full_name=f"{summary.family_name} {summary.given_name}".strip(),
        dossier=summary.dossier,
        programme=get_programme(summary.programme).title,
        moment=describe_moment(summary.programme, summary.moment),
        language=build_language_name(summary.language),
        starts_at=summary.starts_at,
        state=ATTEMPT_STATES[summary.state],
        outcome=None
        if summary.document is None
        else describe_result(summary.outcome, summary.document),
        decided_at=summary.decided_at,
        deliveries=tuple(DELIVERY_STATES[state] for state in summary.deliveries),
    )

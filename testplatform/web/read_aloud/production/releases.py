"""Build the page of the release of one language of an exam."""

from flask import url_for
from sqlalchemy.orm import Session

from testplatform.models.forms import Form
from testplatform.services.read_aloud.coverage import measure_coverage
from testplatform.services.read_aloud.releasing import find_release
from testplatform.web.read_aloud.production.building import build_heading, describe_release
from testplatform.web.read_aloud.production.forms import Choice, ReleaseForm
from testplatform.web.read_aloud.production.pages import ReleasePage
from testplatform.web.read_aloud.production.wording import describe_lacking
from testplatform.web.staff.building import build_language_name


def build_release_page(
    session: Session,
    form: Form,
    language: str,
    asked: ReleaseForm | None = None,
    *,
    problem: str = "",
) -> ReleasePage:
    """With what was typed and what is wrong with it, when somebody asked for a release."""
    coverage = measure_coverage(session, form.id, language)
    release = find_release(session, form.id, language)
    usual = Choice.WITH if coverage.is_releasable else Choice.WITHOUT

    def address(endpoint: str) -> str:
        return url_for(endpoint, form_id=form.id, language=language)

    return ReleasePage(
        form=build_heading(form),
        language=build_language_name(language),
        state=describe_release(release),
        numbers=describe_lacking(coverage),
        can_read_aloud=coverage.is_releasable,
        is_released=release is not None,
        released_by="" if release is None else release.released_by.display_name,
        released_at=None if release is None else release.released_at,
        comment=release.comment if release is not None else asked.reason if asked else "",
        problem=problem,
        chosen=str(asked.choice.data) if asked else usual.value,
        url=address("read_aloud_production.release"),
        withdraw_url=address("read_aloud_production.withdraw"),
    )

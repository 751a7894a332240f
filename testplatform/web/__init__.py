"""The web side: thin views over the services, one folder per area."""

from flask import Flask

from testplatform.config import Config


def init_web(app: Flask, config: Config) -> None:
    """Register every blueprint, the access check, headers, errors and static files."""
    from testplatform.group_commit import JournalDesk
    from testplatform.services.recordings import KEPT_DAYS
    from testplatform.web import access, assets, errors, headers, player_only
    from testplatform.web.administration.routes import blueprint as administration
    from testplatform.web.advice.routes import blueprint as advice
    from testplatform.web.api.bookings import blueprint as bookings
    from testplatform.web.api.player import blueprint as player
    from testplatform.web.api.recordings import blueprint as recordings
    from testplatform.web.appeals.routes import blueprint as appeals
    from testplatform.web.authoring.routes import blueprint as authoring
    from testplatform.web.candidate.routes import blueprint as candidate
    from testplatform.web.cut_scores.routes import blueprint as cut_scores
    from testplatform.web.form_drafts.routes import blueprint as form_drafts
    from testplatform.web.health.routes import blueprint as health
    from testplatform.web.importing.routes import blueprint as importing
    from testplatform.web.invigilator.routes import blueprint as invigilator
    from testplatform.web.judging.attempts import blueprint as judging_attempts
    from testplatform.web.judging.routes import blueprint as judging
    from testplatform.web.letters.routes import blueprint as letters
    from testplatform.web.marking.corrections import blueprint as rating_corrections
    from testplatform.web.marking.routes import blueprint as marking
    from testplatform.web.marking.supervision import blueprint as rating_supervision
    from testplatform.web.media.routes import blueprint as media
    from testplatform.web.oral_tests.routes import blueprint as oral_tests
    from testplatform.web.panels.routes import blueprint as panels
    from testplatform.web.read_aloud.engines.routes import blueprint as read_aloud_engines
    from testplatform.web.read_aloud.production.routes import blueprint as read_aloud_production
    from testplatform.web.read_aloud.reviewing.routes import blueprint as read_aloud_reviewing
    from testplatform.web.read_aloud.studio.routes import blueprint as read_aloud_studio
    from testplatform.web.read_aloud.studio.uploads import blueprint as read_aloud_uploads
    from testplatform.web.read_aloud.use.routes import blueprint as read_aloud_use
    from testplatform.web.read_aloud.words.routes import blueprint as read_aloud_words
    from testplatform.web.rescoring.routes import blueprint as rescoring
    from testplatform.web.routings.routes import blueprint as routings
    from testplatform.web.staff.routes import blueprint as staff
    from testplatform.web.translating.routes import blueprint as translating

    app.jinja_env.globals["recordings_kept_days"] = KEPT_DAYS
    app.before_request(access.check_access)
    app.extensions["journal_desk"] = JournalDesk()
    for blueprint in (
        candidate,
        player,
        recordings,
        bookings,
        media,
        health,
        staff,
        invigilator,
        administration,
        cut_scores,
        panels,
        judging,
        judging_attempts,
        advice,
        form_drafts,
        translating,
        authoring,
        importing,
        rescoring,
        appeals,
        letters,
        marking,
        rating_supervision,
        rating_corrections,
        oral_tests,
        routings,
        read_aloud_engines,
        read_aloud_reviewing,
        read_aloud_words,
        read_aloud_production,
        read_aloud_use,
        read_aloud_studio,
        read_aloud_uploads,
    ):
        app.register_blueprint(blueprint)
    headers.init_headers(app, config)
    errors.init_errors(app)
    assets.init_assets(app, config)
    player_only.keep_players_apart(app)

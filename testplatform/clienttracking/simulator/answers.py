"""How the simulator answers: problem documents for systems, pages for people, headers for both."""

import json

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from testplatform.clienttracking import problems

API_PREFIX = "/v1/"

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_SENTENCES = {
    400: "Dit formulier is verlopen of kwam van een andere pagina. Ga terug en probeer opnieuw.",
    403: "Dit kan alleen op de computer waarop de simulator draait.",
    404: "Deze pagina bestaat niet.",
    405: "Dit kan op deze pagina niet.",
    413: "Wat u verstuurde, is te groot.",
}
_OTHER_SENTENCE = "Er ging iets mis. Probeer later opnieuw."

_TYPES = {
    404: problems.ADDRESS_UNKNOWN,
    405: problems.ADDRESS_UNKNOWN,
    413: problems.BODY_TOO_LARGE,
    500: problems.INTERNAL_ERROR,
}


def init_answers(app: Flask) -> None:
    """Attach error answers and security headers to the application."""
    app.register_error_handler(HTTPException, _answer_error)
    app.after_request(_add_headers)


def build_problem(
    status: int,
    problem_type: str,
    title: str,
    *,
    faulty: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Build a problem document (RFC 9457); `faulty` maps fields to what is wrong with them."""
    document: dict[str, object] = {"type": problem_type, "title": title, "status": status}
    if faulty:
        document["problems"] = faulty
    body = json.dumps(document, ensure_ascii=False)
    return Response(body, status=status, headers=headers, content_type=problems.MEDIA_TYPE)


def _answer_error(error: HTTPException) -> Response:
    status = error.code or 500
    if request.path.startswith(API_PREFIX):
        problem_type = _TYPES.get(status, problems.BODY_UNREADABLE)
        return build_problem(status, problem_type, error.name)
    sentence = _SENTENCES.get(status, _OTHER_SENTENCE)
    return Response(render_template("simulator/problem.html", sentence=sentence), status)


def _add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response

"""Headers of every response: nothing from elsewhere, nothing kept that should not be."""

from flask import Flask, Response, request

from testplatform.config import Config

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' blob:",  # candidates hear their own recording before it is sent
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NO_SENSORS = "camera=(), geolocation=(), microphone=()"
MICROPHONE_ONLY = "camera=(), geolocation=(), microphone=(self)"
HSTS_SECONDS = 31_536_000


def init_headers(app: Flask, config: Config) -> None:
    """Add the security headers; pages and answers are `no-store` unless a view says otherwise."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", NO_SENSORS)
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if config.cookies_need_https:
            headers.setdefault(
                "Strict-Transport-Security", f"max-age={HSTS_SECONDS}; includeSubDomains"
            )
        if "Cache-Control" not in headers and not (request.endpoint or "").endswith("static"):
            headers["Cache-Control"] = "no-store"
        return response

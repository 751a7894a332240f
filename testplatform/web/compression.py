"""Compressed answers, for the two that are large: packages of questions and the player's shell.

Nothing with a secret beside something that the sender chose is compressed: its size could tell the
secret. A package and the shell hold neither.
"""

import gzip

from flask import Response, request

LEVEL = 6


def compress(text: bytes) -> bytes:
    """The same bytes for the same text, whenever it is compressed."""
    return gzip.compress(text, LEVEL, mtime=0)


def send_compressed(compressed: bytes, mimetype: str) -> Response:
    """Answer with compressed bytes, or with the text itself where the client cannot read them."""
    if not request.accept_encodings.quality("gzip"):
        response = Response(gzip.decompress(compressed), mimetype=mimetype)
    else:
        response = Response(compressed, mimetype=mimetype)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response

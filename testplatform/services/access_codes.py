"""The code a candidate types: eight digits, derived and never stored.

Digits, because many candidates cannot read Latin letters. The code follows from the secret key, the
attempt and a version, so the invigilator can show it again, while the database holds only a keyed
digest of it.
"""

import hashlib
import hmac
import re

CODE_DIGITS = 8
_CODE = re.compile(rf"\d{{{CODE_DIGITS}}}", re.ASCII)


def derive_code(secret_key: str, public_id: str, version: int) -> str:
    """The code of an attempt: eight ASCII digits."""
    digest = _keyed_digest(secret_key, f"access-code|{public_id}|{version}")
    return f"{int(digest, 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def digest_code(secret_key: str, code: str) -> str:
    """What the database keeps of a code: 64 hexadecimal characters."""
    return _keyed_digest(secret_key, f"access-code-digest|{code}")


def read_code(typed: str) -> str | None:
    """The eight digits in what somebody typed or scanned (any script's digits), or None."""
    digits = "".join(
        str(int(character)) if character.isdecimal() else character
        for character in typed
        if not character.isspace() and character not in "-‑–."
    )
    return digits if _CODE.fullmatch(digits) else None


def show_code(code: str) -> str:
    """The code as people read it: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def _keyed_digest(secret_key: str, message: str) -> str:
    return hmac.new(secret_key.encode(), message.encode(), hashlib.sha256).hexdigest()

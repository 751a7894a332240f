"""The addresses of the application, compiled once.

Every test makes an application of its own, and most of what that takes is the compiling of the
same few hundred addresses. What comes of it depends on the address alone.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_Builder = Callable[..., tuple[str, str]]


def remember_addresses() -> None:
    """From now on an address that was compiled before is not compiled again."""
    compile_builder = Rule._compile_builder
    known: dict[tuple[Any, ...], _Builder] = {}

    def look_up(rule: Rule, append_unknown: bool = True) -> _Builder:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    Rule._compile_builder = look_up  # type: ignore[method-assign]

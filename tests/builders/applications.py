"""What all the applications of the tests share.

Every test makes an application of its own, and most of what that takes is compiling the same few
hundred addresses and templates. What comes of it depends on the address or the template alone.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
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


def remember_templates() -> None:
    """From now on a template that was compiled before is not compiled again."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Memory()}


class _Memory(BytecodeCache):
    """Compiled templates; one whose source changed is compiled again."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._known.get(bucket.key)
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()

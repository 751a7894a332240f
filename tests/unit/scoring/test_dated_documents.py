"""What all documents share that say what is in force from a day on."""

from collections.abc import Callable
from typing import Any

import pytest

from scoring.cut_scores import cut_score_set_from_document, cut_score_set_to_document
from scoring.documents import DocumentNotUnderstood
from scoring.levels import level_set_from_document, purpose_from_document
from scoring.orientation import framework_from_document
from scoring.ratings.documents import rubric_from_document, rubric_to_document
from scoring.routing import routing_from_document
from tests.builders.levels import a_level_set_document, a_purpose_document
from tests.builders.orientation import a_framework_document
from tests.builders.ratings import a_rubric
from tests.builders.routing import a_routing_document
from tests.builders.scoring import a_cut_score_set

Read = Callable[[object], Any]

_ASSUMED = [
    pytest.param(level_set_from_document, a_level_set_document(), id="levels"),
    pytest.param(purpose_from_document, a_purpose_document(), id="purpose"),
    pytest.param(rubric_from_document, rubric_to_document(a_rubric()), id="assessment model"),
    pytest.param(routing_from_document, a_routing_document(), id="routing"),
]
_DATED = [
    *_ASSUMED,
    pytest.param(
        cut_score_set_from_document, cut_score_set_to_document(a_cut_score_set()), id="cut scores"
    ),
    pytest.param(framework_from_document, a_framework_document(), id="framework"),
]


class TestVersion:
    @pytest.mark.parametrize(("read", "document"), _DATED)
    def test_is_one_at_least(self, read: Read, document: dict[str, Any]) -> None:
        assert read(document | {"version": 1}).version == 1
        with pytest.raises(DocumentNotUnderstood, match="version: must be at least 1"):
            read(document | {"version": 0})


class TestAssumed:
    @pytest.mark.parametrize(("read", "document"), _ASSUMED)
    def test_is_false_where_nothing_says_so(self, read: Read, document: dict[str, Any]) -> None:
        silent = {name: value for name, value in document.items() if name != "assumed"}

        assert read(silent).assumed is False
        assert read(silent | {"assumed": True}).assumed is True

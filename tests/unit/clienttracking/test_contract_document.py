"""The examples of docs/client-tracking.md are messages of the contract."""

import re
from datetime import date
from pathlib import Path

from scoring.codes import FactCode
from scoring.decisions import FactCarried, step_to_document
from scoring.explanations import sentence
from testplatform.clienttracking import problems
from testplatform.clienttracking.contract import (
    booking_message_from_document,
    result_message_from_document,
)
from testplatform.clienttracking.documents import read_json
from testplatform.config import PROJECT_ROOT
from tests.unit.clienttracking.builders import a_booking_document

DOCUMENT: Path = PROJECT_ROOT / "docs" / "client-tracking.md"


def list_examples() -> list[dict[str, object]]:
    blocks = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)
    examples = [read_json(block.encode()) for block in blocks]
    return [example for example in examples if isinstance(example, dict)]


class TestTheExamples:
    def test_show_a_booking_that_is_read(self) -> None:
        booking = next(example for example in list_examples() if "given_name" in example)

        assert booking_message_from_document(booking).id == booking["id"]

    def test_show_a_result_that_is_read(self) -> None:
        result = next(example for example in list_examples() if "outcome" in example)

        assert result_message_from_document(result).to_document() == result

    def test_show_a_problem_of_the_contract(self) -> None:
        problem = next(example for example in list_examples() if "type" in example)

        assert problem["type"] == problems.MESSAGE_UNREADABLE

    def test_show_the_facts_of_a_booking(self) -> None:
        example = next(example for example in list_examples() if list(example) == ["facts"])

        message = booking_message_from_document(a_booking_document(**example))

        assert message.to_document()["facts"] == example["facts"]

    def test_show_the_step_that_carries_a_fact(self) -> None:
        step = next(example for example in list_examples() if "kind" in example)
        told = FactCarried(
            fact=FactCode(str(step["fact"])),
            value=str(step["value"]),
            told_on=date.fromisoformat(str(step["told_on"])),
        )

        assert step == {**step_to_document(told), "sentence": sentence(told)}

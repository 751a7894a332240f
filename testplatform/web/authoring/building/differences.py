"""A difference between two documents in words."""

from collections.abc import Mapping
from typing import Any

from itembank.differences import Change
from testplatform.web.authoring.differences import compare_documents
from testplatform.web.authoring.pages.editor import DifferenceRow, StretchView
from testplatform.web.authoring.wording import name_field


def build_difference_rows(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[DifferenceRow, ...]:
    """What the new document says otherwise."""
    return tuple(
        DifferenceRow(
            label=name_field(one.path),
            stretches=tuple(
                StretchView(
                    text=stretch.text,
                    is_removed=stretch.change is Change.REMOVED,
                    is_added=stretch.change is Change.ADDED,
                )
                for stretch in one.stretches
            ),
        )
        for one in compare_documents(_without_usual(old), _without_usual(new))
    )


def _without_usual(document: Mapping[str, Any]) -> dict[str, Any]:
    """A form always says that everything is read aloud; a stored document leaves that out."""
    return {
        name: value
        for name, value in document.items()
        if (name, value) not in (("read_aloud", "all"), ("rule", "1.1"))
    }

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.item_documents import item_from_document
from itembank.items import ItemType
from itembank.lifecycle import ItemState
from testplatform.cli.figures import figures
from testplatform.models.items import Item, ItemVersion


def _run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(figures, ["generate", *arguments])
    return result.exit_code, result.output


def _list_versions(session: Session) -> list[ItemVersion]:
    query = sa.select(ItemVersion).join(Item).where(Item.programme == "covaar")
    return list(session.scalars(query.order_by(ItemVersion.id)))


class TestGenerate:
    def test_adds_drafts_that_are_proved(self, app: Flask, session: Session) -> None:
        _run(app, "--kind", "matrix", "--seed", "4", "--count", "3", "--difficulty", "hard")

        versions = _list_versions(session)
        assert [version.item.code for version in versions] == [
            f"FIGURE-MATRIX-HARD-{seed}" for seed in (4, 5, 6)
        ]
        assert {version.state for version in versions} == {ItemState.DRAFT}
        assert {item_from_document(version.document).item_type for version in versions} == {
            ItemType.FIGURE_MATRIX
        }

    def test_leaves_alone_what_is_there(self, app: Flask, session: Session) -> None:
        _run(app, "--kind", "series")

        _, text = _run(app, "--kind", "series", "--count", "2")

        assert text.splitlines() == [
            "FIGURE-SERIES-MEDIUM-2  added",
            "FIGURE-SERIES-MEDIUM-1  is there already",
        ]

    def test_writes_nothing_in_a_dry_run(self, app: Flask, session: Session) -> None:
        _, text = _run(app, "--kind", "series", "--dry-run")

        assert text == "FIGURE-SERIES-MEDIUM-1  would be added\n"
        assert _list_versions(session) == []

    def test_refuses_more_than_it_can_do_at_once(self, app: Flask) -> None:
        code, text = _run(app, "--kind", "series", "--count", "501")

        assert code == 2
        assert "501 is not in the range" in text

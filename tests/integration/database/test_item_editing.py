"""Writing items: new ones, drafts, next versions, and two people at once."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from itembank.items import ItemNotValid
from itembank.lifecycle import ItemState
from itembank.translations import TranslationState
from testplatform.db import db, unit_of_work
from testplatform.errors import (
    ItemChangedMeanwhile,
    ItemCodeTaken,
    ItemNotEditable,
    ItemNotTheirs,
)
from testplatform.models.audit import AuditRecord
from testplatform.models.items import Item, ItemVersion
from testplatform.repositories.item_versions import list_writers
from testplatform.repositories.items import list_sheets
from testplatform.services.item_editing import begin_version, create_item, edit_version
from tests.builders.item_versions import (
    ADMINISTRATOR,
    AUTHOR,
    LATER,
    NOW,
    REVIEWER,
    TRANSLATOR,
    a_colleague,
    a_document,
    a_stored_version,
)
from tests.builders.items import a_translation, an_item

pytestmark = pytest.mark.usefixtures("session")


def create(document: object, *, email: str = AUTHOR) -> int:
    with unit_of_work() as session:
        colleague = a_colleague(session, email)
        return create_item(session, document, programme="mo", colleague=colleague, now=NOW).id


def edit(
    version_id: int,
    document: object,
    *,
    edits: int = 0,
    email: str = AUTHOR,
    is_recorded: bool = True,
) -> None:
    with unit_of_work() as session:
        edit_version(
            session,
            version_id,
            document,
            edits=edits,
            colleague=a_colleague(session, email),
            now=LATER,
            is_recorded=is_recorded,
        )


def get(version_id: int) -> ItemVersion:
    return db.session.get_one(ItemVersion, version_id, populate_existing=True)


class TestCreateItem:
    def test_makes_a_draft_of_its_author(self) -> None:
        version = get(create(a_document()))

        assert (version.version, version.state, version.is_newest) == (1, ItemState.DRAFT, True)
        assert version.author is not None
        assert version.author.email == AUTHOR

    def test_refuses_a_code_that_is_taken(self) -> None:
        create(a_document())

        with pytest.raises(ItemCodeTaken):
            create(a_document())

    @pytest.mark.parametrize("email", [REVIEWER, TRANSLATOR])
    def test_is_not_for_everybody(self, email: str) -> None:
        with pytest.raises(ItemNotTheirs):
            create(a_document(), email=email)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"prompt": ""}, "prompt", id="an empty question"),
            pytest.param({"part": "spreken"}, "part", id="a part of another programme"),
            pytest.param(
                {"stimulus": {"image": "nowhere.svg", "image_text": "Niets."}},
                "stimulus.image",
                id="an image that the library does not have",
            ),
            pytest.param(
                {"stimulus": {"audio": "bus.webm"}},
                "stimulus.audio",
                id="sound that the library does not have",
            ),
        ],
    )
    def test_names_the_field_that_is_wrong_and_changes_nothing(
        self, changes: dict[str, object], field: str
    ) -> None:
        with pytest.raises(ItemNotValid) as refusal:
            create(a_document(**changes))

        assert [problem.field for problem in refusal.value.problems] == [field]
        assert count_versions_of("MO-T-01") == 0


class TestEditVersion:
    def test_writes_the_draft_and_counts_the_edit(self) -> None:
        version_id = create(a_document())

        edit(version_id, a_document(prompt="Waar meldt u een verhuis?"))

        version = get(version_id)
        assert version.document["prompt"] == "Waar meldt u een verhuis?"
        assert (version.edits, version.updated_at) == (1, LATER)
        assert "verhuis" in version.search_text

    def test_of_the_same_content_changes_nothing(self) -> None:
        version_id = create(a_document())

        edit(version_id, a_document())

        assert (get(version_id).edits, get(version_id).updated_at) == (0, NOW)

    def test_never_overwrites_what_somebody_else_saved(self) -> None:
        version_id = create(a_document())
        edit(version_id, a_document(prompt="Eerst?"))

        with pytest.raises(ItemChangedMeanwhile) as refusal:
            edit(version_id, a_document(prompt="Later?"), email=ADMINISTRATOR)

        assert refusal.value.edits == 1
        assert get(version_id).document["prompt"] == "Eerst?"

    @pytest.mark.parametrize("state", [s for s in ItemState if s is not ItemState.DRAFT])
    def test_leaves_alone_what_is_no_draft(self, state: ItemState) -> None:
        with unit_of_work() as session:
            version_id = a_stored_version(session, state=state).id

        with pytest.raises(ItemNotEditable):
            edit(version_id, a_document(prompt="Anders?"))

    def test_keeps_the_code(self) -> None:
        version_id = create(a_document())

        with pytest.raises(ItemNotValid):
            edit(version_id, a_document("MO-T-09"))

    def test_remembers_everybody_who_wrote(self) -> None:
        version_id = create(a_document())
        edit(version_id, a_document(prompt="Anders?"), email=ADMINISTRATOR)

        wanted = {a_colleague(db.session, email).staff_id for email in (AUTHOR, ADMINISTRATOR)}

        assert list_writers(db.session, [version_id]) == {version_id: wanted}

    def test_makes_the_translation_of_a_changed_text_outdated(self) -> None:
        with unit_of_work() as session:
            version = a_stored_version(session, translations=[a_translation()])
            version_id = version.id

        edit(version_id, a_document(prompt="Waar meldt u een verhuis?"))

        row = list_sheets(db.session, [version_id])[version_id]["fr"]
        assert (row.outdated, row.drafts, row.state) == (1, 3, TranslationState.OUTDATED)

    def test_that_saves_by_itself_is_recorded_once(self, actions: Callable[[], list[str]]) -> None:
        version_id = create(a_document(), email=AUTHOR)
        edit(version_id, a_document(prompt="Een?"), is_recorded=False)
        edit(version_id, a_document(prompt="Twee?"), edits=1, is_recorded=False)

        assert actions() == ["item created", "item changed"]


class TestBeginVersion:
    @pytest.mark.parametrize("state", ItemState)
    def test_follows_what_is_frozen_for_good_alone(self, state: ItemState) -> None:
        with unit_of_work() as session:
            old = a_stored_version(session, state=state)
            colleague = a_colleague(session)
            if state in (ItemState.PUBLISHED, ItemState.RETIRED):
                new = begin_version(session, old.id, colleague=colleague, now=LATER)
                assert (new.version, new.state) == (2, ItemState.DRAFT)
                assert not old.is_newest
            else:
                with pytest.raises(ItemNotEditable):
                    begin_version(session, old.id, colleague=colleague, now=LATER)

    def test_takes_the_translations_along(self) -> None:
        value = an_item(code="MO-T-01")
        with unit_of_work() as session:
            old = a_stored_version(
                session, value, state=ItemState.PUBLISHED, translations=[a_translation()]
            )
            new = begin_version(session, old.id, colleague=a_colleague(session), now=LATER)
            new_id, old_id = new.id, old.id
        edit(new_id, a_document(prompt="Waar meldt u een verhuis?"))

        sheets = list_sheets(db.session, [old_id, new_id])
        assert sheets[old_id]["fr"].outdated == 0
        assert sheets[new_id]["fr"].outdated == 1

    def test_is_not_for_everybody(self) -> None:
        with unit_of_work() as session:
            old = a_stored_version(session, state=ItemState.PUBLISHED)
            with pytest.raises(ItemNotTheirs):
                begin_version(session, old.id, colleague=a_colleague(session, REVIEWER), now=LATER)


def count_versions_of(code: str) -> int:
    statement = sa.select(sa.func.count(ItemVersion.id)).join(ItemVersion.item)
    return db.session.scalar(statement.where(Item.code == code)) or 0


@pytest.fixture
def actions() -> Callable[[], list[str]]:
    """What the audit log says of items, oldest first."""
    return lambda: list(
        db.session.scalars(
            sa.select(AuditRecord.action)
            .where(AuditRecord.subject.startswith("item:"))
            .order_by(AuditRecord.position)
        )
    )

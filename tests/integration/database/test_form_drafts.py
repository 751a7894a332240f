"""Forms in the making on both databases: choosing, checking, freezing."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.assembly import NotEnoughItems
from itembank.blueprint_changes import add_item, add_rule, remove_item, set_shuffling
from itembank.blueprints import Blueprint, Flaw, Rule
from itembank.forms import Stakes
from itembank.item_documents import item_from_document
from itembank.items import ItemCode, Level
from itembank.lifecycle import ItemState
from itembank.sheets import carry_over, sheet_from_document
from itembank.translations import SOURCE_LANGUAGE
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.forms import AudioManifest, Form, FormDraft, FormTranslation
from testplatform.models.items import ItemHappening, ItemTranslation, ItemVersion
from testplatform.repositories.forms import find_newest_form, get_form_plan
from testplatform.repositories.items import find_item
from testplatform.repositories.pools import load_pool
from testplatform.services.form_drafts import (
    DraftChanged,
    FormCodeTaken,
    FormNotReady,
    ItemNotInPool,
    NewDraft,
    change_draft,
    copy_parallel,
    create_draft,
    fill_by_rule,
    find_in_pool,
    publish_draft,
    read_blueprint,
    request_draft_audio,
    restore_form,
    withdraw_form,
)
from testplatform.services.item_versions import add_version, put_sheet, set_content
from tests.builders.attempts import a_submitted_attempt
from tests.builders.banks import publish_items
from tests.builders.items import an_item

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SAM = 1  # a staff member of the demonstration

pytestmark = pytest.mark.usefixtures("session")


def a_draft(code: str = "mo-2027") -> int:
    with unit_of_work() as session:
        new = NewDraft(code=code, programme="mo", title="MO 2027")
        return create_draft(session, new, author_id=SAM, now=NOW, blueprint=None).id


def changed(draft_id: int, *, edits: int, change: object = fill_by_rule) -> Blueprint:
    with unit_of_work() as session:
        draft = change_draft(session, draft_id, change, edits=edits, now=NOW)  # type: ignore[arg-type]
        return read_blueprint(draft)


def a_filled_draft(code: str = "mo-2027") -> int:
    draft_id = a_draft(code)
    changed(draft_id, edits=0)
    return draft_id


def published(draft_id: int, *, edits: int = 1) -> Form:
    with unit_of_work() as session:
        return publish_draft(session, draft_id, edits=edits, actor_id=SAM, now=NOW)


def edit_newest(session: Session, code: str, prompt: str) -> ItemVersion:
    """A next version of an item with another prompt, approved, its translations carried over."""
    row = find_item(session, code)
    assert row is not None
    old = session.scalars(
        sa.select(ItemVersion).where(ItemVersion.item_id == row.id, ItemVersion.is_newest)
    ).one()
    value = replace(item_from_document(old.document), prompt=prompt)
    version = add_version(session, row, value, state=ItemState.APPROVED, author_id=SAM, now=NOW)
    sheets = sa.select(ItemTranslation).where(ItemTranslation.item_version_id == old.id)
    for stored in session.scalars(sheets).all():
        sheet = sheet_from_document(stored.document, language=stored.language)  # type: ignore[arg-type]
        put_sheet(session, version, value, carry_over(sheet, value), now=NOW)
    return version


class TestFilling:
    def test_makes_a_form_that_can_be_published(self) -> None:
        form = published(a_filled_draft())

        assert (form.code, form.version, form.published_by_id) == ("mo-2027", 1, SAM)

    def test_takes_what_fewer_attempts_have_seen(self, session: Session) -> None:
        """The demo bank has more items than its form: those that nobody sat come first."""
        a_submitted_attempt()
        draft_id = a_filled_draft()
        stored = load_pool(session, "mo")

        blueprint = read_blueprint(session.get_one(FormDraft, draft_id))

        unseen = {code for code, item in stored.pool.items() if item.exposure == 0}
        chosen = {code for part in blueprint.parts for code in part.items}
        assert unseen - set(blueprint.practice) <= chosen

    def test_says_when_the_bank_is_too_small(self) -> None:
        draft_id = a_draft()
        with_rule = partial(add_rule, part="sokkel", rule=Rule(count=1, level=Level.C1))
        changed(draft_id, edits=0, change=lambda _session, _draft, chosen: with_rule(chosen))

        with pytest.raises(NotEnoughItems):
            changed(draft_id, edits=1)

    def test_chooses_no_draft(self, session: Session) -> None:
        with unit_of_work() as work:
            edit_newest(work, "MO-S-01", "Nieuw?").state = ItemState.DRAFT

        stored = load_pool(session, "mo")

        assert stored.versions[ItemCode("MO-S-01")].version == 1


class TestTwoPeople:
    def test_never_overwrite_each_other(self) -> None:
        draft_id = a_draft()
        changed(draft_id, edits=0)

        with pytest.raises(DraftChanged):
            changed(draft_id, edits=0)

    def test_never_publish_what_they_did_not_see(self) -> None:
        draft_id = a_filled_draft()

        with pytest.raises(DraftChanged):
            published(draft_id, edits=0)

    def test_cannot_have_the_same_code(self) -> None:
        a_draft()

        with pytest.raises(FormCodeTaken):
            a_draft()


class TestPublishing:
    def test_refuses_a_form_with_flaws_and_changes_nothing(self, session: Session) -> None:
        with pytest.raises(FormNotReady) as refusal:
            published(a_draft(), edits=0)

        assert {finding.flaw for finding in refusal.value.findings} == {Flaw.WRONG_NUMBER}
        assert session.scalar(sa.select(Form.id).where(Form.code == "mo-2027")) is None

    def test_of_the_same_content_makes_no_second_version(self) -> None:
        draft_id = a_filled_draft()

        assert published(draft_id).id == published(draft_id).id

    def test_freezes_what_translators_change_later(self, session: Session) -> None:
        form = published(a_filled_draft())
        frozen = {
            row.language: row.document
            for row in session.scalars(
                sa.select(FormTranslation).where(FormTranslation.form_id == form.id)
            )
        }
        with unit_of_work() as work:
            for row in work.scalars(sa.select(ItemTranslation)):
                texts = {
                    name: {**text, "text": "gewijzigd"}
                    for name, text in row.document["texts"].items()
                }
                row.document = {"texts": texts}

        session.expire_all()

        rows = session.scalars(sa.select(FormTranslation).where(FormTranslation.form_id == form.id))
        assert {row.language: row.document for row in rows} == frozen

    def test_leaves_out_a_translation_that_is_outdated(self, session: Session) -> None:
        with unit_of_work() as work:
            edit_newest(work, "MO-S-01", "Wat zegt de wet?")
        draft_id = a_draft()
        by_hand = partial(add_item, part="sokkel", code=ItemCode("MO-S-01"))
        changed(draft_id, edits=0, change=lambda _session, _draft, chosen: by_hand(chosen))
        changed(draft_id, edits=1)

        form = published(draft_id, edits=2)

        assert get_form_plan(session, form.id).languages == (SOURCE_LANGUAGE,)

    def test_publishes_the_versions_and_writes_that_down(self, session: Session) -> None:
        with unit_of_work() as work:
            version_id = edit_newest(work, "MO-S-01", "Wat zegt de wet?").id
        draft_id = a_draft()
        by_hand = partial(add_item, part="sokkel", code=ItemCode("MO-S-01"))
        changed(draft_id, edits=0, change=lambda _session, _draft, chosen: by_hand(chosen))
        changed(draft_id, edits=1)

        published(draft_id, edits=2)

        assert session.get_one(ItemVersion, version_id).state is ItemState.PUBLISHED
        happening = session.scalars(
            sa.select(ItemHappening).where(ItemHappening.item_version_id == version_id)
        ).one()
        assert (happening.from_state, happening.actor_id) == (ItemState.APPROVED, SAM)

    def test_names_items_translations_and_cut_scores_in_the_manifest(self) -> None:
        manifest = published(a_filled_draft()).manifest

        assert len(manifest["items"]) == 41
        assert "fr" in manifest["translations"]
        assert "mo-exemption-2023-03-01/1" in manifest["cut_scores"]

    def test_keeps_an_attempt_on_the_version_it_began_with(self, session: Session) -> None:
        """A published version never changes under who sits it, whatever becomes of its item."""
        before = find_newest_form(session, "mo")
        assert before is not None
        documents = [planned.item for planned in get_form_plan(session, before.id).items]
        with unit_of_work() as work:
            version = edit_newest(work, "MO-S-01", "Wat zegt de wet?")
            set_content(
                version,
                replace(item_from_document(version.document), prompt="En nog eens?"),
                now=NOW,
            )

        plan = get_form_plan(session, before.id)

        assert [planned.item for planned in plan.items] == documents


class TestAudio:
    def test_that_is_settled_is_frozen_with_the_form(self, session: Session) -> None:
        draft_id = a_filled_draft()
        let_voices_be_ready("nl")

        form = published(draft_id)

        rows = session.scalars(sa.select(AudioManifest).where(AudioManifest.form_id == form.id))
        hashes = {row.language: row.content_hash for row in rows}
        assert form.manifest["audio"] == hashes
        assert {"nl", "ti"} <= hashes.keys()  # all is ready; no voice speaks it
        assert "fr" not in hashes  # still being made

    def test_can_be_asked_for_before(self, session: Session) -> None:
        with unit_of_work() as work:
            version = edit_newest(work, "MO-S-01", "Wat zegt de wet?")
            assert version.version == 2
        draft_id = a_draft()
        by_hand = partial(add_item, part="sokkel", code=ItemCode("MO-S-01"))
        changed(draft_id, edits=0, change=lambda _session, _draft, chosen: by_hand(chosen))

        with unit_of_work() as work:
            first = request_draft_audio(work, work.get_one(FormDraft, draft_id), now=NOW)
            again = request_draft_audio(work, work.get_one(FormDraft, draft_id), now=NOW)

        assert (first, again) == (1, 0)


def let_voices_be_ready(language: str) -> None:
    """As if the worker had made every text of a language."""
    with unit_of_work() as session:
        session.execute(
            sa.update(AudioAsset)
            .where(AudioAsset.language == language)
            .values(state=AudioState.MADE)
        )


class TestShuffling:
    def test_gives_each_attempt_its_own_order_and_keeps_it(self, session: Session) -> None:
        draft_id = a_filled_draft()
        shuffled = partial(set_shuffling, items=True, options=True)
        changed(draft_id, edits=1, change=lambda _session, _draft, chosen: shuffled(chosen))
        plan = get_form_plan(session, published(draft_id, edits=2).id)

        orders = {plan.order_of("praktisch", seed) for seed in "abc"}

        assert len(orders) == 3
        assert plan.order_of("praktisch", "a") == plan.order_of("praktisch", "a")
        assert plan.option_orders("a") != plan.option_orders("b")
        assert plan.option_orders("a").keys() <= {planned.ref for planned in plan.items}

    def test_is_off_unless_it_is_asked(self, session: Session) -> None:
        plan = get_form_plan(session, published(a_filled_draft()).id)

        assert plan.option_orders("a") == {}
        assert plan.order_of("sokkel", "a") == tuple(f"i{number}" for number in range(1, 12))


class TestByHand:
    def test_takes_only_approved_items_of_the_part(self, session: Session) -> None:
        draft = session.get_one(FormDraft, a_draft())

        assert find_in_pool(session, draft, "sokkel", "MO-S-01") == "MO-S-01"
        for part, code in (("praktisch", "MO-S-01"), ("sokkel", "MO-S-99")):
            with pytest.raises(ItemNotInPool):
                find_in_pool(session, draft, part, code)

    def test_can_be_taken_out_again(self) -> None:
        draft_id = a_filled_draft()
        without = partial(remove_item, part="sokkel", code=ItemCode("MO-S-01"))

        blueprint = changed(
            draft_id, edits=1, change=lambda _session, _draft, chosen: without(chosen)
        )

        assert "MO-S-01" not in blueprint.part("sokkel").items


class TestParallel:
    def test_has_the_same_rules_and_a_code_of_its_own(self, session: Session) -> None:
        draft = session.get_one(FormDraft, a_filled_draft())

        with unit_of_work() as work:
            other = copy_parallel(work, draft, author_id=SAM, now=NOW)

        assert other.code == "mo-2027-2"
        assert published(other.id, edits=0).version == 1


class TestStakes:
    def test_a_form_to_practise_is_not_given_where_there_is_one_in_earnest(
        self, session: Session, config: Config
    ) -> None:
        with unit_of_work() as work:
            root = config.media_root
            earnest = publish_items(work, [an_item()], media_root=root, stakes=Stakes.HIGH)
            practice = publish_items(work, [an_item()], media_root=root)

        given = find_newest_form(session, "mo")

        assert practice.version > earnest.version
        assert given is not None
        assert given.id == earnest.id


class TestWithdrawing:
    def test_makes_no_new_attempts_until_it_is_restored(self, session: Session) -> None:
        demo = find_newest_form(session, "mo")
        form = published(a_filled_draft())
        assert demo is not None

        with unit_of_work() as work:
            withdraw_form(work, form.id, actor_id=SAM, now=NOW)
            withdraw_form(work, form.id, actor_id=SAM, now=NOW)
        after = find_newest_form(session, "mo")
        with unit_of_work() as work:
            restore_form(work, form.id, actor_id=SAM, now=NOW)
            restore_form(work, form.id, actor_id=SAM, now=NOW)

        assert after is not None
        assert after.id == demo.id
        restored = find_newest_form(session, "mo")
        assert restored is not None
        assert restored.id == form.id

"""Sheets that people write, review, import and carry over, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import TypeVar

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.glossaries import Term
from itembank.interchange.exchanges import TranslationFile, Verdict
from itembank.interchange.xliff import read_xliff, write_xliff
from itembank.items import Item
from itembank.languages import LanguageTag, get_language
from itembank.lifecycle import ItemState
from itembank.sheets import sheet_from_document
from itembank.texts import PROMPT
from itembank.translating import SheetWork, SheetWorkRefused, TextState
from itembank.translations import TranslationState
from testplatform.db import unit_of_work
from testplatform.errors import (
    SheetChangedMeanwhile,
    TermNotSound,
    TermTaken,
    TranslationNotTheirs,
    VersionRetired,
)
from testplatform.models.audit import AuditRecord
from testplatform.models.forms import FormTranslation
from testplatform.models.items import GlossaryTerm, ItemComment, ItemTranslation, ItemVersion
from testplatform.models.staff import RoleName, Staff
from testplatform.repositories.glossary_terms import list_terms, term_of
from testplatform.repositories.translations import (
    MatrixSearch,
    count_items_by_state,
    count_versions,
    find_neighbours,
    list_comments,
    list_versions,
)
from testplatform.services.carrying_over import carry_sheets_over, refresh_sheets
from testplatform.services.exchanging import (
    ChosenText,
    import_texts,
    list_exchange_items,
    plan_file,
)
from testplatform.services.glossary_terms import put_term, put_terms, remove_term
from testplatform.services.item_versions import add_item, add_version, put_sheet, set_content
from testplatform.services.translating import (
    SheetCommand,
    Translator,
    get_worksheet,
    save_sheet,
    translator_of,
)
from tests.builders.items import an_item
from tests.builders.translations import a_sheet

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FR = LanguageTag("fr")
AR = LanguageTag("ar")

Answer = TypeVar("Answer")


@pytest.fixture
def vik(session: Session) -> Translator:
    return somebody(session, "vertaler@example.org")


@pytest.fixture
def mona(session: Session) -> Translator:
    return somebody(session, "moedertaal@example.org")


def somebody(session: Session, email: str) -> Translator:
    translator = translator_of(session.scalars(sa.select(Staff).where(Staff.email == email)).one())
    session.rollback()
    return translator


def a_version(
    item: Item | None = None, *, state: ItemState = ItemState.APPROVED, translated: bool = False
) -> int:
    """Store an item of its own, perhaps with its prompt in French."""
    item = item or an_item(code="MO-T-01")
    with unit_of_work() as session:
        row = add_item(session, item.code, programme="mo", now=NOW)
        version = add_version(session, row, item, state=state, author_id=None, now=NOW)
        if translated:
            put_sheet(session, version, item, a_sheet(item, {PROMPT: "Où ?"}), now=NOW)
        return version.id


def a_command(
    session: Session, version_id: int, language: LanguageTag, **work: object
) -> SheetCommand:
    version = session.get_one(ItemVersion, version_id)
    worksheet = get_worksheet(session, version, language)
    command = SheetCommand(
        edits=worksheet.edits,
        content_hash=version.content_hash,
        work=SheetWork(**{"written": {}, **work}),  # type: ignore[arg-type]  # by its field names
    )
    session.rollback()
    return command


def save(version_id: int, command: SheetCommand, actor: Translator, language: str = "fr") -> bool:
    with unit_of_work() as session:
        return save_sheet(session, version_id, LanguageTag(language), command, actor=actor, now=NOW)


def stored(session: Session, version_id: int, language: str = "fr") -> ItemTranslation:
    session.expire_all()
    return session.scalars(
        sa.select(ItemTranslation).where(
            ItemTranslation.item_version_id == version_id, ItemTranslation.language == language
        )
    ).one()


def frozen(session: Session) -> list[tuple[int, str, str]]:
    """Every text of every form, byte by byte."""
    table = FormTranslation.__table__
    document = sa.cast(sa.type_coerce(table.c.document, sa.JSON), sa.Text)
    rows = session.execute(
        sa.select(table.c.form_id, table.c.language, document).order_by(
            table.c.form_id, table.c.language
        )
    )
    found = [(row[0], row[1], row[2]) for row in rows]
    session.rollback()
    return found


class TestSaving:
    def test_makes_a_sheet_with_its_counts(self, session: Session, vik: Translator) -> None:
        version_id = a_version()
        command = a_command(session, version_id, FR, written={PROMPT: "Où ?"})

        assert save(version_id, command, vik)

        row = stored(session, version_id)
        assert (row.missing, row.translated, row.edits) == (3, 1, 0)

    def test_leaves_a_trace_without_the_words(self, session: Session, vik: Translator) -> None:
        version_id = a_version()

        save(version_id, a_command(session, version_id, FR, written={PROMPT: "Où ?"}), vik)

        record = session.scalars(
            sa.select(AuditRecord).order_by(AuditRecord.position.desc())
        ).first()
        assert record is not None
        assert record.action == "translation saved"
        assert record.details == {"language": "fr", "version": 1, "number": 1}

    def test_the_same_again_changes_nothing(self, session: Session, vik: Translator) -> None:
        version_id = a_version(translated=True)
        command = a_command(session, version_id, FR, written={PROMPT: "Où ?"})

        assert not save(version_id, command, vik)
        assert stored(session, version_id).edits == 0

    def test_never_overwrites_what_somebody_else_wrote(
        self, session: Session, vik: Translator, mona: Translator
    ) -> None:
        version_id = a_version(translated=True)
        first = a_command(session, version_id, FR, written={PROMPT: "Où donc ?"})
        second = a_command(session, version_id, FR, written={PROMPT: "Ailleurs ?"})
        save(version_id, first, vik)

        with pytest.raises(SheetChangedMeanwhile):
            save(version_id, second, mona)

        assert stored(session, version_id).document["texts"]["prompt"]["text"] == "Où donc ?"

    def test_of_two_at_once_keeps_one(
        self, app: Flask, session: Session, vik: Translator, mona: Translator
    ) -> None:
        version_id = a_version()
        commands = [
            a_command(session, version_id, FR, written={PROMPT: text}) for text in ("Où ?", "Qui ?")
        ]
        barrier = Barrier(2)

        def alone(command: SheetCommand, actor: Translator) -> bool:
            with app.app_context():
                barrier.wait()
                try:
                    return save(version_id, command, actor)
                except SheetChangedMeanwhile:
                    return False

        with ThreadPoolExecutor(2) as pool:
            kept = list(pool.map(alone, commands, (vik, mona)))

        assert sorted(kept) == [False, True]

    def test_refuses_a_source_that_changed_meanwhile(
        self, session: Session, vik: Translator
    ) -> None:
        version_id = a_version(state=ItemState.DRAFT)
        command = a_command(session, version_id, FR, written={PROMPT: "Où ?"})
        with unit_of_work() as work:
            changed = an_item(code="MO-T-01", prompt="Wie helpt u?")
            set_content(work.get_one(ItemVersion, version_id), changed, now=NOW)

        with pytest.raises(SheetChangedMeanwhile):
            save(version_id, command, vik)

    def test_refuses_a_retired_version(self, session: Session, vik: Translator) -> None:
        version_id = a_version(state=ItemState.RETIRED)

        with pytest.raises(VersionRetired):
            save(version_id, a_command(session, version_id, FR, written={PROMPT: "Où ?"}), vik)

    def test_refuses_somebody_elses_language(self, session: Session) -> None:
        version_id = a_version()
        actor = Translator(
            staff_id=1, roles=frozenset({RoleName.TRANSLATOR}), languages=frozenset({"ar"})
        )

        with pytest.raises(TranslationNotTheirs):
            save(version_id, a_command(session, version_id, FR, written={PROMPT: "Où ?"}), actor)

    def test_changes_no_published_form(self, session: Session, vik: Translator) -> None:
        before = frozen(session)
        version = list_versions(session, MatrixSearch(tags=("fr",)))[0]
        version_id = version.id
        command = a_command(session, version_id, FR, written={PROMPT: "Tout autre chose ?"})

        assert save(version_id, command, vik)

        assert before
        assert frozen(session) == before


class TestReviewing:
    def test_is_for_a_native_reviewer(
        self, session: Session, vik: Translator, mona: Translator
    ) -> None:
        version_id = a_version(translated=True)
        command = a_command(session, version_id, FR, reviewed=frozenset({PROMPT}))

        with pytest.raises(TranslationNotTheirs):
            save(version_id, command, vik)
        assert save(version_id, command, mona)

        assert stored(session, version_id).reviewed == 1

    def test_is_never_of_a_text_of_ones_own(self, session: Session, mona: Translator) -> None:
        version_id = a_version()
        save(version_id, a_command(session, version_id, FR, written={PROMPT: "Où ?"}), mona)

        with pytest.raises(SheetWorkRefused):
            save(
                version_id,
                a_command(session, version_id, FR, reviewed=frozenset({PROMPT})),
                mona,
            )


class TestComments:
    def test_are_for_everybody_and_are_settled_once(
        self, session: Session, vik: Translator
    ) -> None:
        version_id = a_version()
        author = Translator(staff_id=vik.staff_id, roles=frozenset(), languages=frozenset())
        empty = SheetWork(written={})
        remark = SheetCommand(
            edits=-1, content_hash="", work=empty, comments={PROMPT: "Is dit u of je?"}
        )

        save(version_id, remark, author)
        [comment] = list_comments(session, version_id, "fr")
        number = comment.id
        session.rollback()
        settled = SheetCommand(edits=-1, content_hash="", work=empty, resolved=frozenset({number}))
        save(version_id, settled, author)

        session.expire_all()
        assert session.get_one(ItemComment, number).resolved_at == NOW
        assert (comment.text_id, comment.body) == (PROMPT, "Is dit u of je?")


class TestCarryingOver:
    def test_gives_a_new_version_the_sheets_of_the_old_one(self, session: Session) -> None:
        version_id = a_version(translated=True)
        changed = an_item(code="MO-T-01", prompt="Wie helpt u?")

        with unit_of_work() as work:
            old = work.get_one(ItemVersion, version_id)
            new = add_version(
                work, old.item, changed, state=ItemState.DRAFT, author_id=None, now=NOW
            )
            new_id = new.id
            carry_sheets_over(work, old, new, changed, NOW)

        text = sheet_from_document(stored(session, new_id).document, language=FR).texts[PROMPT]
        assert text.state is TranslationState.OUTDATED
        assert text.source == "Waar vraagt u een nieuwe identiteitskaart?"
        assert stored(session, version_id).outdated == 0

    def test_marks_the_texts_of_an_edited_draft(self, session: Session) -> None:
        item = an_item(code="MO-T-01")
        version_id = a_version(item, state=ItemState.DRAFT, translated=True)
        changed = an_item(code="MO-T-01", prompt="Wie helpt u?")

        with unit_of_work() as work:
            version = work.get_one(ItemVersion, version_id)
            set_content(version, changed, now=NOW)
            rows = refresh_sheets(work, version, item, changed, NOW)
            again = refresh_sheets(work, version, changed, changed, NOW)

        assert (len(rows), again) == (1, [])
        assert stored(session, version_id).outdated == 1


class TestExchange:
    def test_round_trip_changes_nothing(self, session: Session) -> None:
        search = MatrixSearch(tags=("ar",))
        items = list_exchange_items(session, search, AR, lambda version: (version.part,))

        planned = plan_file(session, read_xliff(write_xliff(items, get_language("ar")), AR))

        assert len(planned) > 40
        assert {one.verdict for one in planned} == {Verdict.KEPT}

    def test_writes_what_was_chosen(self, session: Session, vik: Translator) -> None:
        version_id = a_version(translated=True)
        file = a_returned_file(session)
        [first, *rest] = [one for one in plan_file(session, file) if one.verdict is Verdict.CHANGED]
        session.rollback()

        with unit_of_work() as work:
            chosen = [ChosenText(unit=first.unit, before=first.before)]
            written = import_texts(work, file, chosen, actor=vik, now=NOW)

        assert (written, len(rest)) == (1, 3)
        assert stored(session, version_id).document["texts"]["prompt"] == {
            "text": "Où donc ?",
            "state": "translated",
            "source_hash": stored(session, version_id).document["texts"]["prompt"]["source_hash"],
            "by": vik.staff_id,
        }

    def test_leaves_alone_what_changed_since_the_preview(
        self, session: Session, vik: Translator
    ) -> None:
        version_id = a_version(translated=True)
        file = a_returned_file(session)
        chosen = [
            ChosenText(unit=one.unit, before=one.before)
            for one in plan_file(session, file)
            if one.unit.text_id == PROMPT
        ]
        session.rollback()
        save(version_id, a_command(session, version_id, FR, written={PROMPT: "Ici ?"}), vik)

        with unit_of_work() as work:
            written = import_texts(work, file, chosen, actor=vik, now=NOW)

        assert written == 0
        assert stored(session, version_id).document["texts"]["prompt"]["text"] == "Ici ?"

    def test_is_not_for_somebody_elses_language(self, session: Session) -> None:
        a_version(translated=True)
        file = a_returned_file(session)
        chosen = [ChosenText(unit=one, before="Où ?") for one in file.units]
        session.rollback()
        actor = Translator(staff_id=1, roles=frozenset({RoleName.AUTHOR}), languages=frozenset())

        with pytest.raises(TranslationNotTheirs), unit_of_work() as work:
            import_texts(work, file, chosen, actor=actor, now=NOW)


def a_returned_file(session: Session) -> TranslationFile:
    """The file of the item of `a_version` with every text translated anew."""
    search = MatrixSearch(tags=("fr",))
    items = [
        one
        for one in list_exchange_items(session, search, FR, lambda version: ())
        if one.item.code == "MO-T-01"
    ]
    session.rollback()
    data = write_xliff(items, get_language("fr")).decode()
    for state in ("initial", "translated"):
        data = data.replace(f'state="{state}"', 'state="final"')
    data = data.replace("<target>Où ?</target>", "")
    for number in range(3):
        data = data.replace(
            "</source></segment>", f"</source><target>texte {number}</target></segment>", 1
        )
    data = data.replace("<target>texte 0</target>", "<target>Où donc ?</target>")
    data = data.replace("</source></segment>", "</source><target>fin</target></segment>")
    return read_xliff(data.encode(), FR)


class TestGlossary:
    def test_keeps_changes_and_removes_terms(self, session: Session, vik: Translator) -> None:
        put(
            lambda work: put_term(
                work, "ar", Term(source="OCMW", target="OCMW"), actor=vik, now=NOW
            )
        )
        number = session.scalars(sa.select(GlossaryTerm.id)).one()
        session.rollback()
        changed = Term(source="OCMW", target="CPAS", note="naam")

        put(lambda work: put_term(work, "ar", changed, term_id=number, actor=vik, now=NOW))
        assert [term_of(row) for row in list_terms(session, "ar")] == [changed]
        session.rollback()

        put(lambda work: remove_term(work, number, actor=vik, now=NOW))
        put(lambda work: remove_term(work, number, actor=vik, now=NOW))
        assert list_terms(session, "ar") == []

    def test_has_a_term_once_whatever_its_capitals(self, session: Session, vik: Translator) -> None:
        put(lambda work: put_term(work, "ar", Term(source="OCMW", target="x"), actor=vik, now=NOW))

        with pytest.raises(TermTaken):
            put(
                lambda work: put_term(
                    work, "ar", Term(source="ocmw", target="y"), actor=vik, now=NOW
                )
            )

    def test_takes_a_file_in_whole(self, session: Session, vik: Translator) -> None:
        terms = [Term(source="OCMW", target="OCMW"), Term(source="school", target="madrasa")]

        assert put(lambda work: put_terms(work, "ar", terms, actor=vik, now=NOW)) == 2
        assert put(lambda work: put_terms(work, "ar", terms, actor=vik, now=NOW)) == 0
        with pytest.raises(TermNotSound):
            put(
                lambda work: put_terms(
                    work,
                    "ar",
                    [Term(source="a", target="b"), Term(source="c", target="")],
                    actor=vik,
                    now=NOW,
                )
            )

        assert [row.source_term for row in list_terms(session, "ar")] == ["OCMW", "school"]


def put(work: Callable[[Session], Answer]) -> Answer:
    with unit_of_work() as session:
        return work(session)


class TestMatrix:
    def test_finds_items_with_a_text_in_a_state(self, session: Session) -> None:
        a_version(translated=True)

        def count(state: TextState, *tags: str) -> int:
            return count_versions(session, MatrixSearch(tags=tags, state=state))

        everything = count_versions(session, MatrixSearch(tags=("fr",)))
        assert count(TextState.MISSING, "fr") == 1
        assert count(TextState.TRANSLATED, "fr") == 1
        assert count(TextState.MISSING, "ps") == everything
        assert count(TextState.MISSING, "fr", "ar") == 1
        assert count(TextState.REVIEWED, "fr") == 0

    def test_counts_items_by_their_least_finished_text(self, session: Session) -> None:
        before = count_items_by_state(session, MatrixSearch(tags=("fr",)))

        a_version(translated=True)

        after = count_items_by_state(session, MatrixSearch(tags=("fr",)))
        assert after == {**before, ("fr", TextState.MISSING): 1}

    def test_leads_past_items_that_ask_for_nothing(self, session: Session) -> None:
        search = MatrixSearch(tags=("fr",))
        a_version(translated=True)
        first = list_versions(session, search)[0]

        found = find_neighbours(session, search, first, (TextState.MISSING,))

        version = session.get_one(ItemVersion, found.next_id)
        assert (found.previous_id, version.item.code) == (None, "MO-T-01")

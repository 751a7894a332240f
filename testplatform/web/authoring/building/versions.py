"""One version of an item, and the difference between two."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy.orm import Session

from itembank.item_documents import read_item
from itembank.items import Item, ItemDraft
from itembank.languages import LanguageTag, get_language
from itembank.lifecycle import list_events
from itembank.sheets import find_translation, sheet_from_document
from itembank.translations import Translation
from testplatform.models.items import ItemComment, ItemHappening, ItemVersion
from testplatform.repositories.item_versions import (
    list_comments,
    list_forms_with,
    list_happenings,
    list_item_versions,
    list_writers,
)
from testplatform.repositories.items import list_sheets
from testplatform.services.item_editing import FOLLOWED_BY_A_VERSION
from testplatform.services.item_rights import Colleague, StepRefusal, find_step_refusal
from testplatform.web.authoring.building.differences import build_difference_rows
from testplatform.web.authoring.pages.versions import (
    CommentRow,
    DifferencePage,
    Fact,
    HappeningRow,
    StepChoice,
    VersionPage,
    VersionRow,
)
from testplatform.web.authoring.wording import (
    ITEM_STATES,
    READ_ALOUD,
    RULES,
    STEP_REFUSALS,
    STEPS,
    STEPS_DONE,
    name_text,
)
from testplatform.web.staff.building import build_options
from testplatform.web.staff.dates import NOTHING, format_instant
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import (
    ITEM_TYPES,
    LEARNING_ENVIRONMENTS,
    SKILLS,
    describe_part,
)

FROM_A_FILE = "uit een bestand"


def build_version_page(session: Session, version: ItemVersion, colleague: Colleague) -> VersionPage:
    draft, problems = read_item(version.document)
    item = None if problems else draft.to_item()
    versions = list_item_versions(session, version.item_id)
    writers = list_writers(session, [version.id])[version.id]
    older = next((one for one in versions if one.version < version.version), None)
    return VersionPage(
        title=f"{version.item.code}, versie {version.version}",
        state=ITEM_STATES[version.state],
        is_newest=version.is_newest,
        newest_url=_url(versions[0]),
        facts=tuple(_list_facts(version, draft)),
        texts=tuple(Fact(label=name_text(one.id), text=one.text) for one in draft.list_texts()),
        key=() if item is None else describe_key(item),
        steps=_list_steps(version, colleague, writers),
        steps_url=url_for("authoring.take_step", version_id=version.id),
        edits=version.edits,
        edit_url=_edit_url(version, colleague),
        copy_url=_copy_url(version, colleague),
        begin_url=_begin_url(version, colleague),
        print_url=url_for("authoring.version_print", version_id=version.id),
        print_key_url=url_for("authoring.version_print", version_id=version.id, key=1),
        preview_url=url_for("authoring.version_preview", version_id=version.id),
        previews=_list_previews(session, version, item),
        versions=tuple(_version_row(one, version) for one in versions),
        difference_url=None
        if older is None
        else url_for(
            "authoring.difference", version_id=version.id, old=older.version, new=version.version
        ),
        happenings=_list_happenings(session, versions),
        comments=tuple(_comment_row(one) for one in list_comments(session, version.id)),
        comment_places=build_options(
            {one.id: name_text(one.id) for one in draft.list_texts()}, None
        ),
        comments_url=url_for("authoring.comment", version_id=version.id),
        forms=tuple(
            f"{form.title}, versie {form.version} ({format_instant(form.published_at)}): "
            f"versie {number} van dit item"
            for form, number in list_forms_with(session, version.item_id)
        ),
    )


def build_difference_page(
    session: Session, version: ItemVersion, *, old: int, new: int
) -> DifferencePage | None:
    """What version `new` says otherwise than `old`; None when there is no such version."""
    versions = {one.version: one for one in list_item_versions(session, version.item_id)}
    if old not in versions or new not in versions:
        return None
    labels = {str(number): f"versie {number}" for number in sorted(versions)}
    return DifferencePage(
        code=version.item.code,
        old=old,
        new=new,
        old_options=build_options(labels, str(old)),
        new_options=build_options(labels, str(new)),
        rows=build_difference_rows(versions[old].document, versions[new].document),
        url=url_for("authoring.difference", version_id=version.id),
        back=Link(label=f"{version.item.code}, versie {version.version}", url=_url(version)),
    )


def find_whole_translation(
    session: Session, version: ItemVersion, item: Item, language: str
) -> Translation | None:
    """The translation of a version, when no text is missing or outdated."""
    row = list_sheets(session, [version.id]).get(version.id, {}).get(language)
    if row is None:
        return None
    return find_translation(sheet_from_document(row.document, language=LanguageTag(language)), item)


def describe_key(item: Item) -> tuple[str, ...]:
    """The right answer in words; nothing where no key decides."""
    correct = item.body.correct_response()
    if correct is None:
        return ()
    texts = {one.id: one.text for one in item.list_texts()}
    return item.body.describe_response(correct, texts)


def _list_facts(version: ItemVersion, draft: ItemDraft) -> list[Fact]:
    programme = version.item.programme
    environment, rule = draft.learning_environment, version.document.get("rule")
    rules = {member.value: words for member, words in RULES.items()}
    facts = {
        "Type": ITEM_TYPES.get(draft.item_type, draft.item_type.value),
        "Deel": describe_part(programme, draft.part),
        "Thema": draft.theme,
        "Leeromgeving": NOTHING if environment is None else LEARNING_ENVIRONMENTS[environment],
        "Vaardigheid": NOTHING if draft.skill is None else SKILLS[draft.skill],
        "Niveau": draft.level or NOTHING,
        "Voorlezen": READ_ALOUD[draft.read_aloud],
        "Scoreregel": rules.get(str(rule), str(rule)) if rule else NOTHING,
        "Niet samen met": ", ".join(draft.enemies) or NOTHING,
        "Media": ", ".join(sorted({use.name for use in draft.list_media()})) or NOTHING,
        "Auteur": FROM_A_FILE if version.author is None else version.author.display_name,
        "Laatst gewijzigd": format_instant(version.updated_at),
    }
    return [Fact(label=label, text=text) for label, text in facts.items()]


def _list_steps(
    version: ItemVersion, colleague: Colleague, writers: set[int]
) -> tuple[StepChoice, ...]:
    """The steps of the roles of somebody; those that are not theirs are not even shown."""
    refusals = {
        event: find_step_refusal(version.state, event, colleague, writers=writers)
        for event in list_events(version.state)
    }
    return tuple(
        StepChoice(
            event=event.value,
            label=STEPS[event],
            reason="" if refusal is None else STEP_REFUSALS[refusal],
        )
        for event, refusal in refusals.items()
        if refusal is not StepRefusal.NOT_THEIR_ROLE
    )


def _url(version: ItemVersion) -> str:
    return url_for("authoring.version", version_id=version.id)


def _edit_url(version: ItemVersion, colleague: Colleague) -> str | None:
    can_edit = version.is_newest and version.state.is_editable and colleague.may_write
    return url_for("authoring.edit", version_id=version.id) if can_edit else None


def _copy_url(version: ItemVersion, colleague: Colleague) -> str | None:
    if not colleague.may_write:
        return None
    there = url_for("authoring.new_item", item_type=version.item_type.value)
    return f"{there}?from={version.id}"


def _begin_url(version: ItemVersion, colleague: Colleague) -> str | None:
    can_begin = version.is_newest and version.state in FOLLOWED_BY_A_VERSION
    if not (can_begin and colleague.may_write):
        return None
    return url_for("authoring.begin", version_id=version.id)


def _list_previews(session: Session, version: ItemVersion, item: Item | None) -> tuple[Link, ...]:
    """The languages in which the item can be shown, the source first."""
    there = url_for("authoring.version_preview", version_id=version.id)
    links = [Link(label="Nederlands (brontaal)", url=there)]
    if item is None:
        return tuple(links)
    for tag, row in list_sheets(session, [version.id]).get(version.id, {}).items():
        if row.missing or row.outdated:
            continue
        links.append(Link(label=get_language(tag).dutch_name, url=f"{there}?language={tag}"))
    return tuple(links)


def _version_row(one: ItemVersion, shown: ItemVersion) -> VersionRow:
    return VersionRow(
        version=one.version,
        url=_url(one),
        state=ITEM_STATES[one.state],
        author=FROM_A_FILE if one.author is None else one.author.display_name,
        created_at=one.created_at,
        is_current=one.id == shown.id,
    )


def _list_happenings(session: Session, versions: Sequence[ItemVersion]) -> tuple[HappeningRow, ...]:
    numbers = {one.id: one.version for one in versions}
    return tuple(
        _happening_row(one, numbers[one.item_version_id])
        for one in list_happenings(session, versions[0].item_id)
    )


def _happening_row(one: ItemHappening, number: int) -> HappeningRow:
    return HappeningRow(
        at=one.at,
        version=number,
        text=STEPS_DONE[one.event],
        person="opdrachtregel" if one.actor is None else one.actor.display_name,
        comment=one.comment,
    )


def _comment_row(one: ItemComment) -> CommentRow:
    place = "het hele item" if one.text_id is None else name_text(one.text_id)
    if one.language is not None:
        place = f"{place}, {get_language(one.language).dutch_name}"
    is_open = one.resolved_at is None
    endpoint = "authoring.settle_comment" if is_open else "authoring.reopen_comment"
    return CommentRow(
        place=place,
        body=one.body,
        person=one.author.display_name,
        written_at=one.written_at,
        is_open=is_open,
        url=url_for(endpoint, comment_id=one.id),
    )

"""From the items of a demonstration to a checked bank; its media come with who publishes it."""

from collections.abc import Sequence
from types import MappingProxyType

from itembank.banks import Bank
from itembank.forms import Form, FormCode, FormPart, Stakes, check_form
from itembank.items import PRACTICE_PART, Item
from itembank.programmes import get_programme
from scoring.codes import MomentCode, ProgrammeCode


def build_bank(
    items: Sequence[Item],
    *,
    code: str,
    programme: str,
    title: str,
    moment: str | None = None,
    media: tuple[str, ...] = (),
) -> Bank:
    """Make a form to practise with that asks all items, part by part in the order given.

    Raises:
        FormNotValid: when it is not what the programme asks.
    """
    blueprint = get_programme(programme)
    by_code = {item.code: item for item in items}
    form = Form(
        code=FormCode(code),
        version=1,
        programme=ProgrammeCode(programme),
        title=title,
        parts=tuple(
            FormPart(
                code=part.code, items=tuple(one.code for one in items if one.part == part.code)
            )
            for part in blueprint.parts
        ),
        practice=tuple(one.code for one in items if one.part == PRACTICE_PART),
        stakes=Stakes.PRACTICE,
        moment=None if moment is None else MomentCode(moment),
    )
    check_form(form, blueprint, by_code)
    return Bank(
        items=MappingProxyType(by_code), translations=MappingProxyType({}), form=form, media=media
    )

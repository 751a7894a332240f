"""QTI documents and packages as other systems write them, built piece by piece."""

import io
import zipfile
from collections.abc import Iterable, Mapping

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
OLD_NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p2"
TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
MATCH = f'<qti-response-processing template="{TEMPLATES}/match_correct.xml"/>'
MAP = f'<qti-response-processing template="{TEMPLATES}/map_response.xml"/>'


def a_zip(files: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def a_response(
    key: Iterable[str] = ("B",),
    *,
    identifier: str = "RESPONSE",
    cardinality: str = "single",
    base_type: str = "identifier",
    mapping: str = "",
) -> str:
    values = "".join(f"<qti-value>{one}</qti-value>" for one in key)
    correct = f"<qti-correct-response>{values}</qti-correct-response>" if values else ""
    return (
        f'<qti-response-declaration identifier="{identifier}" cardinality="{cardinality}" '
        f'base-type="{base_type}">{correct}{mapping}</qti-response-declaration>'
    )


def a_mapping(worth: Mapping[str, str], *, attributes: str = "") -> str:
    entries = "".join(
        f'<qti-map-entry map-key="{key}" mapped-value="{value}"/>' for key, value in worth.items()
    )
    return f"<qti-mapping {attributes}>{entries}</qti-mapping>"


def a_choice_interaction(
    ids: Iterable[str] = ("A", "B", "C"), *, most: int = 1, prompt: str = "Wat is juist?"
) -> str:
    choices = "".join(
        f'<qti-simple-choice identifier="{id}">antwoord {id}</qti-simple-choice>' for id in ids
    )
    return (
        f'<qti-choice-interaction response-identifier="RESPONSE" max-choices="{most}">'
        f"<qti-prompt>{prompt}</qti-prompt>{choices}</qti-choice-interaction>"
    )


def a_qti_item(
    *,
    identifier: str = "item-1",
    responses: str | None = None,
    body: str | None = None,
    processing: str = MATCH,
    outcomes: str = "",
    attributes: str = "",
) -> str:
    """Build an item with one choice interaction, of which B is right."""
    score = '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>'
    return (
        f'<qti-assessment-item xmlns="{NAMESPACE}" identifier="{identifier}" title="Een vraag" '
        f'time-dependent="false" {attributes}>'
        f"{a_response() if responses is None else responses}{score}{outcomes}"
        f"<qti-item-body>{a_choice_interaction() if body is None else body}</qti-item-body>"
        f"{processing}</qti-assessment-item>"
    )


def an_old_item(*, identifier: str = "old-1", key: str = "B") -> str:
    """Build the same item in QTI 2.2."""
    choices = "".join(
        f'<simpleChoice identifier="{id}">antwoord {id}</simpleChoice>' for id in "ABC"
    )
    template = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"
    return (
        f'<assessmentItem xmlns="{OLD_NAMESPACE}" identifier="{identifier}" title="Oud" '
        'adaptive="false" timeDependent="false">'
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">'
        f"<correctResponse><value>{key}</value></correctResponse></responseDeclaration>"
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        '<itemBody><choiceInteraction responseIdentifier="RESPONSE" shuffle="false" '
        f'maxChoices="1"><prompt>Wat is juist?</prompt>{choices}</choiceInteraction></itemBody>'
        f'<responseProcessing template="{template}"/></assessmentItem>'
    )

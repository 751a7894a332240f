"""What the simulator's pages show, worked out so that the templates only print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.decisions import FactCarried
from scoring.explanations import date_in_dutch
from testplatform.clienttracking.simulator import picklists
from testplatform.clienttracking.simulator.bookings import SendingOutcome, StoredBooking
from testplatform.clienttracking.simulator.dossiers import MOST_LISTED, Dossier
from testplatform.clienttracking.simulator.faults import Fault, FaultKind, FaultTarget
from testplatform.clienttracking.simulator.result_cards import ResultCard, build_result_card
from testplatform.clienttracking.simulator.results import HeldResult
from testplatform.clock import BRUSSELS

_FAULTS = {
    FaultKind.FAIL_BEFORE_COMMIT: "Fout 500 zonder bewaren",
    FaultKind.FAIL_AFTER_COMMIT: "Fout 500 na bewaren",
    FaultKind.SLOW: "Traag antwoord",
    FaultKind.TOO_MANY_REQUESTS: "Te veel aanvragen (429)",
}
_TARGETS = {
    None: "alle aanvragen",
    FaultTarget.BOOKINGS: "afspraken ophalen",
    FaultTarget.RESULTS: "resultaten ontvangen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierListPage:
    """The dossiers, perhaps those that a search found."""

    dossiers: tuple[Dossier, ...]
    search: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCard:
    """One booking of a dossier, and what the platform said of it."""

    id: str
    revision: int
    facts: tuple[tuple[str, str], ...]
    sending: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    """One dossier with all that came and went."""

    number: str
    full_name: str
    bookings: tuple[BookingCard, ...]
    results: tuple[ResultCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPage:
    """The faults still to come, one sentence each."""

    armed: tuple[str, ...]


def build_dossier_list_page(dossiers: Sequence[Dossier], search: str) -> DossierListPage:
    return DossierListPage(
        dossiers=tuple(dossiers), search=search, summary=_summarise(len(dossiers), search)
    )


def build_dossier_page(
    dossier: Dossier, bookings: Sequence[StoredBooking], results: Sequence[HeldResult]
) -> DossierPage:
    return DossierPage(
        number=dossier.number,
        full_name=dossier.full_name,
        bookings=tuple(_build_booking_card(booking) for booking in bookings),
        results=tuple(build_result_card(held) for held in results),
    )


def build_fault_page(armed: Sequence[Fault]) -> FaultPage:
    return FaultPage(armed=tuple(_say_fault(fault) for fault in armed))


def _summarise(count: int, search: str) -> str:
    if count >= MOST_LISTED:
        return f"De eerste {MOST_LISTED} dossiers. Zoek om er minder te zien."
    if count == 0:
        return "Geen dossier gevonden." if search else "Er zijn nog geen dossiers."
    return "1 dossier" if count == 1 else f"{count} dossiers"


def _build_booking_card(booking: StoredBooking) -> BookingCard:
    message = booking.message
    return BookingCard(
        id=message.id,
        revision=message.revision,
        facts=(
            ("Wanneer", _say_instant(message.starts_at)),
            ("Testcentrum", message.test_centre),
            ("Test", f"{message.programme} – {_say_moment(message.moment)}"),
            *((("Doel", message.purpose),) if message.purpose else ()),
            *((("Delen", _say_parts(message.parts)),) if message.parts else ()),
            *((_say_fact(told.fact), _say_told(told)) for told in message.facts),
            ("Taal", message.language),
            ("Noden", _say_needs(message.needs)),
            ("Regio", message.region),
        ),
        sending=_say_sending(booking.outcome),
        answer=booking.outcome.text if booking.outcome else "",
    )


def _say_needs(needs: Sequence[str]) -> str:
    return ", ".join(picklists.NEEDS.get(need, need) for need in needs) or "geen"


def _say_parts(parts: Sequence[str]) -> str:
    return ", ".join(picklists.PARTS.get(part, part) for part in parts)


def _say_fact(fact: str) -> str:
    return picklists.FACTS.get(fact, fact)


def _say_told(told: FactCarried) -> str:
    return f"{told.value}, meegedeeld op {date_in_dutch(told.told_on)}"


def _say_moment(moment: str) -> str:
    return picklists.MOMENTS.get(moment, moment)


def _say_sending(outcome: SendingOutcome | None) -> str:
    if outcome is None:
        return "Nog niet verstuurd. Het platform leest deze afspraak wanneer het de lijst ophaalt."
    at = _say_instant(outcome.sent_at)
    if outcome.status is None:
        return (
            f"Verstuurd op {at}: het platform was niet bereikbaar. De afspraak blijft in de lijst; "
            "het platform leest ze wanneer het de lijst ophaalt."
        )
    verdict = "aanvaard" if outcome.status < 300 else "niet aanvaard"
    return f"Verstuurd op {at}: {verdict}, het platform antwoordde {outcome.status}."


def _say_instant(instant: datetime) -> str:
    return f"{instant.astimezone(BRUSSELS):%d/%m/%Y %H:%M}"


def _say_fault(fault: Fault) -> str:
    answers = "1 antwoord" if fault.times == 1 else f"{fault.times} antwoorden"
    return f"{_FAULTS[fault.kind]}: nog {answers}, {fault.seconds} s, {_TARGETS[fault.only_on]}"

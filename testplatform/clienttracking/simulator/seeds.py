"""Filling the simulator's store with given bookings."""

from collections.abc import Collection, Iterable

from testplatform.clienttracking.contract import booking_message_from_document
from testplatform.clienttracking.demo import UNKNOWN_DOSSIER
from testplatform.clienttracking.simulator.bookings import store_booking
from testplatform.clienttracking.simulator.dossiers import Dossier, store_dossier
from testplatform.clienttracking.simulator.store import Store


def seed(
    store: Store,
    documents: Iterable[dict[str, object]],
    *,
    without_dossier: Collection[str] = (UNKNOWN_DOSSIER,),
) -> int:
    """Store bookings and the dossiers they name; tell how many bookings were new or changed.

    Seeding again changes nothing. The dossiers of `without_dossier` are left out: the platform is
    told of their bookings, and its results on them are refused as of an unknown dossier.

    Raises:
        BookingUnreadable: when a document is not one of the contract; then nothing is stored.
    """
    changed = 0
    with store.writing() as connection:
        for document in documents:
            message = booking_message_from_document(document)
            if not store_booking(connection, document):
                continue
            changed += 1
            if message.dossier not in without_dossier:
                dossier = Dossier(
                    number=message.dossier,
                    given_name=message.given_name,
                    family_name=message.family_name,
                )
                store_dossier(connection, dossier)
    return changed

"""Bookings as the client-tracking system tells them."""

from datetime import UTC, datetime

from testplatform.clienttracking.contract import BookingMessage

NINE_IN_BRUSSELS = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def a_booking(
    *,
    id: str = "A-1",
    dossier: str = "D-2026-000001",
    given_name: str = "Noor",
    family_name: str = "Voorbeeld",
    programme: str = "mo",
    moment: str = "after_course",
    language: str = "nl",
    needs: tuple[str, ...] = (),
    test_centre: str = "AGII-HASSELT",
    starts_at: datetime = NINE_IN_BRUSSELS,
    region: str = "Prov. Limburg",
    revision: int = 1,
    purpose: str | None = None,
) -> BookingMessage:
    return BookingMessage(
        id=id,
        dossier=dossier,
        given_name=given_name,
        family_name=family_name,
        programme=programme,
        moment=moment,
        language=language,
        needs=needs,
        test_centre=test_centre,
        starts_at=starts_at,
        region=region,
        revision=revision,
        purpose=purpose,
    )

"""Fields of forms with Dutch sentences, for what WTForms would explain in English."""

from wtforms import DateField

NO_DAY = "Schrijf een dag van de kalender."


class DayField(DateField):  # type: ignore[misc]  # WTForms ships no types
    """A day, with a Dutch sentence about what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_DAY) from None

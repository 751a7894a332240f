"""The part of the demonstration that is measured: as much as when the first figures were taken."""

MEASURED_LANGUAGES = ("ar", "en", "fr", "ti", "tr")

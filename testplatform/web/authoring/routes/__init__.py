"""Every view of the item bank; importing this module puts them on the blueprint."""

from testplatform.web.authoring.blueprint import blueprint
from testplatform.web.authoring.routes import editing, listing, media, versions

__all__ = ["blueprint", "editing", "listing", "media", "versions"]

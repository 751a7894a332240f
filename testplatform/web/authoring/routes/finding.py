"""Find what an address names, or answer that it is not there."""

from flask import abort

from testplatform.db import db
from testplatform.models.items import ItemVersion
from testplatform.repositories.item_versions import find_version

LARGEST_NUMBER = 2**31 - 1  # what both databases can look for


def get_version(version_id: int) -> ItemVersion:
    found = find_version(db.session, version_id) if version_id <= LARGEST_NUMBER else None
    return found or abort(404)

"""The blueprint of the item bank; the modules in `routes` put their views on it."""

from flask import Blueprint

blueprint = Blueprint("authoring", __name__, url_prefix="/staff/items")

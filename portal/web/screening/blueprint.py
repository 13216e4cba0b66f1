"""The blueprint that every page of the desk hangs on."""

from flask import Blueprint

bp = Blueprint("screening", __name__, url_prefix="/screening")

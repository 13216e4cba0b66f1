"""The one door of staff that is open to all: a work phone and a council address are enough."""

from flask import Blueprint

from portal.web.journey import mount
from portal.web.staff.compliment import COMPLIMENT

bp = Blueprint("staff_door", __name__)
mount(bp, COMPLIMENT, "/staff/compliment")

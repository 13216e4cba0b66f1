"""The screening desk: its lists, the item page, and the verbs of both, one file for each activity."""

from portal.web.screening import (
    advocate_routes,
    authority_routes,
    checklist_routes,
    child_contact_routes,
    compliment_routes,
    contact_routes,
    conversation_routes,
    correction_routes,
    decision_routes,
    desk_routes,
    file_routes,
    flag_routes,
    freeze_routes,
    item_routes,
    letter_routes,
    link_routes,
    point_routes,
    register_routes,
    sample_routes,
    signing_routes,
    unread_routes,
    waiting_routes,
)
from portal.web.screening.blueprint import bp

# Importing a part hangs its pages on the blueprint.
PARTS = (
    desk_routes,
    item_routes,
    conversation_routes,
    unread_routes,
    contact_routes,
    link_routes,
    letter_routes,
    file_routes,
    flag_routes,
    freeze_routes,
    checklist_routes,
    child_contact_routes,
    point_routes,
    correction_routes,
    decision_routes,
    signing_routes,
    sample_routes,
    register_routes,
    compliment_routes,
    authority_routes,
    advocate_routes,
    waiting_routes,
)
__all__ = ["PARTS", "bp"]

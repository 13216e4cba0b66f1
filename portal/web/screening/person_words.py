"""What the desk says of the people in an item: who each one is, and what was said of them, in words."""

from portal.domain.vocabulary import PartyRole
from portal.services.item_page import PartyShown
from portal.web.from_words import CAPACITIES
from portal.web.text import words

_ROLES = {
    PartyRole.SENDER: "Sent it",
    PartyRole.CHILD: "The child or young person",
    PartyRole.WORKER_NAMED: "A worker they named",
    PartyRole.RECORDER: "Wrote it down",
}
_CAPACITIES = {
    **CAPACITIES,
    "staff": "a colleague",
    "child": "",
    "worker": "",
    "not_said": "did not say who they are",
    "legal": "a solicitor or other lawyer",
    "friend": "a friend",
    "worker_of_the_service": "works for the service",
}
_LABELS = {
    "age": "Age",
    "born": "Age or date of birth",
    "consent": "Does the young person agree?",
    "for_whom": "Sent for",
    "legal_status": "Legal status",
    "living": "Lives",
    "other": "In their words",
    "relation": "To the one who wrote",
    "responsible": "Parental responsibility",
    "parental_responsibility": "Do they have parental responsibility?",
    "worker": "Social worker or adviser",
    "authority": "Council responsible",
}
_VALUES = {
    ("consent", "agreed"): "They say the young person agreed",
    ("consent", "knows"): "They say the young person knows, and has not said",
    ("consent", "not_asked"): "They say the young person does not know yet",
    ("consent", "cannot"): "They say the young person is too young or too ill to say",
    ("consent", "own"): "It is their own",
    ("legal_status", "child_in_need"): "Has a social worker, and lives at home",
    ("legal_status", "protection_plan"): "On a child protection plan",
    ("legal_status", "in_care"): "In care",
    ("legal_status", "care_leaver"): "Has left care",
    ("legal_status", "unsure"): "They are not sure",
    ("relation", "me"): "They are the one who wrote",
    ("parental_responsibility", "yes"): "Yes",
    ("parental_responsibility", "no"): "No",
    ("parental_responsibility", "unsure"): "They are not sure",
}


def title(person: PartyShown) -> str:
    """Return who somebody in it is: ``Sent it: an advocate``."""
    role = _ROLES.get(person.role, words(person.role).capitalize())
    what = _CAPACITIES.get(person.capacity, words(person.capacity))
    return f"{role}: {what[0].lower() + what[1:] if what[:2] != 'MP' else what}" if what else role


def facts(person: PartyShown) -> list[tuple[str, str]]:
    """Return what else was said of somebody, each with its label; what they typed stays as they typed it."""
    return [
        (_LABELS.get(key, words(key).capitalize()), _VALUES.get((key, value), value))
        for key, value in person.extra
    ]

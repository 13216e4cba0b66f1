"""What each route is called for staff, and what it means in one line."""

from portal.domain.vocabulary import Route

ROUTE_LABELS: dict[Route, tuple[str, str]] = {
    Route.STATUTORY: ("Children Act complaint", "Statutory procedure, stage 1"),
    Route.CORPORATE: ("Council complaint", "The council's own procedure, stage 1"),
    Route.EARLY_RESOLUTION: ("Early resolution", "A quick answer first; the formal procedure stays open"),
    Route.RESOLVED_AT_FIRST_CONTACT: ("Resolved at first contact", "Put right, and the person says so"),
    Route.DUTY_MATTER: ("Duty matter", "Not a complaint: goes to the team that can act"),
    Route.SIGNPOSTED: ("Signposted", "Somebody else has the power to put it right"),
    Route.OTHER_AUTHORITY: ("Another authority", "About another council or body"),
    Route.SAFEGUARDING_REFERRAL: (
        "Safeguarding referral",
        "The duty team is told now; it stays on the desk to be decided",
    ),
    Route.REFUSED: ("Refused", "Not looked into; the reason and the Ombudsman go to the person"),
    Route.COMMENT: ("Comment", "Passed on, with a reply where one is needed"),
    Route.COMPLIMENT_ACCEPTED: ("Compliment, accepted", "Shared and counted"),
    Route.COMPLIMENT_NOT_ACCEPTED: ("Compliment, not accepted", "Passed on and not counted"),
    Route.ENQUIRY: ("Enquiry", "Answered to the office that asks"),
}


def route_label(route: Route, early_resolution: str = "") -> str:
    """Return the words for a route; early resolution has the council's own."""
    return (
        early_resolution if route is Route.EARLY_RESOLUTION and early_resolution else ROUTE_LABELS[route][0]
    )

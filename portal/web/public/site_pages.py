"""Pages about the service itself: staying safe, leaving, privacy, accessibility; true for each council."""

from datetime import date

from flask import Blueprint, Response, current_app

from portal.web.access import staff_cookie
from portal.web.rendering import render
from portal.web.visiting import left_cookie, visit_cookie

FORM_COOKIE = (
    "Makes sure that a form really comes from our own pages, and shows short notes such as “That page is "
    "closed”."
)
VISIT_COOKIE = (
    "Set only when you begin to write, or open your private page. It holds a long random number, so that "
    "your next page knows your last one."
)
LEFT_COOKIE = (
    "Set at the moment you press “Exit this page”, and taken away as soon as we hear of it. It holds the "
    "number 1. With it we show nothing of yours to somebody who goes back at once."
)
STAFF_COOKIE = "Set only when somebody who works here signs in. It holds a long random number."
ACCESSIBILITY_WRITTEN_ON = date(2026, 11, 20)


def safety() -> Response:
    """Show whom to ring, and what happens when somebody says that they are not safe."""
    return render("pages/safety.html", page_title="Staying safe")


def leaving_quickly() -> Response:
    """Show how to leave in a hurry, what that cannot do, and how to hide the rest."""
    return render("pages/leaving_quickly.html", page_title="How to leave quickly")


def privacy() -> Response:
    """Show adults who reads what people write, why the council may keep it, and what they can ask for."""
    return render("pages/privacy.html", page_title="Privacy")


def privacy_young_people() -> Response:
    """Say the same to young people of 12 and over."""
    return render("pages/privacy_young_people.html", page_title="Your words and your rights")


def privacy_children() -> Response:
    """Say the same to children under 12."""
    return render("pages/privacy_children.html", page_title="What happens to my words?")


def cookies() -> Response:
    """Name every cookie that is set, here or in the back office."""
    return render(
        "pages/cookies.html",
        page_title="Cookies",
        for_all=[
            (current_app.config["SESSION_COOKIE_NAME"], FORM_COOKIE),
            (visit_cookie(), VISIT_COOKIE),
            (left_cookie(), LEFT_COOKIE),
        ],
        for_staff=[(staff_cookie(), STAFF_COOKIE)],
    )


def accessibility() -> Response:
    """Show what was tested, what was not, and whom to tell."""
    return render(
        "pages/accessibility.html",
        page_title="Accessibility",
        written_on=ACCESSIBILITY_WRITTEN_ON,
    )


def add_to(bp: Blueprint) -> None:
    """Put the pages on a blueprint that is open to all."""
    for view in (safety, leaving_quickly, privacy, cookies, accessibility):
        bp.add_url_rule(f"/{view.__name__.replace('_', '-')}", view_func=view)
    bp.add_url_rule("/privacy/young-people", view_func=privacy_young_people)
    bp.add_url_rule("/privacy/children", view_func=privacy_children)

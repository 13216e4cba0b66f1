"""Pages about the service itself: staying safe, leaving, privacy, accessibility; true for each council."""

from datetime import date

from flask import Blueprint, Response, current_app

from portal.web.rendering import render
from portal.web.visiting import visit_cookie

ACCESSIBILITY_WRITTEN_ON = date(2026, 11, 20)


def safety() -> Response:
    """Show whom to ring, and what happens when somebody says that they are not safe."""
    return render("pages/safety.html", page_title="Staying safe")


def leaving_quickly() -> Response:
    """Show how to leave in a hurry, what that cannot do, and how to hide the rest."""
    return render("pages/leaving_quickly.html", page_title="How to leave quickly")


def privacy() -> Response:
    """Show who reads what people write, why the council may keep it, and what the two cookies do."""
    return render(
        "pages/privacy.html",
        page_title="Privacy and cookies",
        form_cookie=current_app.config["SESSION_COOKIE_NAME"],
        visit_cookie=visit_cookie(),
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
    for view in (safety, leaving_quickly, privacy, accessibility):
        bp.add_url_rule(f"/{view.__name__.replace('_', '-')}", view_func=view)

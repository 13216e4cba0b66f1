"""The link that proves an address: a page with a button, because mail scanners open links by themselves."""

from flask import Blueprint, Response, request

from portal.domain.errors import NotFound
from portal.services.address_checks import FOR_ADVOCATES, confirm, is_good
from portal.web.rendering import render

LONGEST = 100
THANKS = {True: "Thank you. Now we know where you work", False: "Thank you, it is passed on"}


def address(token: str) -> Response:
    """Show the button, or take the press of it."""
    if len(token) > LONGEST or not token.isascii():
        return _gone()
    return _press(token) if request.method == "POST" else _ask(token)


def add_to(bp: Blueprint) -> None:
    """Give the blueprint this page."""
    bp.add_url_rule("/confirm/<token>", "confirm", address, methods=["GET", "POST"])


def _ask(token: str) -> Response:
    if not is_good(token):
        return _gone()
    return render("public/confirm.html", page_title="Is this your address?")


def _press(token: str) -> Response:
    try:
        done = confirm(token)
    except NotFound:
        return _gone()
    works = done.purpose in FOR_ADVOCATES
    return render("public/confirm_done.html", page_title=THANKS[works], works=works, list_code=done.list_code)


def _gone() -> Response:
    """Say the same of every link that opens nothing, whatever the cause."""
    return render("public/confirm_gone.html", status=404, page_title="This link does not work any more")

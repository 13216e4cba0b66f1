"""The engine behind every form of several pages: put a journey on a blueprint and it works."""

from functools import partial

from flask import Blueprint, url_for
from flask.views import MethodView

from portal.domain.permissions import Permission
from portal.web.access import keeps_words, requires, takes_files
from portal.web.journey_begin import DiscardView, StartView
from portal.web.journey_ends import CheckView, SaveView, SendView
from portal.web.journey_files import room_for
from portal.web.journey_pages import JOURNEYS, MOUNTED, Journey
from portal.web.journey_recording import RecordingView
from portal.web.journey_sending import where_to_go_on
from portal.web.journey_sent import SentView
from portal.web.journey_views import AutosaveView, PageView

__all__ = ["mount", "where_it_was_sent", "where_to_go_on"]

# An address may stand in several lines: the fixed ones win over <name>.
VIEWS: tuple[tuple[str, str, type[MethodView]], ...] = (
    ("", "", StartView),
    ("_check", "/check", CheckView),
    ("_send", "/send", SendView),
    ("_sent", "/sent", SentView),
    ("_save", "/save", SaveView),
    ("_discard", "/discard", DiscardView),
    ("_page", "/<name>", PageView),
    ("_autosave", "/<name>/autosave", AutosaveView),
    ("_recording", "/<name>/recording", RecordingView),
)


def mount(bp: Blueprint, journey: Journey, at: str = "", *, needs: Permission | None = None) -> None:
    """Give a blueprint the pages of a journey, under ``/its-name`` or the path given.

    ``needs`` is what each of its pages asks of whoever opens it, where not everybody may.
    """
    path = at or f"/{journey.name}"
    for suffix, rule, view in VIEWS:
        endpoint = journey.endpoint + suffix
        view_func = keeps_words(view.as_view(endpoint, journey))
        if "<name>" in rule:
            view_func = takes_files(partial(room_for, journey))(view_func)
        bp.add_url_rule(
            path + rule, endpoint=endpoint, view_func=requires(needs)(view_func) if needs else view_func
        )
    MOUNTED[journey.name] = f"{bp.name}.{journey.endpoint}"
    JOURNEYS[journey.name] = journey


def where_it_was_sent(name: str) -> str:
    """Return the address of a journey's confirmation."""
    return url_for(f"{MOUNTED[name]}_sent") if name in MOUNTED else url_for("public.home")

"""The composition root: the only module that knows every part."""

import logging
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.cli import account_commands, backup, council, days, outbox, records, upkeep
from portal.cli import demo as demo_commands
from portal.config import ROOT, Settings, read_settings
from portal.extensions import csrf, db, mail, migrate
from portal.models import registry
from portal.services import database
from portal.services.council import load_council
from portal.services.installation import check_installation
from portal.services.sealing import Keyring
from portal.web import (
    access,
    assets,
    branding,
    failures,
    headers,
    nothing_here,
    rendering,
    site,
    static_files,
    text,
    visiting,
    widgets,
)
from portal.web.account import routes as account
from portal.web.advocates import routes as advocates
from portal.web.journey_pages import JOURNEYS
from portal.web.public import routes as public
from portal.web.public import track
from portal.web.screening import routes as screening
from portal.web.staff import compliment_routes, duty_routes, equality_routes, keying_routes, mail_routes
from portal.web.staff import routes as staff
from portal.web.young_people import routes as young_people

PUBLIC_BLUEPRINTS = (public.bp, track.bp, young_people.bp, advocates.bp, compliment_routes.bp)
# Last, because staff key in on copies of every journey that is mounted above.
keying = keying_routes.blueprint_of(JOURNEYS)
STAFF_BLUEPRINTS = (
    account.bp,
    staff.bp,
    keying,
    duty_routes.bp,
    mail_routes.bp,
    equality_routes.bp,
    screening.bp,
)
STATIC = ROOT / "portal" / "static" / "dist"
COMMANDS = (
    account_commands.accounts,
    backup.backup,
    council.council_cli,
    days.days,
    demo_commands.demo,
    outbox.outbox,
    records.records,
    upkeep.doctor,
    upkeep.keys,
)


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """Return the portal, ready to serve; raises SettingsError, ProfileError or RefusedToStart.

    ``overrides`` are Flask config values, for tests.
    """
    settings = settings or read_settings()
    app = Flask("portal", static_folder=None)
    app.config.update(settings.flask())
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    app.config.update(overrides)
    _provide(app, settings)
    _bind_extensions(app)
    _build_pages(app, settings)
    for command in COMMANDS:
        app.cli.add_command(command)
    _wrap(app, settings)
    with app.app_context():
        check_installation(mode="demo" if settings.demo else "production", council=settings.council)
    return app


def _provide(app: Flask, settings: Settings) -> None:
    """Put what services look up where they look for it."""
    app.extensions["portal.settings"] = settings
    app.extensions["portal.council"] = load_council(settings.council)
    app.extensions["portal.keyring"] = Keyring(settings.data_keys, settings.index_keys)
    app.extensions["portal.password_hasher"] = app.config.get("PASSWORD_HASHER") or PasswordHasher()


def _bind_extensions(app: Flask) -> None:
    assert registry.RECORDS
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    mail.init_app(app)
    with app.app_context():
        database.prepare(db.engine)


def _build_pages(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [
            PackageLoader("portal"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    parts = (rendering, text, assets, widgets, branding, headers, failures, access, visiting, nothing_here)
    for part in parts:
        part.install(app)
    app.register_blueprint(site.bp)
    if settings.surface in ("public", "both"):
        for blueprint in PUBLIC_BLUEPRINTS:
            app.register_blueprint(blueprint)
    if settings.surface in ("staff", "both"):
        for blueprint in STAFF_BLUEPRINTS:
            app.register_blueprint(blueprint)


def _wrap(app: Flask, settings: Settings) -> None:
    """Put the static files and the trusted proxies around the app."""
    app.wsgi_app = static_files.serve_static(app.wsgi_app, STATIC, demo=settings.demo)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    logging.getLogger("portal").setLevel(logging.INFO)

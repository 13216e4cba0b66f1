"""The arrows, cycles, ceilings and names of the house; each rule is also shown a file that breaks it."""

from graphlib import CycleError, TopologicalSorter

import pytest

from tests import house_rules
from tests.house_rules import (
    EVERYWHERE,
    IN_CODE,
    IN_PORTAL,
    Module,
    Rule,
    find_breaches,
    import_graph,
    read_modules,
)

LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 40
DOC = '"""Says what it is."""\n'

# (rule, the module's name, its text, a word of the complaint)
BROKEN: list[tuple[Rule, str, str, str]] = [
    (
        house_rules.keeps_to_its_floor,
        "portal.models.feedback",
        "from portal.services import now",
        "must not import",
    ),
    (
        house_rules.keeps_to_its_floor,
        "portal.services.intake",
        "from portal.web import access",
        "must not import",
    ),
    (
        house_rules.keeps_to_its_floor,
        "portal.services.intake",
        "def f():\n    import portal.app",
        "must not import",
    ),
    (
        house_rules.keeps_to_its_floor,
        "portal.web.access",
        "from portal.models.event import Event",
        "must not import",
    ),
    (house_rules.keeps_to_its_floor, "portal.web.access", "from portal import models", "must not import"),
    (house_rules.keeps_to_its_floor, "portal.cli.demo", "from portal.web import text", "must not import"),
    (house_rules.keeps_to_its_floor, "portal.config", "from portal.domain import errors", "must not import"),
    (house_rules.keeps_to_its_floor, "portal.extensions", "import portal.config", "must not import"),
    (
        house_rules.keeps_to_its_floor,
        "portal.domain.clocks",
        "from portal.extensions import db",
        "must not import",
    ),
    (house_rules.domain_is_plain_python, "portal.domain.clocks", "import sqlalchemy", "domain must not"),
    (house_rules.has_no_relative_imports, "portal.domain.clocks", "from . import errors", "relative"),
    (
        house_rules.services_know_no_request,
        "portal.services.intake",
        "from flask import request",
        "belongs to web",
    ),
    (
        house_rules.services_know_no_request,
        "portal.services.intake",
        "import flask\nflask.url_for('x')",
        "belongs to web",
    ),
    (
        house_rules.web_knows_no_database,
        "portal.web.public.routes",
        "from portal.extensions import db",
        "ask a service",
    ),
    (
        house_rules.web_knows_no_database,
        "portal.web.public.routes",
        "from sqlalchemy import select",
        "ask a service",
    ),
    (
        house_rules.features_are_strangers,
        "portal.web.public.routes",
        "from portal.web.staff import forms",
        "share what",
    ),
    (
        house_rules.features_are_strangers,
        "portal.web.journey",
        "from portal.web.public.forms import X",
        "share what",
    ),
    (house_rules.has_one_importer, "portal.web.public.routes", "import bleach", "only portal.web.text"),
    (
        house_rules.has_one_importer,
        "portal.extensions",
        "from htmx_flask import Htmx",
        "only portal.web.rendering",
    ),
    (house_rules.starts_quickly, "portal.services.letters", "import weasyprint", "it is slow"),
    (house_rules.is_short, "portal.domain.clocks", "x = 1\n" * 401, "401 lines"),
    (house_rules.functions_are_short, "portal.domain.clocks", LONG_FUNCTION, "41 lines"),
    (house_rules.has_a_plain_name, "portal.services.utils", "", "says nothing"),
    (
        house_rules.asks_one_clock,
        "portal.web.access",
        "from datetime import datetime\ndatetime.now()",
        "tells the time",
    ),
    (
        house_rules.asks_one_clock,
        "portal.domain.clocks",
        "import datetime as dt\ndt.date.today()",
        "tells the time",
    ),
    (
        house_rules.asks_one_clock,
        "portal.models.event",
        "from sqlalchemy import func\nfunc.now()",
        "tells the time",
    ),
    (house_rules.leaves_tables_to_migrations, "portal.app", "db.create_all()", "write a migration"),
    (house_rules.says_what_it_is, "portal.domain.clocks", "x = 1", "no docstring"),
    (house_rules.says_what_it_is, "portal.domain.clocks", f"{DOC}def f():\n    pass", "f has no docstring"),
    (house_rules.says_what_it_is, "portal.domain.clocks", f"{DOC}class A:\n    pass", "A has no docstring"),
    (house_rules.imports_first, "portal.app", "def f():\n    pass\nimport os", "below code"),
]


@pytest.mark.parametrize(
    ("rule", "name", "source", "said"), BROKEN, ids=[f"{b[0].__name__}-{n}" for n, b in enumerate(BROKEN)]
)
def test_each_rule_can_fail(rule: Rule, name: str, source: str, said: str) -> None:
    complaints = list(rule(Module(name, source)))
    assert any(said in complaint for complaint in complaints), complaints


def test_a_package_file_with_code_is_named() -> None:
    package = Module("portal.web", f"{DOC}import os", "portal/web/__init__.py")
    assert list(house_rules.package_files_are_docstrings(package))


def test_every_rule_is_shown_to_fail() -> None:
    shown = {entry[0] for entry in BROKEN} | {house_rules.package_files_are_docstrings}
    assert {rule.__name__ for rule in IN_PORTAL} - {rule.__name__ for rule in shown} == set()


def test_what_is_allowed_passes() -> None:
    service = Module(
        "portal.services.intake", f"{DOC}from portal.extensions import db\nfrom portal.domain import clocks\n"
    )
    page = Module(
        "portal.web.public.routes",
        f"{DOC}from portal.web.public import forms\nfrom portal.web import access\n",
    )
    assert find_breaches([service, page], IN_PORTAL) == []


def test_the_portal_keeps_its_rules() -> None:
    assert not (breaches := find_breaches(read_modules("portal"), IN_PORTAL)), "\n".join(breaches)


def test_tests_and_benches_keep_their_ceilings() -> None:
    modules = read_modules("tests", "bench", "wsgi.py", "scripts")
    assert not (breaches := find_breaches(modules, IN_CODE)), "\n".join(breaches)


def test_migrations_keep_to_the_file_ceiling() -> None:
    assert not (breaches := find_breaches(read_modules("migrations"), EVERYWHERE)), "\n".join(breaches)


def test_wsgi_knows_only_the_app_and_its_refusals() -> None:
    wanted = {
        i.module
        for module in read_modules("wsgi.py")
        for i in module.imports
        if i.module.startswith("portal")
    }
    assert wanted <= {"portal.app", "portal.config", "portal.domain.errors"}


def test_no_module_needs_itself() -> None:
    try:
        TopologicalSorter(import_graph(read_modules("portal"))).prepare()
    except CycleError as error:
        pytest.fail("Modules import each other in a circle: " + " → ".join(error.args[1]))


def test_a_circle_is_seen_but_not_through_functions_or_types() -> None:
    first = Module("portal.a", "import portal.b")
    direct = Module("portal.b", "from portal import a")
    later = Module("portal.b", "def f():\n    import portal.a")
    typed = Module("portal.b", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import portal.a")
    with pytest.raises(CycleError):
        TopologicalSorter(import_graph([first, direct])).prepare()
    for harmless in (later, typed):
        TopologicalSorter(import_graph([first, harmless])).prepare()

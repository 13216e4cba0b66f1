"""Rules for templates: escaping stays on, nothing is inline, components show their use, links are alive."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest
from flask import Flask
from jinja2 import Environment, StrictUndefined, nodes
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from tests.house_rules import ROOT, read_modules

FOLDER = ROOT / "portal/templates"
READER = Environment(autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.do"])
MARKUP_MAKERS = {"portal.web.text", "portal.web.widgets"}
STANDALONE = ("layouts/", "components/", "email/", "letters/")
# Where "Exit this page" goes: a page anybody might be reading. Every other outside address is the profile's.
OUTSIDE_ADDRESSES = {"https://www.bbc.co.uk/weather"}

INLINE = {
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "an inline style": r"<style\b|\sstyle\s*=",
    "an inline handler": r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*[\"']",
    "a javascript: address": r"[\"']\s*javascript:",
}
OUTSIDE = re.compile(
    r"(?:href|src|action|srcset|data-safe-site)\s*=\s*[\"']((?:https?:)?//[^\"']*)", re.IGNORECASE
)
INSIDE = re.compile(r"\b(?:href|action|hx-get|hx-post)=\"(/[^\"{#]*)(?=[\"#])")


@dataclass(frozen=True)
class Template:
    """One template file: its name as Jinja knows it, and its text."""

    name: str
    source: str

    @cached_property
    def tree(self) -> nodes.Template:
        """Return the parsed template."""
        return READER.parse(self.source)

    @property
    def markup(self) -> str:
        """Return the text without Jinja's comments."""
        return re.sub(r"{#.*?#}", "", self.source, flags=re.DOTALL)

    @property
    def is_partial(self) -> bool:
        """Say whether the name marks it as a part of a page."""
        return self.name.rsplit("/", 1)[-1].startswith("_")


def read_templates() -> list[Template]:
    """Return every template of the portal."""
    files = sorted(f for f in FOLDER.rglob("*") if f.is_file())
    return [Template(f.relative_to(FOLDER).as_posix(), f.read_text(encoding="utf-8")) for f in files]


def escaping_stays_on(template: Template) -> Iterator[str]:
    """What people typed is always escaped."""
    if any(node.name == "safe" for node in template.tree.find_all(nodes.Filter)):
        yield "|safe lets typed words run as HTML: drop it"
    if list(template.tree.find_all(nodes.EvalContextModifier)):
        yield "autoescape is changed: drop it"
    if any(node.name == "Markup" for node in template.tree.find_all(nodes.Name)):
        yield "Markup in a template: make the HTML in web/widgets.py"


def nothing_is_inline(template: Template) -> Iterator[str]:
    """The content security policy refuses inline script and style."""
    for what, pattern in INLINE.items():
        if found := re.search(pattern, template.markup, re.IGNORECASE):
            yield f"{what} ({found.group().strip()}): use a class or a module under static/src"


def components_say_how_they_are_used(template: Template) -> Iterator[str]:
    """A component opens with a comment that shows a call."""
    if not template.name.startswith("components/"):
        return
    comment = re.match(r"\s*{#(.*?)#}", template.source, re.DOTALL)
    if comment is None or not re.search(r"{[{%]", comment.group(1)):
        yield "open it with a comment that shows how it is called"


def parts_are_named_as_parts(template: Template) -> Iterator[str]:
    """What is included begins with an underscore; what does not is a whole page."""
    for node in template.tree.find_all(nodes.Include):
        wanted = node.template.value if isinstance(node.template, nodes.Const) else ""
        if wanted and not Template(wanted, "").is_partial and not wanted.startswith("components/"):
            yield f"includes {wanted}: a part's name begins with an underscore"
    is_page = not template.is_partial and not template.name.startswith(STANDALONE)
    if is_page and template.name.endswith(".html") and not list(template.tree.find_all(nodes.Extends)):
        yield "extends no layout: extend one, or begin the name with an underscore if it is a part"


def imports_are_used(template: Template) -> Iterator[str]:
    """Each imported macro is called."""
    used = {node.name for node in template.tree.find_all(nodes.Name) if node.ctx == "load"}
    brought: list[str] = []
    for node in template.tree.find_all(nodes.FromImport):
        brought += [name[1] if isinstance(name, tuple) else name for name in node.names]
    brought += [node.target for node in template.tree.find_all(nodes.Import)]
    for name in brought:
        if name not in used:
            yield f"imports {name} and never uses it"


def links_stay_here(template: Template) -> Iterator[str]:
    """Outside addresses come from the council profile."""
    for address in OUTSIDE.findall(template.markup):
        if address not in OUTSIDE_ADDRESSES:
            yield f"leads to {address}: take outside addresses from the council profile"


Rule = Callable[[Template], Iterator[str]]
RULES: tuple[Rule, ...] = (
    escaping_stays_on,
    nothing_is_inline,
    components_say_how_they_are_used,
    parts_are_named_as_parts,
    imports_are_used,
    links_stay_here,
)
BROKEN: list[tuple[Rule, str, str]] = [
    (escaping_stays_on, "a/b.html", "{{ words|safe }}"),
    (escaping_stays_on, "a/b.html", "{% autoescape false %}{{ words }}{% endautoescape %}"),
    (escaping_stays_on, "a/b.html", "{{ Markup(words) }}"),
    (nothing_is_inline, "a/b.html", "<script>go()</script>"),
    (nothing_is_inline, "a/b.html", '<p style="color: red">'),
    (nothing_is_inline, "a/b.html", "<style>p {}</style>"),
    (nothing_is_inline, "a/b.html", '<button onclick="go()">'),
    (nothing_is_inline, "a/b.html", '<button hx-on:click="go()">'),
    (nothing_is_inline, "a/b.html", '<a href="javascript:go()">'),
    (components_say_how_they_are_used, "components/b.html", "<p>{{ x }}</p>"),
    (components_say_how_they_are_used, "components/b.html", "{# A thing. #}<p>{{ x }}</p>"),
    (parts_are_named_as_parts, "a/b.html", '{% extends "layouts/public.html" %}{% include "a/rows.html" %}'),
    (parts_are_named_as_parts, "a/b.html", "<p>no layout</p>"),
    (imports_are_used, "a/b.html", '{% from "components/x.html" import one, two %}{{ one() }}'),
    (imports_are_used, "a/b.html", '{% import "components/x.html" as x %}'),
    (links_stay_here, "a/b.html", '<a href="https://elsewhere.example">'),
    (links_stay_here, "a/b.html", '<img src="//elsewhere.example/a.png">'),
]


@pytest.mark.parametrize(("rule", "name", "source"), BROKEN)
def test_each_rule_can_fail(rule: Rule, name: str, source: str) -> None:
    assert list(rule(Template(name, source)))


def test_a_good_template_passes() -> None:
    source = '{% extends "layouts/public.html" %}{% from "components/x.html" import one %}{{ one(words) }}'
    assert [said for rule in RULES for said in rule(Template("a/b.html", source))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_templates_keep_the_rule(rule: Rule) -> None:
    faults = [f"{t.name}: {said}" for t in read_templates() for said in rule(t)]
    assert not faults, "\n".join(faults)


def test_html_is_made_in_two_modules_only() -> None:
    """Markup() switches escaping off, so it stands where it can be watched."""
    watched = {"Markup", "render_template_string"}
    found = [
        f"{module.path}:{node.lineno}"
        for module in read_modules("portal")
        if module.name not in MARKUP_MAKERS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in watched
    ]
    assert not found, f"make HTML in web/text.py or web/widgets.py: {found}"


def test_every_template_compiles_strictly(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    assert app.jinja_env.autoescape is True or app.select_jinja_autoescape("page.html")
    for template in read_templates():
        app.jinja_env.get_template(template.name)


def test_every_endpoint_named_in_a_template_exists(app: Flask) -> None:
    missing = [
        f"{template.name}: {call.args[0].value}"
        for template in read_templates()
        for call in template.tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for"
        if call.args and isinstance(call.args[0], nodes.Const)
        if call.args[0].value not in app.view_functions
    ]
    assert not missing, missing


def test_every_address_written_in_a_template_leads_somewhere(app: Flask) -> None:
    addresses = {(t.name, found) for t in read_templates() for found in INSIDE.findall(t.markup)}
    dead = sorted(f"{name}: {found}" for name, found in addresses if not leads_somewhere(app, found))
    assert not dead, "no view answers at these:\n" + "\n".join(dead)


def leads_somewhere(app: Flask, address: str) -> bool:
    """Say whether a view, or a built file, answers at a path of this site."""
    if address.startswith("/static/"):
        return True
    try:
        app.url_map.bind("localhost").match(address.partition("?")[0], method="GET")
    except (MethodNotAllowed, RequestRedirect):
        return True
    except NotFound:
        return False
    return True

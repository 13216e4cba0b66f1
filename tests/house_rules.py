"""The rules of the house for Python files, read with ast; each yields sentences that say how to mend it."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_CEILING = 400
FUNCTION_CEILING = 40
VAGUE_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "data",
    "item",
    "items",
    "misc",
    "common",
}
CLOCK_CALLS = {"now", "utcnow", "today", "time", "localtime", "gmtime", "current_timestamp"}
CLOCK_OWNERS = {"datetime", "date", "dt", "time", "func"}
WEB_OF_FLASK = {"request", "session", "url_for", "flash", "redirect", "abort", "g"}
SLOW_TO_IMPORT = {"weasyprint", "xlsxwriter", "openpyxl", "docx", "holidays"}

# What each floor may import from the portal; the arrows of the design.
ARROWS: dict[str, tuple[str, ...]] = {
    "portal": (),
    "portal.config": (),
    "portal.extensions": (),
    "portal.domain": ("portal.domain",),
    "portal.models": ("portal.models", "portal.domain", "portal.extensions"),
    "portal.services": (
        "portal.services",
        "portal.models",
        "portal.domain",
        "portal.extensions",
        "portal.config",
    ),
    "portal.web": ("portal.web", "portal.services", "portal.domain", "portal.extensions", "portal.config"),
    "portal.cli": ("portal.cli", "portal.services", "portal.domain", "portal.extensions", "portal.config"),
    "portal.demo": ("portal.demo", "portal.services", "portal.domain", "portal.extensions", "portal.config"),
    "portal.app": ("portal",),
}
FEATURES = {folder.name for folder in (ROOT / "portal/web").glob("*/") if folder.is_dir()} | {
    "public",
    "young_people",
    "advocates",
    "staff",
    "screening",
    "casework",
    "reports",
    "account",
}
ONLY_IMPORTERS = {"htmx_flask": "portal.web.rendering", "bleach": "portal.web.text"}


@dataclass(frozen=True)
class Import:
    """One imported name, its line, and whether it comes with the file (not in a function, not for types)."""

    module: str
    name: str
    line: int
    at_start: bool

    @property
    def full(self) -> str:
        """Return module and name with a dot."""
        return f"{self.module}.{self.name}" if self.name else self.module


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, where it lies and what it says."""

    name: str
    source: str
    path: str = "snippet.py"

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed file."""
        return ast.parse(self.source)

    @cached_property
    def imports(self) -> list[Import]:
        """Return every import of the file, those inside functions too."""
        found: list[Import] = []
        for node, at_start in _walk_imports(self.tree, True):
            if isinstance(node, ast.Import):
                found += [Import(alias.name, "", node.lineno, at_start) for alias in node.names]
            else:
                found += [Import(node.module or "", a.name, node.lineno, at_start) for a in node.names]
        return found

    @property
    def floor(self) -> str:
        """Return the key of ARROWS that this module stands on."""
        return ".".join(self.name.split(".")[:2])


def _walk_imports(node: ast.AST, at_start: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_start
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _walk_imports(child, False)
        else:
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk_imports(child, at_start and not is_function)


def read_modules(*folders: str) -> list[Module]:
    """Return every Python file under these folders or files of the repository."""
    files = [
        f
        for name in folders
        for f in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))
    ]
    kept = [f for f in sorted(files) if f.exists() and not {"node_modules", "__pycache__"} & set(f.parts)]
    return [Module(_dotted(f), f.read_text(encoding="utf-8"), str(f.relative_to(ROOT))) for f in kept]


def _dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _is_under(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def keeps_to_its_floor(module: Module) -> Iterator[str]:
    """Imports follow the arrows."""
    allowed = ARROWS.get(module.floor, ())
    for wanted in module.imports:
        if _is_under(wanted.module, "portal") and not _is_under(wanted.full, *allowed):
            may = ", ".join(allowed) or "nothing of the portal"
            yield f"line {wanted.line}: {module.floor} must not import {wanted.full}; it may import {may}"


def domain_is_plain_python(module: Module) -> Iterator[str]:
    """The rules need the standard library only."""
    if module.floor != "portal.domain":
        return
    for wanted in module.imports:
        top = wanted.module.split(".")[0]
        if top != "portal" and top not in sys.stdlib_module_names:
            yield f"line {wanted.line}: domain must not import {top}; pass what it gives as an argument"


def has_no_relative_imports(module: Module) -> Iterator[str]:
    """Imports say where they come from."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"line {node.lineno}: a relative import; write it from portal"


def services_know_no_request(module: Module) -> Iterator[str]:
    """Services and records never touch the request, the session or URLs."""
    if module.floor not in {"portal.services", "portal.models", "portal.domain"}:
        return
    for wanted in module.imports:
        if wanted.module == "flask" and wanted.name in WEB_OF_FLASK:
            yield f"line {wanted.line}: {wanted.name} belongs to web; pass what is needed as an argument"
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in WEB_OF_FLASK
            and ast.unparse(node.value) == "flask"
        ):
            yield f"line {node.lineno}: flask.{node.attr} belongs to web; pass what is needed as an argument"


def web_knows_no_database(module: Module) -> Iterator[str]:
    """Pages and commands never touch the session or SQL."""
    if module.floor not in {"portal.web", "portal.cli", "portal.demo"}:
        return
    for wanted in module.imports:
        top = wanted.module.split(".")[0]
        if (
            top in {"sqlalchemy", "flask_sqlalchemy", "sqlite3", "psycopg"}
            or wanted.full == "portal.extensions.db"
        ):
            yield f"line {wanted.line}: {module.floor} must not import {wanted.full}; ask a service"


def features_are_strangers(module: Module) -> Iterator[str]:
    """A feature of web never imports another, and the shared modules import no feature."""
    if module.floor != "portal.web":
        return
    own = _feature(module.name, module.path.endswith("__init__.py"))
    for wanted in module.imports:
        other = _feature(wanted.module, True) if _is_under(wanted.module, "portal.web") else ""
        if other in FEATURES and other != own:
            yield f"line {wanted.line}: {module.name} must not import {other}; share what stands beside them"


def _feature(name: str, is_package: bool) -> str:
    parts = name.split(".")
    return parts[2] if len(parts) > 3 or (len(parts) == 3 and is_package) else ""


def has_one_importer(module: Module) -> Iterator[str]:
    """Packages that might be exchanged stand behind one module."""
    for wanted in module.imports:
        home = ONLY_IMPORTERS.get(wanted.module.split(".")[0])
        if home and module.name != home:
            yield f"line {wanted.line}: only {home} imports {wanted.module}; use its functions"


def starts_quickly(module: Module) -> Iterator[str]:
    """Slow packages are imported where they are used."""
    for wanted in module.imports:
        if wanted.at_start and wanted.module.split(".")[0] in SLOW_TO_IMPORT:
            yield f"line {wanted.line}: import {wanted.module} inside the function that needs it; it is slow"


def is_short(module: Module) -> Iterator[str]:
    """Files have a ceiling."""
    if (lines := module.source.count("\n")) > FILE_CEILING:
        yield f"{lines} lines; the ceiling is {FILE_CEILING}: split it by what it is about"


def functions_are_short(module: Module) -> Iterator[str]:
    """Functions have a ceiling."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_CEILING:
                yield f"line {node.lineno}: {node.name} has {lines} lines; the ceiling is {FUNCTION_CEILING}"


def package_files_are_docstrings(module: Module) -> Iterator[str]:
    """An __init__.py holds a docstring at most."""
    if not module.path.endswith("__init__.py"):
        return
    extra = module.tree.body[1:] if ast.get_docstring(module.tree) else module.tree.body
    if extra:
        yield f"line {extra[0].lineno}: an __init__.py holds a docstring at most; move the code to a module"


def has_a_plain_name(module: Module) -> Iterator[str]:
    """A file is named for what lives in it."""
    if vague := VAGUE_NAMES & set(module.name.split(".")):
        yield f"“{vague.pop()}” says nothing: name the file for what lives in it"


def asks_one_clock(module: Module) -> Iterator[str]:
    """Only services/now.py tells the time."""
    if module.name == "portal.services.now":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_CALLS:
            owner = ast.unparse(node.value).split(".")[-1]
            if owner in CLOCK_OWNERS:
                yield f"line {node.lineno}: {owner}.{node.attr} tells the time; use portal.services.now"


def leaves_tables_to_migrations(module: Module) -> Iterator[str]:
    """Only migrations make tables."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"create_all", "drop_all"}:
            yield f"line {node.lineno}: {node.attr} in the application; write a migration"


def says_what_it_is(module: Module) -> Iterator[str]:
    """Each module, public class and public function has a docstring."""
    if not ast.get_docstring(module.tree):
        yield "no docstring: say in one sentence what lives here"
    for node in module.tree.body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"line {node.lineno}: {node.name} has no docstring: state its rule in one sentence"


def imports_first(module: Module) -> Iterator[str]:
    """No import stands below code."""
    below = False
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            below = True
        elif below and isinstance(node, ast.Import | ast.ImportFrom):
            yield f"line {node.lineno}: an import below code hides a cycle; move it to the top"


Rule = Callable[[Module], Iterator[str]]
EVERYWHERE: tuple[Rule, ...] = (is_short, has_a_plain_name, imports_first, has_no_relative_imports)
IN_CODE: tuple[Rule, ...] = (*EVERYWHERE, functions_are_short)
IN_PORTAL: tuple[Rule, ...] = (
    *IN_CODE,
    keeps_to_its_floor,
    domain_is_plain_python,
    services_know_no_request,
    web_knows_no_database,
    features_are_strangers,
    has_one_importer,
    starts_quickly,
    package_files_are_docstrings,
    asks_one_clock,
    leaves_tables_to_migrations,
    says_what_it_is,
)


def find_breaches(modules: list[Module], rules: tuple[Rule, ...]) -> list[str]:
    """Return every sentence of every rule that these files break, with the file's path."""
    return [f"{m.path}: {said}" for m in modules for rule in rules for said in rule(m)]


def import_graph(modules: list[Module]) -> dict[str, set[str]]:
    """Return which module needs which to be imported first, TYPE_CHECKING and function imports left out."""
    names = {module.name for module in modules}
    graph: dict[str, set[str]] = {}
    for module in modules:
        wanted = {i.full if i.full in names else i.module for i in module.imports if i.at_start}
        graph[module.name] = {name for name in wanted if name in names and name != module.name}
    return graph

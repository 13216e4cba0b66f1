"""One module alone brings a decision into force, and no command decides: read from the source itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _assignments(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what a file puts into anything called status, as an attribute, an argument or a column."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _into_status(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value is not None:
            yield from _into_status(node.target, node.value)
        elif isinstance(node, ast.Call):
            yield from (word.value for word in node.keywords if word.arg == "status")
            if getattr(node.func, "id", "") == "setattr":
                yield node.args[-1]
        elif isinstance(node, ast.Dict):
            yield from (
                value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and key.value == "status"
            )


def _into_status(target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=True):
            yield from _into_status(one, its)
    elif isinstance(target, ast.Attribute) and target.attr == "status":
        yield value


def _puts_into_force(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Attribute) and node.attr == "IN_FORCE"
        for value in _assignments(tree)
        for node in ast.walk(value)
    )


def test_one_module_alone_brings_a_decision_into_force() -> None:
    files = [*(ROOT / "portal").rglob("*.py")]
    assert len(files) > 300
    found = {str(path.relative_to(ROOT)) for path in files if _puts_into_force(path)}
    assert found == {"portal/services/in_force.py"}


@pytest.mark.parametrize(
    "line",
    [
        "decision.status = DecisionStatus.IN_FORCE",
        "a, decision.status = 1, DecisionStatus.IN_FORCE",
        "update(Decision).values(status=DecisionStatus.IN_FORCE)",
        "update(Decision).values({'status': DecisionStatus.IN_FORCE})",
        "Decision(status=DecisionStatus.IN_FORCE)",
        "setattr(decision, 'status', DecisionStatus.IN_FORCE)",
    ],
)
def test_every_way_to_write_it_is_found(line: str, tmp_path: Path) -> None:
    file = tmp_path / "sly.py"
    file.write_text(line)
    assert _puts_into_force(file)
    file.write_text(line.replace("IN_FORCE", "RETURNED"))
    assert not _puts_into_force(file)


DECIDING = frozenset(
    {
        "bulk",
        "compliments",
        "decisions",
        "escalating",
        "in_force",
        "proposing",
        "referring",
        "reopening",
        "set_aside",
        "taking_back",
    }
)


def test_no_command_decides() -> None:
    """The command line fills a demonstration through the same services, and decides nothing besides."""
    for path in (ROOT / "portal/cli").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)]
        names = {part for node in used for one in node.names for part in one.name.split(".")}
        names |= {part for node in used for part in (getattr(node, "module", "") or "").split(".")}
        assert not names & DECIDING, path.name

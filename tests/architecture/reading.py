"""The project's own files, as the tests of its rules read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import jinja2

PROJECT = Path(__file__).parents[2]
APP = PROJECT / "app"
TEMPLATES = PROJECT / "templates"
Node = TypeVar("Node", bound=ast.AST)
GETTEXT = frozenset({"_", "_l", "N_", "gettext", "lazy_gettext", "ngettext"})


def name_of(path: Path) -> str:
    """As the project names it: app/views/posts.py."""
    return path.relative_to(PROJECT).as_posix()


@cache
def modules() -> dict[str, ast.Module]:
    """The syntax tree of every module of app/, by its name."""
    return {name_of(path): ast.parse(path.read_text("utf-8")) for path in sorted(APP.rglob("*.py"))}


@cache
def templates() -> dict[str, str]:
    """The source of every template, by its name."""
    paths = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
    return {name_of(path): path.read_text("utf-8") for path in paths}


def environment() -> jinja2.Environment:
    """An environment that reads templates as the application's does."""
    return jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def is_gettext(node: ast.AST) -> bool:
    """Whether this calls a function that translates, or marks for translation."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT


def outside_gettext(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, without what stands inside a call of gettext."""
    if is_gettext(node):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from outside_gettext(child)


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """The strings that stand as statements of their own: docstrings, and notes on attributes."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def parts(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """Every node of a kind in app/, with its module's name."""
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield module, node


def name_of_call(call: ast.Call) -> str:
    """The last part of what is called: commit, for db.session.commit()."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")

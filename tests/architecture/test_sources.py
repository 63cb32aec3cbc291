"""What each part of app/ may do, read from its source. import-linter has the imports."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.reading import docstrings, modules, name_of_call, outside_gettext, parts

LONGEST_FILE, LONGEST_FUNCTION = 300, 40

NAMERS = {
    "app/services/naming.py": "decides under which name a viewer sees a person",
    "app/services/launching.py": "writes down what the platform calls them",
    "app/lti/claims.py": "reads the claims",
    "app/queries/people.py": "selects the columns that naming needs",
    "app/models/membership.py": "own_name, which naming asks for",
}
"""Where a person's own name may be touched, and why."""

FOR_ADMINISTRATORS = (
    "app/__init__.py",
    "app/cli/",
    "app/config.py",
    "app/lti/registration.py",
)
"""What these say goes to a terminal, in English."""

SENTENCE = re.compile(r"[A-Z][\w’']*,? [a-z]")
"""How words for people begin; names for machines begin otherwise."""


def mended_by(advice: str, broken: Iterator[str]) -> None:
    """Fail with every place that breaks a rule, and with what to do about it."""
    places = list(broken)
    assert not places, f"{advice}:\n  " + "\n  ".join(places)


def test_files_are_short() -> None:
    mended_by(
        f"over {LONGEST_FILE} lines; split where a second idea starts",
        (
            module
            for module, tree in modules().items()
            if max((node.end_lineno or 0 for node in tree.body), default=0) > LONGEST_FILE
        ),
    )


def test_functions_are_short() -> None:
    mended_by(
        f"over {LONGEST_FUNCTION} lines; name a part of it and take that out",
        (
            f"{module}: {node.name}"
            for module, node in parts(ast.FunctionDef)
            if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
        ),
    )


def test_only_richtext_says_that_something_is_html() -> None:
    mended_by(
        "clean it with app.richtext, and show it with clean_body()",
        (place for place in _calls("Markup") if not place.startswith("app/richtext/")),
    )


def test_only_views_jobs_and_commands_commit() -> None:
    edges = ("app/views/", "app/jobs/", "app/cli/")
    mended_by(
        "flush here; the view, job or command that calls this commits, as its last act",
        (place for place in _calls("commit") if not place.startswith(edges)),
    )


def _calls(name: str) -> Iterator[str]:
    for module, node in parts(ast.Call):
        if name_of_call(node) == name:
            yield f"{module}:{node.lineno}"


def test_only_naming_names_people() -> None:
    mended_by(
        "ask services.naming.shown_name: a name depends on who looks",
        (
            f"{module}:{node.lineno} reads .{node.attr}"
            for module, node in parts(ast.Attribute)
            if module not in NAMERS and _is_own_name(node)
        ),
    )


def _is_own_name(node: ast.Attribute) -> bool:
    owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
    is_person = owner in ("user", "User", "author", "actor", "viewer", "member")
    return node.attr in ("own_name", "given_name") or (node.attr == "name" and is_person)


def test_what_people_read_is_translated() -> None:
    mended_by(
        "wrap it in _(…), in _l(…) outside a request, or in N_(…) where another module translates",
        (
            f"{module}:{node.lineno} {node.value!r}"
            for module, tree in modules().items()
            if not module.startswith(FOR_ADMINISTRATORS)
            for node in _sentences(tree)
        ),
    )


def _sentences(tree: ast.Module) -> Iterator[ast.Constant]:
    notes = docstrings(tree)
    for node in outside_gettext(tree):
        if isinstance(node, ast.Constant) and node not in notes and SENTENCE.match(str(node.value)):
            yield node


def test_reasons_are_given_by_code_or_translated() -> None:
    mended_by(
        "this is shown to people: wrap the words in _(…) or _l(…)",
        (
            f"{module}:{node.lineno}"
            for module, node in parts(ast.Call)
            if name_of_call(node) in ("abort", "Reason", "flash")
            and any(_is_text(argument) for argument in node.args)
        ),
    )


def _is_text(node: ast.AST) -> bool:
    is_constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_constant or isinstance(node, ast.JoinedStr)


def test_predicates_ask_whether_somebody_can() -> None:
    for module, node in parts(ast.FunctionDef):
        if module.startswith("app/policies/") and node.col_offset == 0 and node.name[0] != "_":
            assert node.name.startswith("can_"), f"{module}: call it can_…, not {node.name}"
            assert getattr(node.returns, "id", "") == "bool", (
                f"{module}: {node.name} says yes or no"
            )


def test_these_tests_would_notice() -> None:
    source = '"""A note here."""\nabort(403, "Go away now")\nx = _("Fine by me")'
    assert [node.value for node in _sentences(ast.parse(source))] == ["Go away now"]
    name = ast.parse("author.user.name", mode="eval").body
    assert isinstance(name, ast.Attribute)
    assert _is_own_name(name)


def test_nothing_turns_the_clock() -> None:
    mended_by("only the demo's story is told as of another day", _calls("turned_to"))

"""The plan of the house, as HOUSE rules that a machine can keep: who may import whom, and what a file may be.

A module imports what lies below it and its own room. Two rooms on one floor are strangers. A new module gets its
place here first; where none fits, the plan is wrong and changes here before the code does.
"""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[1]

# From the roof down. Each line is a floor, each name a room: a module or a package with all that is in it, or, with a
# star, the modules that begin so.
FLOORS = (
    ("newsroom",),
    # importers
    ("importers.apps", "importers.management", "importers.admin", "importers.public", "importers.migrations"),
    ("importers.labels", "importers.written"),
    ("importers.pipeline", "importers.evaluate.trial", "importers.kept", "importers.outline.fit*"),
    ("importers.occurrences", "importers.readers"),
    ("importers.store",),
    ("importers.models",),
    ("importers.errand",),
    ("importers.prepare",),
    ("importers.corrections", "importers.match"),
    (
        "importers.draft",
        "importers.evaluate",
        "importers.explain",
        "importers.readings",
        "importers.report",
        "importers.table",
    ),
    ("importers.suggest",),
    ("importers.stops",),
    ("importers.vocabulary", "importers.proper_names"),
    ("importers.infer",),
    ("importers.survey", "importers.unmoved"),
    ("importers.copies", "importers.extracts", "importers.heed", "importers.interview", "importers.kinds"),
    ("importers.outline", "importers.repeated"),
    ("importers.decided",),
    ("importers.read",),
    ("importers.rules",),
    ("importers.capture", "importers.names", "importers.dates", "importers.reconcile", "importers.sketch"),
    ("importers.lines",),
    ("importers.segments",),
    ("importers",),
    # articles
    ("articles.apps", "articles.admin", "articles.public", "articles.migrations"),
    ("articles.templatetags",),
    ("articles.search", "articles.editing"),
    ("articles.publishing",),
    ("articles.checklist",),
    ("articles.models",),
    ("articles.body", "articles.slugs", "articles.changes", "articles.images", "articles.immutable"),
    ("articles.markup", "articles.telling"),
    ("articles",),
)

# Text and data in, data out: neither Django nor anything that knows it.
PURE = {
    "articles.body",
    "articles.changes",
    "articles.images",
    "articles.markup",
    "articles.slugs",
    "articles.telling",
    "importers.capture",
    "importers.dates",
    "importers.copies",
    "importers.corrections",
    "importers.decided",
    "importers.draft",
    "importers.errand",
    "importers.evaluate",
    "importers.explain",
    "importers.extracts",
    "importers.heed",
    "importers.infer",
    "importers.interview",
    "importers.kinds",
    "importers.lines",
    "importers.match",
    "importers.names",
    "importers.outline",
    "importers.prepare",
    "importers.proper_names",
    "importers.read",
    "importers.readings",
    "importers.reconcile",
    "importers.repeated",
    "importers.report",
    "importers.rules",
    "importers.segments",
    "importers.sketch",
    "importers.stops",
    "importers.suggest",
    "importers.survey",
    "importers.table",
    "importers.unmoved",
    "importers.vocabulary",
}
PURE_PACKAGES = {"PIL", "ftfy", "nh3"}

# What fits the weights runs at a developer's desk, with packages that no operator has.
FITTING = "importers.outline.fit*"
FITTING_PACKAGES = {"numpy", "scipy"}

# An import reads files, and a public page reads the database: neither calls out or starts programs.
CALLING_OUT = {"asyncio", "ftplib", "smtplib", "socket", "subprocess"}
CALLING_OUT |= {"http.client", "http.server", "urllib.request"}

TOP_LEVEL = {
    ".ci",
    ".env.example",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "articles",
    "importers",
    "manage.py",
    "newsroom",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "static",
    "tests",
}

# Names that say nothing, so that anything ends up behind them.
EMPTY_NAMES = {"base", "common", "helpers", "manager", "managers", "misc", "processor", "services", "utils"}

LONGEST_FILE = 400


def in_git(*patterns):
    """The files under version control, or about to be; all files where this is no checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(*tops):
    """Module name to syntax tree, for the packages at the top level."""
    files = (path for top in tops for path in sorted((ROOT / top).rglob("*.py")))
    return {module_name(path): ast.parse(path.read_bytes(), str(path)) for path in files}


ROOMS = sources("newsroom", "importers", "articles")


def whole_name(module, node):
    """The dotted name that a from-import reads from, also where it is written with leading dots."""
    if not node.level:
        return node.module
    is_package = (ROOT / module.replace(".", "/")).is_dir()
    parents = module.split(".")[: len(module.split(".")) - node.level + is_package]
    return ".".join([*parents, *([node.module] if node.module else [])])


def imported(module, tree, known=ROOMS):
    """The dotted names that a module imports; a submodule rather than its package where the name is one."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = whole_name(module, node)
            names = {f"{source}.{alias.name}" for alias in node.names}
            found |= {name if name in known else source for name in names}
    return found


def room_of(module):
    """The floor (0 is the roof) and the room that a module belongs to; the longest matching name decides."""
    matching = [
        (len(room), floor, room)
        for floor, rooms in enumerate(FLOORS)
        for room in rooms
        if module == room or module.startswith(room.removesuffix("*") if "*" in room else room + ".")
    ]
    _, floor, room = max(matching)
    return floor, room


def trespasses(module, tree):
    floor, room = room_of(module)
    for name in imported(module, tree) & ROOMS.keys():
        other_floor, other_room = room_of(name)
        if other_room != room and other_floor <= floor:
            yield f"{module} imports {name}, which does not lie below it"


def docstrings(tree):
    """The strings that explain: a module's, class's or function's, and those that stand alone under a name."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def is_pure(module):
    return room_of(module)[1] in PURE


def is_fitting(module):
    return room_of(module)[1] == FITTING


def test_every_module_has_a_place_in_the_house():
    placeless = [
        module
        for module in ROOMS
        if room_of(module)[1] in {"importers", "articles"} and room_of(module)[1] != module
    ]
    assert not placeless, f"give them a floor in FLOORS: {placeless}"


@pytest.mark.parametrize("module", ROOMS)
def test_invariant_12_imports_run_downhill(module):
    assert not list(trespasses(module, ROOMS[module]))


def test_a_trespass_would_be_noticed():
    upward = ast.parse("from importers.store import save\nimport newsroom.env")
    assert len(list(trespasses("articles.models.article", upward))) == 1 + ("importers.store" in ROOMS)
    sideways = ast.parse("from articles.body import clean")
    assert list(trespasses("articles.slugs", sideways))
    assert not list(trespasses("articles.models.article", sideways))


def test_there_are_no_import_circles():
    edges = {module: imported(module, tree) & ROOMS.keys() for module, tree in ROOMS.items()}
    reach = {module: set(direct) for module, direct in edges.items()}
    grew = True
    while grew:
        grew = False
        for targets in reach.values():
            further = set().union(*(edges[target] for target in targets)) - targets
            targets |= further
            grew |= bool(further)
    assert not [module for module, targets in reach.items() if module in targets]


def test_imports_stand_at_the_top_of_the_file():
    inside = [
        f"{module}:{node.lineno}"
        for module, tree in (ROOMS | sources("tests")).items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inside


@pytest.mark.parametrize("module", [module for module in ROOMS if is_pure(module)])
def test_pure_rooms_know_neither_django_nor_a_database(module):
    for name in imported(module, ROOMS[module]):
        top = name.partition(".")[0]
        is_known_pure = name in ROOMS and is_pure(name)
        assert is_known_pure or top in sys.stdlib_module_names or top in PURE_PACKAGES, (
            f"{module} imports {name}"
        )
        assert top != "sqlite3", f"{module} imports {name}"


def test_pure_rooms_are_held_to_strict_types():
    held = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["files"]
    names = {module_name(ROOT / path) for path in held}
    assert {room for room in PURE if any(room_of(module)[1] == room for module in ROOMS)} <= names


def test_nothing_at_run_time_needs_what_fits_the_weights():
    needing = [
        f"{module} imports {name}"
        for module, tree in ROOMS.items()
        if not is_fitting(module)
        for name in imported(module, tree)
        if name.partition(".")[0] in FITTING_PACKAGES or (name in ROOMS and is_fitting(name))
    ]
    assert not needing


def test_only_capture_opens_captures():
    """Pure rooms may read data files of their own; opening what an operator names is the work of one module."""
    opening = [
        f"{module}:{node.lineno}"
        for module, tree in ROOMS.items()
        if is_pure(module) and module != "importers.capture"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"open", "os.open", "io.open", "os.fdopen"}
    ]
    assert not opening


def test_nobody_calls_out_or_starts_programs():
    calling = [
        f"{module} imports {name}"
        for module, tree in ROOMS.items()
        if not module.startswith("newsroom")
        for name in imported(module, tree)
        if name in CALLING_OUT
    ]
    assert not calling


@pytest.mark.parametrize("suffix", ["py", "html", "css", "js"])
def test_no_file_is_longer_than_it_can_be_held_in_the_head(suffix):
    long = {
        str(path.relative_to(ROOT)): lines
        for path in in_git(f"*.{suffix}")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_no_module_has_a_name_that_says_nothing():
    assert not [module for module in ROOMS if EMPTY_NAMES & set(module.split("."))]


def test_nothing_new_stands_at_the_top_level():
    assert {path.relative_to(ROOT).parts[0] for path in in_git()} <= TOP_LEVEL


def test_we_send_and_receive_no_signals_of_our_own():
    """Django's post_migrate is heard to put triggers back; whoever wants more calls the function."""
    found = {
        f"{module}: {name}"
        for module, tree in ROOMS.items()
        for name in imported(module, tree)
        if name in {"django.dispatch", "django.db.models.signals"}
    }
    assert found <= {f"{app}.apps: django.db.models.signals" for app in ("articles", "importers")}


# Invariant 12: `articles` has no field, string or relation that speaks of imports. The words of HOUSE.md that readers
# and editors need are not among these: a revision's act "import", a picture that "was not captured". A page may tell
# readers that the texts were recovered from captures; no code may know one.
IMPORTERS = r"importers?|import[_ ]?runs?|import_seeds"
SPEAKS_OF_IMPORTERS = re.compile(rf"(?<![^\W_])({IMPORTERS})(?![^\W_])", re.I)
SPEAKS_OF_IMPORTS = re.compile(rf"(?<![^\W_])({IMPORTERS}|captures?)(?![^\W_])", re.I)


@pytest.mark.parametrize("module", [module for module in ROOMS if module.startswith("articles.")])
def test_invariant_12_articles_have_no_name_or_string_that_speaks_of_imports(module):
    tree = ROOMS[module]
    explaining = docstrings(tree)
    words = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            words.add(node.value)
        words |= {value for _, value in ast.iter_fields(node) if isinstance(value, str)} - {None}
        if isinstance(node, ast.Constant) and id(node) in explaining:
            words.discard(node.value)
    assert not {word for word in words if SPEAKS_OF_IMPORTS.search(word)}


def test_no_template_of_articles_speaks_of_the_importers():
    speaking = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "articles" / "templates").rglob("*.*")
        if SPEAKS_OF_IMPORTERS.search(path.read_text(encoding="utf-8"))
    ]
    assert not speaking


def test_invariant_12_no_relation_leads_from_articles_to_importers():
    relations = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("articles").get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label == "importers"
    ]
    assert not relations

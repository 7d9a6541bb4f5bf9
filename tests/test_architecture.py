"""The rooms and which way they look: imports point one way, heavy libraries have one door each."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("kb", "indexer", "api", "web")
WEB_LIBRARIES = {"fastapi", "starlette", "uvicorn", "jinja2", "httpx", "flask"}
COMMAND_LIBRARIES = {"click", "rich", "argparse", "typer", "getpass", "readline"}
ENVIRONMENT_LIBRARIES = {"pydantic_settings", "dotenv"}
HEAVY_LIBRARIES = {"torch", "sentence_transformers", "transformers"}
FORBIDDEN = {
    "kb": {"indexer", "api", "web", "settings"} | WEB_LIBRARIES | COMMAND_LIBRARIES | ENVIRONMENT_LIBRARIES,
    "web": {"indexer", "api", "settings"},
    "indexer": {"api", "web"},
    "api": {"indexer"},
}


def _modules(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    assert found
    return found


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imported(nodes: Iterator[ast.AST], package: str) -> Iterator[str]:
    """Yield the full name of each module that import statements among `nodes` name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] + "." if node.level else ""
            yield base + (node.module or "")
            yield from (f"{base}{node.module or ''}.{alias.name}" for alias in node.names)


def _on_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when the module is imported: all but the insides of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _on_import(child)


def _libraries(path: Path, whole: bool = True) -> set[str]:
    """Return the first parts of what a module imports, anywhere or only when it is imported itself."""
    tree = _tree(path)
    package = ".".join(path.relative_to(ROOT).parent.parts)
    return {name.split(".")[0] for name in _imported(ast.walk(tree) if whole else _on_import(tree), package)}


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room: str) -> None:
    wrong = {str(path.relative_to(ROOT)): _libraries(path) & FORBIDDEN[room] for path in _modules(room)}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_the_library_reads_no_environment_variable() -> None:
    """Setting a default for a library in C, before it is loaded, reads nothing for us."""
    wrong = []
    for path in _modules("kb"):
        tree = _tree(path)
        set_only = {
            id(node.func.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setdefault"
        }
        for node in ast.walk(tree):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in {"environ", "environb", "getenv", "getenvb", "putenv"} and id(node) not in set_only:
                wrong.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    assert wrong == []


def test_the_library_neither_prints_nor_reads_arguments() -> None:
    for path in _modules("kb"):
        names = {node.id for node in ast.walk(_tree(path)) if isinstance(node, ast.Name)}
        assert names.isdisjoint({"print", "input"}), path
        assert "sys" not in _libraries(path), path


@pytest.mark.parametrize(("library", "door"), [("faiss", "kb/dense.py"), ("bm25s", "kb/lexical.py")])
def test_a_library_of_ours_has_one_door(library: str, door: str) -> None:
    users = [str(path.relative_to(ROOT)) for path in _modules(*ROOMS) if library in _libraries(path)]
    assert users == [door]


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    paths = [*_modules(*ROOMS), ROOT / "settings.py"]
    assert [path for path in paths if _libraries(path, whole=False) & HEAVY_LIBRARIES] == []
    assert {path.parent.name for path in paths if _libraries(path) & HEAVY_LIBRARIES} == {"kb"}


@pytest.mark.parametrize("module", ["api.app", "api.serve", "api.openapi", "indexer.cli", "kb.knowledge_base"])
def test_importing_does_not_import_torch(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({HEAVY_LIBRARIES!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == ""


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"util", "utils", "helper", "helpers", "common", "misc", "tools"}
    assert [path for path in _modules(*ROOMS, "tests", "bench") if {path.stem, path.parent.name} & drawers] == []


def test_every_folder_of_modules_is_a_package_so_that_the_wheel_has_it() -> None:
    assert [path.parent for path in _modules(*ROOMS) if not (path.parent / "__init__.py").is_file()] == []

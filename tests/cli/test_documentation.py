"""What the documentation says can be done, can be done: commands, files, links, codes.

Commands are run, each page in a folder of its own, where ``policy.md`` and the other names that
stand for a reader's files are copies of the samples. Those that need a network, a server, Java or
a language model are only held against the options that exist.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from graph_builder.cli import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "examples" / "policies"
WRITTEN = {"docs/reference/queries.md", "docs/reference/rules.md"}
"""Pages that a program writes; their own tests hold them to it."""
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "examples/*.md")
    for path in ROOT.glob(pattern)
    if (page := path.relative_to(ROOT).as_posix()) not in WRITTEN
)
TEXTS = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}

FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )?alir (?P<rest>[a-z].*)$")
BEYOND = re.compile(
    r"^(serve|watch|propose|publish|reason)\b|--(cluster|endpoint)\b|corpus\.warc|korpus\.warc"
    r"|^review (?!.* --(?!texts\b))|…| -e$|\b(FILE|FOLDER|ID|N|NAME|WORD)\b"
)
"""Commands that are not run: they need a network, a server, Java, a model, a corpus, or a word."""
COPIES = {
    "lampu-kota.en.md": ("policy", "kebijakan", "old", "lama", "policy-2023", "published"),
    "changed": ("new", "baru", "policy-2024", "draft"),
    "en": ("policy.en", "kebijakan.en"),
    "id": ("policy.id", "kebijakan.id"),
}


def commands(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each ``alir`` command of a page, and whether it stands there to be copied.

    In a fence it does; in a sentence it does if it has an argument.
    """
    for fence in FENCE.finditer(text):
        found = (COMMAND.match(line) for line in fence["body"].splitlines())
        yield from ((match["rest"], True) for match in found if match)
    for span in SPAN.findall(FENCE.sub("", text)):
        if match := COMMAND.match(span):
            yield match["rest"], " " in match["rest"].partition(" --")[0]


def arguments(command: str) -> list[str]:
    """Return the words of a command, without comment, redirection and what follows it."""
    words = shlex.split(command, comments=True)
    end = next((n for n, word in enumerate(words) if word in {">", "||", "|", "&&"}), len(words))
    return words[:end]


def options(name: str) -> set[str]:
    with click.Context(main.cli) as context:
        command = main.cli.get_command(context, name)
    assert command, f"there is no command {name}"
    named = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    return named | {"-h", "--help"}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_a_page_names_exists(page: str) -> None:
    for command, _ in commands(TEXTS[page]):
        name, *rest = arguments(command)
        if name in main.cli.list_commands(click.Context(main.cli)):
            given = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
            unknown = sorted(given - options(name))
            assert not unknown, f"{page}: `alir {command}`: there is no {unknown}"
        else:
            pytest.fail(f"{page}: there is no command `alir {name}`")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files that the pages speak of, and a store of the samples."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "examples").symlink_to(ROOT / "examples")
    for name in ("policies", "kebijakan"):
        shutil.copytree(SAMPLES, folder / name)
    english = (SAMPLES / "lampu-kota.en.md").read_text(encoding="utf-8")
    both = (SAMPLES / "warung-awan.txt").read_text(encoding="utf-8")
    first, heading, second = both.partition("Pemberitahuan Privasi Warung Awan\n")
    texts = {
        "lampu-kota.en.md": english,
        "changed": english.replace("12 months", "24 months"),
        "en": first,
        "id": heading + second,
    }
    for text, names in COPIES.items():
        for name in names:
            (folder / f"{name}.md").write_text(texts[text], encoding="utf-8")
    (folder / "bilingual.txt").write_text(both, encoding="utf-8")
    shape = FENCE.search(TEXTS["docs/how-to/write-a-shape.md"])
    assert shape
    (folder / "our-rules.ttl").write_text(shape["body"], encoding="utf-8")
    assert (
        main.run(["-q", "build", str(folder / "policies"), "--store", str(folder / ".alir")]) == 0
    )
    assert (
        main.run(["-q", "build", str(folder / "policies"), "--partitions", str(folder / "parts")])
        == 0
    )
    shutil.copytree(folder / "parts", folder / "bagian")
    return folder


@pytest.mark.parametrize(
    "page", [p for p in PAGES if any(copied for _, copied in commands(TEXTS[p]))]
)
def test_the_commands_of_a_page_run(
    page: str,
    desk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = shutil.copytree(desk, tmp_path / "desk", symlinks=True)
    monkeypatch.chdir(here)
    for command, copied in dict.fromkeys(commands(TEXTS[page])):
        if copied and not BEYOND.search(command):
            status = main.run(arguments(command))
            said = capsys.readouterr().err
            assert status in {0, 1}, f"{page}: `alir {command}`: {said}"
            assert "error:" not in said, f"{page}: `alir {command}`: {said}"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", TEXTS[page])):
        if not target.startswith(("https://", "http://", "mailto:")):
            name, _, anchor = target.partition("#")
            path = ((ROOT / page).parent / name).resolve() if name else ROOT / page
            assert path.exists(), f"{page}: {target}"
            assert not anchor or anchor in anchors(path), f"{page}: {target}"


def anchors(path: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", x.lower()).replace(" ", "-") for x in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    tops = "bench|deploy|docs|examples|graph_builder|ontology|queries|shapes|tests"
    for name in re.findall(rf"(?<![\w/.])((?:{tops})/[\w./{{}},*-]*\w)", TEXTS[page]):
        for one in spelt_out(name):
            assert [*ROOT.glob(one)], f"{page}: there is no {one}"


def spelt_out(name: str) -> list[str]:
    """Return the names that braces stand for: ``a/{b,c}.toml`` for two."""
    start, brace, rest = name.partition("{")
    inside, _, end = rest.partition("}")
    return [f"{start}{x}{end}" for x in inside.split(",")] if brace else [name]


@pytest.mark.parametrize("page", PAGES)
def test_every_target_module_variable_and_code_that_a_page_names_exists(page: str) -> None:
    text = TEXTS[page]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE):
        assert f"\n{target}:" in makefile, f"{page}: make {target}"
    for module in re.findall(r"python3? -m ((?:graph_builder|tests)[\w.]*)", text):
        assert importlib.util.find_spec(module), f"{page}: python -m {module}"
    for code in re.findall(r"\bE-[A-Z]+(?:-[A-Z]+)*\b", text):
        assert code in CODES, f"{page}: {code}"
    for variable in re.findall(r"\bALIR_[A-Z_]+\b", text):
        assert variable in SOURCES, f"{page}: {variable}"


CODES = tomllib.loads((ROOT / "graph_builder" / "failures.toml").read_text(encoding="utf-8"))
SOURCES = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "graph_builder").rglob("*.py"))


@pytest.mark.parametrize("page", ["README.md", "README.id.md", "CHANGELOG.md"])
def test_every_command_is_told_of(page: str) -> None:
    told = {re.split(r"\W", command)[0] for command, _ in commands(TEXTS[page])}
    missing = sorted(set(main.cli.list_commands(click.Context(main.cli))) - told)
    assert not missing, f"{page} tells nothing of {missing}"


QUESTIONS = [
    question.strip()
    for line in TEXTS["docs/how-to/ask-questions.md"].splitlines()
    if line.startswith("| ") and not line.startswith("| to find out")
    for question in line.strip("| ").partition(" | ")[2].split(" · ")
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_of_the_how_to_is_answered(
    question: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["ask", question, "--store", str(desk / ".alir")]) == 0
    assert "error:" not in capsys.readouterr().err

"""SPARQL engines that others wrote, started on loopback for the tests and stopped with them.

Each is looked for on this machine; where it is missing the test says so. In CI, what was installed
is named in ``ALIR_SERVERS``, and a server named there that does not start is a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 120.0
JARS = Path("/usr/share/java")
HERE = Path(__file__).parent


def missing(name: str, reason: str) -> None:
    """Skip, or fail where CI has installed the server."""
    if name in os.environ.get("ALIR_SERVERS", "").split():
        pytest.fail(f"{name} was installed, but {reason}")
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, folder: Path, name: str) -> Iterator[None]:
    """Run a server until the block ends; it has to answer HTTP at ``url`` first."""
    log = folder / f"{name}.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT) as server,
    ):
        try:
            if not _answers(url, server):
                missing(name, f"{name} does not start: {log.read_text()[-500:]}")
            yield
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.2)
    return False


VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.errors
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


class Virtuoso:
    """OpenLink Virtuoso: SPARQL Protocol, SPARQL Update, Graph Store Protocol, bulk loader."""

    def __init__(self, http: int, sql: int) -> None:
        self.url = f"http://127.0.0.1:{http}/sparql"
        self.graph_store = f"http://127.0.0.1:{http}/sparql-graph-crud"
        self.sql = sql

    def run(self, statement: str) -> str:
        """Run a statement of SQL or of the server's own."""
        command = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", f"EXEC={statement}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        assert "Error" not in done.stderr + done.stdout, done.stderr + done.stdout
        return done.stdout

    def load(self, folder: Path, pattern: str) -> None:
        """Load files as its manual says: register, run, make lasting."""
        self.run(f"ld_dir('{folder}', '{pattern}', 'http://example.com/unused');")
        self.run("rdf_loader_run();")
        self.run("checkpoint;")
        failed = self.run("SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;")
        assert "0 Rows" in failed, failed


@contextmanager
def virtuoso(folder: Path) -> Iterator[Virtuoso]:
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        missing("virtuoso", "Virtuoso is not installed (apt-get install virtuoso-opensource-7)")
    server = Virtuoso(free_port(), free_port())
    settings = VIRTUOSO.format(folder=folder, http=server.url[17:-7], sql=server.sql)
    (folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
    command = ["virtuoso-t", "-f", "+configfile", str(folder / "virtuoso.ini")]
    with running(command, server.url, folder, "virtuoso"):
        server.run('GRANT SPARQL_UPDATE TO "SPARQL";')
        yield server


@contextmanager
def comunica(folder: Path, graph: Path) -> Iterator[str]:
    """Comunica's HTTP endpoint over a graph file; yields its address."""
    home = Path(os.environ.get("ALIR_COMUNICA", ".comunica")).resolve()
    program = home / "node_modules" / ".bin" / "comunica-sparql-file-http"
    if not program.is_file():
        missing("comunica", "Comunica is not installed (npm install @comunica/query-sparql-file)")
    port = free_port()
    url = f"http://127.0.0.1:{port}/sparql"
    command = [str(program), "-p", str(port), "-w", "1", "-t", "300", "--unionDefaultGraph"]
    with running([*command, str(graph)], url, folder, "comunica"):
        yield url


def _give_jena_its_messages(folder: Path) -> None:
    """Debian's package renames classes of its Xerces, but not the resources that they look for."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if "ext/xerces/" in name and name.endswith(".properties"):
                target = folder / "xerces" / name.partition("ext/xerces/")[2]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))


def jena(folder: Path, graph: Path, queries: Mapping[str, str]) -> dict[str, dict]:
    """Return Apache Jena's results, in SPARQL JSON, of queries over a graph file."""
    if not (JARS / "jena-arq.jar").is_file() or not shutil.which("java"):
        missing("jena", "Jena is not installed (apt-get install libapache-jena-java)")
    for name, text in queries.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    _give_jena_its_messages(folder)
    command = [
        "java",
        "-cp",
        f"{folder}:{JARS}/*",
        str(HERE / "Answer.java"),
        str(graph),
        str(folder),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: json.loads((folder / f"{name}.json").read_bytes()) for name in queries}

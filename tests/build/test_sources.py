"""Corpora wherever they lie: archives, folders behind addresses, lists of links."""

from __future__ import annotations

import functools
import gzip
import io
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph_builder.build import content
from graph_builder.build.folders import RemoteFolder, folder_at
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.pipeline import Options
from graph_builder.build.run import Scale, Target, run
from graph_builder.build.sources import listing
from tests.build import samples

fsspec = pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")


def silent(_done: int, _name: str) -> None:
    pass


LINES = [
    {"url": "https://satu.example/privacy", "text": samples.policy()},
    {"id": "dua", "html": f"<h1>Privacy</h1><p>{samples.policy('Dua')}</p>"},
    {"id": "tiga", "size": 3},
]
HOSTILE = [
    {"id": '\ud800"><b>', "text": samples.policy("Empat") + " \ud800"},
    {"url": "http://[::1/privacy", "text": samples.policy("Lima")},
]


def lines() -> bytes:
    return "\n".join([*map(json.dumps, LINES), "no json", ""]).encode()


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_json_lines_are_inputs_one_by_one(tmp_path: Path, ending: str) -> None:
    data = lines()
    if ending == ".gz":
        data = gzip.compress(data)
    if ending == ".zst":
        data = pytest.importorskip("zstandard").compress(data)
    path = tmp_path / f"corpus.jsonl{ending}"
    path.write_bytes(data)
    found = list(listing([str(path)]))
    assert [i.source for i in found if isinstance(i, Input)] == [LINES[0]["url"], "dua"]
    assert [(f.code, f.source) for f in found if isinstance(f, Failed)] == [
        ("E-EMPTY", f"{path}#3"),
        ("E-DAMAGED", f"{path}#4"),
    ]


def test_hostile_lines_are_built_or_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join([*map(json.dumps, HOSTILE), "[" * 100_000]), encoding="utf-8")
    report = run(listing([str(path)]), Target(tmp_path / "store"), Options(), Scale(), silent)
    assert (report.versions, report.codes) == (2, {"E-DAMAGED": 1})


def test_a_corpus_cut_off_gives_what_can_be_read(tmp_path: Path) -> None:
    whole = gzip.compress(lines() * 2000)
    (tmp_path / "corpus.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = list(listing([str(tmp_path / "corpus.jsonl.gz")]))
    assert isinstance(found[0], Input)
    assert isinstance(found[-1], Failed)
    assert found[-1].code == "E-DAMAGED"


def warc(*pages: tuple[str, str, str, bytes]) -> bytes:
    """A WARC of (address, status, media type, body), each record compressed for itself."""
    out = io.BytesIO()
    for address, status, media, body in pages:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"WARC-Target-URI: {address}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        ).encode()
        out.write(gzip.compress(head + http + b"\r\n\r\n"))
    return out.getvalue()


def test_a_warc_gives_the_documents_that_were_fetched(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="the extra `cluster` is not installed")
    page = f"<h1>Privacy</h1><p>{samples.policy()}</p>".encode()
    (tmp_path / "crawl.warc.gz").write_bytes(
        warc(
            ("https://a.example/privacy", "200 OK", "text/html; charset=utf-8", page),
            ("https://b.example/privacy", "404 Not Found", "text/html", b"gone"),
            ("https://b.example/logo", "200 OK", "image/png", b"\x89PNG"),
            ("https://c.example/privacy", "200 OK", "text/html", page.replace(b"Satu", b"Dua")),
        )
    )
    report = run(
        listing([str(tmp_path / "crawl.warc.gz")]),
        Target(tmp_path / "store"),
        Options(),
        Scale(),
        silent,
    )
    # Of many pages called “privacy” each is a policy of its own.
    assert [r.policy for r in report.records] == ["a-example-privacy", "c-example-privacy"]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """A folder served on loopback with its page of links."""
    folder = samples.folder(tmp_path / "web", 2)
    samples.folder(folder / "sub", 1)
    (folder / "logo.png").write_bytes(b"\x89PNG")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_of_links_is_a_folder(web: str) -> None:
    pytest.importorskip("aiohttp", reason="the extra `cluster` is not installed")
    found = [i.source for i in listing([f"folder+{web}"])]
    assert found == [
        f"{web}kedai-000.en.md",
        f"{web}kedai-001.en.md",
        f"{web}sub/kedai-000.en.md",
    ]


def test_a_build_from_and_to_an_object_store_gives_the_bytes_of_one_here(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 3)
    store = fsspec.filesystem("memory")
    for path in policies.iterdir():
        store.pipe_file(f"/corpus/{path.name}", path.read_bytes())
    remote = Scale(partitions="memory://parts", size=2)
    run(listing(["memory://corpus/"]), Target(), Options(), remote, silent)
    folder = folder_at("memory://parts")
    assert isinstance(folder, RemoteFolder)
    names = ["manifest.json", *(f"part-0000{n}.{e}" for n in (0, 1) for e in ("json", "nq.gz"))]
    assert folder.names() == [*names, "vocabulary.nq.gz"]
    first = folder.read("part-00000.nq.gz")
    again = Scale(partitions="memory://parts", size=2, resume=True)
    run(listing(["memory://corpus/"]), Target(), Options(), again, silent)
    assert folder.read("part-00000.nq.gz") == first


def test_a_missing_or_large_file_behind_an_address_is_a_failure() -> None:
    fsspec.filesystem("memory").pipe_file("/large/a.md", b"x" * 100)
    large, _ = content.load(Input("memory://large/a.md"), 10)
    gone, _ = content.load(Input("memory://large/b.md"), 10)
    assert isinstance(large, Failed)
    assert isinstance(gone, Failed)
    assert (large.code, gone.code) == ("E-TOO-LARGE", "E-NOT-FOUND")

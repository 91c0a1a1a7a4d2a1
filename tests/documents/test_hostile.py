# ruff: noqa: E501 - sample texts stay on one line
import io
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import ClassVar

import pytest

from graph_builder.documents import read
from graph_builder.documents.web import fetch, is_public
from graph_builder.errors import DocumentError
from tests.work import an_end, calls

TEXT = "Privacy Policy\n\nWe collect your personal data — name and address — and share it with “partners”.\n"


def _code(*arguments, **options):
    with pytest.raises(DocumentError) as caught:
        read(*arguments, **options)
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig"]
)
def test_the_bytes_decide_the_encoding(encoding):
    assert read("a.txt", data=TEXT.encode(encoding))[0].text == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-EMPTY"),
        (b" \n\n ", "E-EMPTY"),
        (b"<html><body><script>x()</script></body></html>", "E-EMPTY"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "E-BINARY"),
        (b"%PDF-1.7\n garbage without a cross reference", "E-DAMAGED"),
        (b"PK\x03\x04 cut off", "E-DAMAGED"),
        (
            "Nous collectons les données que vous nous donnez et nous ne les vendons pas.".encode(),
            "E-LANGUAGE",
        ),
        (
            b"Kami mengumpul maklumat peribadi anda kerana syarikat kami ialah penyedia perkhidmatan.",
            "E-LANGUAGE",
        ),
        ("我们收集您的个人信息,并与合作伙伴共享。".encode(), "E-LANGUAGE"),
        (b"404 Not Found. The page you are looking for does not exist.", "E-NOT-A-POLICY"),
        (b"Please sign in. Username and password. Forgot your password?", "E-NOT-A-POLICY"),
        (
            b"Terms of Service. You agree to pay the fees that we ask of you for the service. "
            * 30,
            "E-NOT-A-POLICY",
        ),
    ],
)
def test_what_cannot_be_built_has_a_code_of_its_own(data, code):
    assert _code("x", data=data) == code


def test_a_very_short_notice_is_read_with_a_note():
    text = "The app does not collect any personally identifiable information of any kind."
    (document,) = read("x", data=text.encode())
    assert document.notes == ("E-SHORT",)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("Cookie Notice. We use cookies to make our pages better for all of you. " * 9, "cookie"),
        ("Log in to go on. Sign in with your password. Forgot your password?", "login"),
        ("Access denied. Verify you are human. Please enable JavaScript to go on.", "error"),
    ],
)
def test_what_is_no_notice_is_named(page, reason):
    with pytest.raises(DocumentError, match=f"looks like an? {reason}"):
        read("x", data=page.encode())


def test_a_binary_file_with_the_name_of_a_text_is_told_from_one():
    assert _code("x.txt", data=bytes(range(256)) * 40) == "E-BINARY"


def test_a_pdf_with_a_broken_cross_reference_is_read_or_refused_with_a_code():
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    for end in (b"xref\n0 9\ngarbage\ntrailer<</Root 1 0 R>>\nstartxref\n99999\n%%EOF", b""):
        assert _code("x.pdf", data=body + end) in {"E-SCANNED-PDF", "E-DAMAGED"}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_pages_in_old_and_wide_encodings_are_read_by_their_bytes(encoding):
    page = f"<html><body><h1>Privacy Policy</h1><p>{TEXT.split(chr(10))[2]}</p></body></html>"
    assert "“partners”" in read("x.html", data=page.encode(encoding))[0].text


def test_a_zip_bomb_that_lies_about_its_size_does_not_unpack_without_bounds():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 120_000_000)
    lying = packed.getvalue().replace(
        (120_000_000).to_bytes(4, "little"), (99).to_bytes(4, "little")
    )
    assert _code("x.docx", data=lying) in {"E-DAMAGED", "E-TOO-LARGE"}


def test_force_reads_what_is_no_policy():
    assert read("x", data=b"The bread is baked by us with flour and with water.", force=True)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert _code(path) == "E-TOO-LARGE"


def test_a_missing_file_is_not_found(tmp_path):
    assert _code(tmp_path / "none.txt") == "E-NOT-FOUND"


def test_a_zip_bomb_is_refused_by_its_table_of_contents():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 120_000_000)
    assert _code("x.docx", data=packed.getvalue()) == "E-TOO-LARGE"


def test_malformed_and_deeply_nested_pages_keep_their_words():
    page = (
        "<div>" * 5000
        + "<p>We collect your <b>personal data<p>and share it with Google<li>Google"
        + TEXT
    )
    text = read("x.html", data=b"<html>" + page.encode())[0].text
    assert "Google" in text


def test_a_page_that_is_nested_too_deep_in_one_place_loses_nothing_there():
    page = (
        f"<html><h1>Privacy Policy</h1>{'<div>' * 3000}<p>{TEXT}</p>{'</div>' * 3000}<p>The end</p>"
    )
    text = read("x.html", data=page.encode())[0].text
    assert " ".join(TEXT.split()) in " ".join(text.split())
    assert "The end" in text


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "", "1.5"])
def test_numbers_of_the_markup_that_are_none_cost_no_words(number):
    page = f"""<html><h1>Privacy Policy</h1><ol start="{number}"><li>We collect your name.</ol>
    <p role=heading aria-level="{number}">Sharing</p><table><tr><th>Data<th>Purpose
    <tr><td colspan="{number}">E-mail<td>Advertising</table>"""
    text = read("x.html", data=page.encode())[0].text
    assert all(said in text for said in ("We collect your name.", "Sharing", "E-mail"))


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "hex", "no-such-thing"])
def test_a_page_that_declares_what_is_no_encoding_of_texts_is_read(name):
    page = f"<html><meta charset={name}><h1>Privacy Policy</h1><p>We collect your personal data in the caf\xe9 - your name."
    assert "café" in read("x.html", data=page.encode("latin-1"))[0].text


@pytest.mark.parametrize("name", ["x.txt", "x.html"])
def test_no_sentence_can_command_a_terminal(name):
    page = TEXT.replace("name", "\x1b]0;owned\x07name&#27;[2J\x9b1mx")
    if name == "x.html":
        page = f"<html><p>{page}</html>"
    text = read(name, data=page.encode())[0].text
    assert "owned name" in text
    assert not set(text) & {"\x1b", "\x07", "\x9b"}


def test_a_line_behind_very_many_spaces_is_read():
    with an_end():
        (found,) = read("x.txt", data=(TEXT + " " * 5000 + "We keep it.").encode())
    last = found.sentences[-1]
    assert found.text[last.start : last.end] == "We keep it."


@pytest.mark.parametrize("unit", ["aa", "| ", "**", "((", "1. ", "-|", "<<"])
def test_long_lines_and_odd_signs_cost_linear_work_and_keep_their_place(unit):
    def text(times):
        return f"{TEXT}\n{unit * times}".strip() + "\n"

    def reading(times):
        return calls(lambda: read("x.md", data=text(times).encode()))

    with an_end():
        (found,) = read("x.md", data=text(50_000).encode())
    assert unit * 49_999 in found.text
    assert reading(8_000) < 2.5 * reading(4_000)


class _Site(BaseHTTPRequestHandler):
    stop = Event()
    answers: ClassVar = {
        "/loop": (302, {"Location": "/loop"}),
        "/file": (302, {"Location": "file:///etc/passwd"}),
        "/odd": (302, {"Location": "http://[odd"}),
        "/forbidden": (403, {}),
        "/gone": (410, {}),
        "/broken": (500, {}),
        "/robots.txt": (200, {}, "User-agent: *\nCrawl-delay: ²\nDisallow: /private\n".encode()),
        "/large": (200, {}, b"x" * 5000),
    }

    def do_GET(self):
        if self.path == "/silent":
            self.stop.wait(5)
        elif self.path == "/dripping":
            self.send_response(200)
            while not self.stop.wait(0.1):
                self.send_header("X-More", "yes")
                self.flush_headers()
        else:
            page = (200, {"Content-Type": "text/html"}, b"<h1>Privacy Policy</h1>")
            self._answer(*self.answers.get(self.path, page))

    def _answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    _Site.stop.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    _Site.stop.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "options", "code"),
    [
        ("/loop", {}, "E-FETCH-REDIRECT"),
        ("/file", {}, "E-FETCH-REDIRECT"),
        ("/odd", {}, "E-FETCH-REDIRECT"),
        ("/silent", {"timeout": 0.3}, "E-FETCH-TIMEOUT"),
        ("/dripping", {"timeout": 0.3}, "E-FETCH-TIMEOUT"),
        ("/forbidden", {}, "E-FETCH-403"),
        ("/gone", {}, "E-FETCH-404"),
        ("/broken", {}, "E-FETCH"),
        ("/large", {"max_bytes": 1000}, "E-TOO-LARGE"),
        ("/private/a", {"robots": True}, "E-FETCH-ROBOTS"),
        ("/", {"allow_private": False}, "E-FETCH-PRIVATE"),
    ],
)
def test_every_way_a_site_fails_has_its_code(site, path, options, code):
    with pytest.raises(DocumentError) as caught:
        fetch(site + path, **{"max_bytes": 4000, "allow_private": True, **options})
    assert caught.value.code == code


@pytest.mark.parametrize(
    "url",
    [
        "http://no-such-host.invalid/",
        "http://sari:secret@alir.invalid/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://[odd/",
        "http:///policy",
        "http://127.0.0.1:1/",
    ],
)
def test_an_address_that_nobody_can_fetch_is_told(url):
    assert _code(url, allow_private=True) == "E-FETCH"


def test_a_page_comes_with_its_last_address(site):
    page = fetch(site + "/policy", max_bytes=4000, allow_private=True, robots=True)
    assert page.data == b"<h1>Privacy Policy</h1>"
    assert page.url.endswith("/policy")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "100.64.0.1",
    ],
)
def test_inner_addresses_are_not_public(address):
    assert not is_public(address)

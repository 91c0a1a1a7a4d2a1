"""A local server that speaks the chat completions protocol and says whatever a test wants."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from graph_builder.documents import read
from graph_builder.extraction import extract
from graph_builder.proposals.ask import Asking, propose
from graph_builder.proposals.server import Budget, Server
from graph_builder.vocabulary import default

POLICY = """# Privacy Policy of Toko Payung (fictional)

## What we collect

When you order an umbrella, we collect your name and delivery address.

We do not sell your personal data to advertisers. We keep invoices for 5 years.

## Who gets what

We share your email address with couriers and your telephone number with insurers.

We never disclose your bank account number.

Umbrella whisperers are told your shoe size for rain forecasting.

We use cookies to:

- remember your language
- measure how our advertisements perform
"""


def completion(content):
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


def practice(quote, *values, denied=False, lead_ins=()):
    return {
        "quote": quote,
        "lead_ins": list(lead_ins),
        "denied": denied,
        "values": [{"slot": s, "concept": c, "words": w} for s, c, w in values],
    }


def answers(*practices):
    return json.dumps({"practices": list(practices)})


class Stub:
    """What came in, and what goes out: ``reply`` gets the request's JSON and its number."""

    def __init__(self, reply):
        self.reply = reply
        self.requests = []
        self.keys = []
        self.lock = threading.Lock()
        self.url = ""


def section_text(request):
    return json.loads(request["messages"][-1]["content"])["text"]


@contextmanager
def serving(reply):
    """Run a stub; ``reply(request, number)`` gives (status, headers, body) or the content."""
    stub = Stub(reply)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with stub.lock:
                stub.requests.append(request)
                stub.keys.append(self.headers.get("authorization"))
                number = len(stub.requests)
            said = stub.reply(request, number)
            if isinstance(said, str):
                said = (200, {}, json.dumps(completion(said)).encode())
            status, headers, body = said
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the client has gone, as a test of time-outs wants

        def log_message(self, *_):
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_):
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def document(text=POLICY, name="payung.en.md"):
    (found,) = read(name, data=text.encode(), force=True)
    return found


def asked(
    stub,
    folder,
    text=POLICY,
    *,
    calls=50,
    attempts=3,
    timeout=10.0,
    key="",
    pause=0.001,
    blind=False,
):
    """Return what a stub's model proposes about a text; ``blind``: the extractor reads nothing."""
    one = document(text)
    server = Server(stub.url, "stub-1", key, timeout, attempts, pause)
    asking = Asking(server, Budget(calls), parallel=3, folder=folder)
    practices = () if blind else extract(one, default()).practices
    return propose(one, practices, default(), asking)

"""A server on this machine that speaks the protocol of a language model, and misbehaves to order."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EMPTY = {"speaker": "", "cue": "", "holder": "", "kind": "fact", "hedge": "none", "stance": "none", "area": "none"}  # fmt: skip


def claim(sentence, quote, **rest):
    return {**EMPTY, "sentence": sentence, "quote": quote, **rest}


def enum_token(body):
    """The random word of a probe, or None where the request is none."""
    form = body.get("response_format", {})
    wanted = form.get("schema") or form.get("json_schema", {}).get("schema") or {}
    enum = wanted.get("properties", {}).get("word", {}).get("enum")
    return enum[0] if enum else None


def sentences(body):
    """What a request asks about: text by number."""
    lines = body["messages"][-1]["content"].splitlines()
    return {int(m[1]): m[2] for line in lines if (m := re.match(r"(\d+)\| (.*)", line))}


class Endpoint:
    """What a test says to the server, and what the server was told.

    `replies` are used in turn for requests that are no probe, the last one for ever; each is the
    text of an answer, a list of claims, a status, a function of the request's body, or a dict of
    `content`, `status`, `headers`, `finish`, `usage`, `raw`, `hang`, `drip` and `drop`.
    """

    def __init__(self):
        self.replies = [[]]
        self.forms = ("json_schema", "json_object")  # those that are enforced
        self.refused = ()  # those that are refused
        self.unknown = ()  # settings that are refused by name
        self.seen = []
        self.headers = []
        self.turn = 0

    @property
    def asked(self):
        """Requests that were answered, without probes."""
        return [body for body in self.seen if sentences(body) and not set(self.unknown) & set(body)]

    def reply(self, body):
        kind = body.get("response_format", {}).get("type")
        token = enum_token(body)
        for name in self.unknown:
            if name in body:
                raw = json.dumps({"error": {"message": f"'{name}' is not supported"}}).encode()
                return {"status": 400, "raw": raw}
        if kind in self.refused:
            return {"status": 400, "raw": b'{"error": {"message": "response_format is not known"}}'}
        if token is not None:
            return {"content": json.dumps({"word": token}) if kind in self.forms else "Hello!"}
        answer = self.replies[min(self.turn, len(self.replies) - 1)]
        self.turn += 1
        if callable(answer):
            answer = answer(body)
        if isinstance(answer, int):
            return {"status": answer}
        if isinstance(answer, list):
            answer = json.dumps({"claims": answer})
        return {"content": answer} if isinstance(answer, str) else answer


def handler(endpoint, stop):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            body = json.loads(data)
            endpoint.seen.append(body)
            endpoint.headers.append(dict(self.headers))
            reply = endpoint.reply(body)
            if reply.get("drop"):
                self.connection.close()
                self.close_connection = True
                return
            if reply.get("hang"):
                stop.wait(reply["hang"])
            choice = {
                "message": {"role": "assistant", "content": reply.get("content", "")},
                "finish_reason": reply.get("finish", "stop"),
            }
            whole = {"choices": [choice], "usage": reply.get("usage"), "system_fingerprint": "fp1"}
            raw = reply.get("raw", json.dumps(whole).encode())
            self.send_response(reply.get("status", 200))
            for name, value in reply.get("headers", {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(reply.get("length", len(raw))))
            self.end_headers()
            with contextlib.suppress(OSError):
                if reply.get("drip"):
                    for byte in raw:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        if stop.wait(reply["drip"]):
                            break
                else:
                    self.wfile.write(raw)

        def log_message(self, *args):
            pass

    return Handler


@contextlib.contextmanager
def serving():
    """Run a server on a free port of this machine."""
    endpoint, stop = Endpoint(), threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(endpoint, stop))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # a client that hung up is what some tests are about
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join()

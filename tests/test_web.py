"""Fetching, from a real server on this machine; only the look-up of names is stood in for."""

from __future__ import annotations

import gzip
import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
import threading
import tracemalloc
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from qabot.articles import ReadOptions, addresses, read_all, web
from qabot.errors import ArticleError, FetchError
from qabot.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE = b"""<html lang='id'><head><title>Kapal Baru</title></head><body><article>
<p>Pelabuhan Muara Jati menerima dua kapal penumpang baru pada akhir pekan ini, kata kepala pelabuhan.</p>
<p>Kapal itu akan melayani rute ke empat pulau dengan tarif yang sama seperti tahun sebelumnya.</p>
<p>Warga menyambut gembira karena selama ini kapal lama kerap terlambat berjam-jam.</p>
</article></body></html>"""
ALLOWED = ReadOptions(allow_private_urls=True, timeout_s=10)


class Handler(BaseHTTPRequestHandler):
    """Answers by the route table; what is not in it is 404."""

    routes: dict[str, Callable[[Handler], None]]
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        answer = self.routes.get(self.path)
        try:
            if answer:
                answer(self)
            else:
                self.send_error(404)
        except OSError:
            pass  # the client had enough

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def answer(
        self, data: bytes, content_type: str | None = "text/html", status: int = 200, **headers: str
    ) -> None:
        self.send_response(status)
        if content_type is not None:
            self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def drip(self, first: bytes) -> None:
        """Send a byte now and then, until the client leaves or the test is over."""
        self.wfile.write(first)
        while not self.server.over.wait(0.05):  # type: ignore[attr-defined]
            self.wfile.write(b"x")
            self.wfile.flush()


class Site:
    """A server whose answers the test sets path by path."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Callable[[Handler], None]] = {}
        self.asked: list[tuple[str, str]] = []
        handler = type("Bound", (Handler,), {"routes": self.routes, "asked": self.asked})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.over = threading.Event()  # type: ignore[attr-defined]
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def page(
        self, path: str, data: bytes = PAGE, content_type: str | None = "text/html", **kwargs: Any
    ) -> str:
        self.routes[path] = lambda handler: handler.answer(data, content_type, **kwargs)
        return self.url + path

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        return self.page(path, b"", None, status=status, Location=target)

    def close(self) -> None:
        self.server.over.set()  # type: ignore[attr-defined]
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Host names and the addresses they resolve to, one after the other; numbers resolve as ever."""
    table: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host not in table:
            return real(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (table[host].pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return table


def test_page_is_fetched_with_its_final_address(site: Site) -> None:
    site.page("/berita?id=1")
    site.redirect("/lama", "/lagi", 301)
    site.redirect("/lagi", f"{site.url}/berita?id=1", 307)
    fetched = web.fetch(f"{site.url}/lama#bagian", ALLOWED)
    assert fetched == web.Fetched(PAGE, f"{site.url}/berita?id=1", "html")
    assert [path for path, _ in site.asked] == ["/lama", "/lagi", "/berita?id=1"]


def test_article_from_a_url(site: Site) -> None:
    url = site.page("/kapal")
    (article,) = read_all([url], ALLOWED)
    assert isinstance(article, Article)
    assert (article.title, article.source, article.origin, len(article.paragraphs)) == (
        "Kapal Baru",
        url,
        url,
        3,
    )
    assert article.publisher is None


def test_redirects_end(site: Site) -> None:
    url = site.redirect("/putar", "/putar")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        web.fetch(url, ALLOWED)
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0/",
        "http://10.1.2.3/",
        "http://172.31.0.1/",
        "http://192.168.1.1:8080/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://198.18.0.1/",
        "https://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a01:203]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:808:808::f7f7:f7f7]/",
    ],
)
def test_addresses_that_are_not_public_are_refused(url: str) -> None:
    with pytest.raises(FetchError, match="only public ones are fetched") as raised:
        web.fetch(url, ReadOptions(timeout_s=10))
    assert raised.value.source == url
    assert "allow_private_urls" in raised.value.mend


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "100.63.0.1"]
)
def test_public_addresses_are_not(address: str) -> None:
    assert addresses.kind_of_private(ipaddress.ip_address(address)) is None


def test_redirect_into_the_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # This machine's server stands for a public one, its second address for one inside the network.
    real = addresses.kind_of_private
    monkeypatch.setattr(
        addresses, "kind_of_private", lambda address: None if str(address) == "127.0.0.1" else real(address)
    )
    site.page("/rahasia")
    url = site.redirect("/umum", f"http://127.0.0.2:{site.port}/rahasia")
    with pytest.raises(FetchError, match=r"127\.0\.0\.2 has the loopback address"):
        web.fetch(url, ReadOptions(timeout_s=10))
    assert [path for path, _ in site.asked] == ["/umum"]


def test_name_is_resolved_once_and_that_address_connected_to(site: Site, names: dict[str, list[str]]) -> None:
    site.page("/")
    names["berita.test"] = ["127.0.0.1"]  # a second question would find the list empty
    fetched = web.fetch(f"http://berita.test:{site.port}/", ALLOWED)
    assert fetched.data == PAGE
    assert site.asked == [("/", f"berita.test:{site.port}")]


def test_name_with_a_private_address_is_refused(names: dict[str, list[str]]) -> None:
    names["jahat.test"] = ["10.0.0.7"]
    with pytest.raises(FetchError, match=r"jahat\.test has the private address 10\.0\.0\.7"):
        web.fetch("http://jahat.test/", ReadOptions())


def test_name_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"the name tiada\.test is unknown"):
        web.fetch("http://tiada.test/", ReadOptions())


def test_name_server_that_keeps_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(20) and [])
    with pytest.raises(FetchError, match=r"longer than 0\.2 s"):
        web.fetch("http://lambat.test/", ReadOptions(timeout_s=0.2))
    over.set()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/a.txt", "only http"),
        ("file:///etc/passwd", "only http"),
        ("gopher://example.org/", "only http"),
        ("http://", "only http"),
        ("http://nama:sandi@example.org/", "user name or password"),
        ("http://nama@example.org/", "user name or password"),
        ("http://exa mple.org/", "no web address"),
        ("http://example.org/\r\nX-Header: 1", "no web address"),
        ("http://[::1/", "no web address"),
        ("http://example.org:99999/", "no web address"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        web.fetch(url, ALLOWED)


@pytest.mark.parametrize(
    "target", ["ftp://127.0.0.1/", "http://nama:sandi@127.0.0.1/", "javascript:alert(1)"]
)
def test_redirects_are_held_to_the_same_rules(site: Site, target: str) -> None:
    with pytest.raises(FetchError, match="it redirects to "):
        web.fetch(site.redirect("/", target), ALLOWED)


@pytest.mark.parametrize("packing", [None, "gzip", "deflate"])
def test_size_is_bounded_packed_or_not(site: Site, packing: str | None) -> None:
    packed = {None: bytes, "gzip": gzip.compress, "deflate": zlib.compress}[packing]
    headers = {"Content_Encoding": packing} if packing else {}
    options = ReadOptions(allow_private_urls=True, max_bytes=1_000_000)
    fits = site.page("/cukup", packed(b"a" * 1_000_000), "text/plain", **headers)
    assert len(web.fetch(fits, options).data) == 1_000_000
    over = site.page("/lebih", packed(b"a" * 1_000_001), "text/plain", **headers)
    with pytest.raises(FetchError, match=r"larger than 0\.954 MB"):
        web.fetch(over, options)


def test_bomb_is_not_unpacked(site: Site) -> None:
    url = site.page("/bom", gzip.compress(bytes(100_000_000)), "text/plain", Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than 1 MB"):
            web.fetch(url, ReadOptions(allow_private_urls=True, max_bytes=2**20))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_stated_size_is_refused_without_loading(site: Site) -> None:
    site.routes["/"] = lambda handler: handler.answer(b"", "text/html", Content_Length=str(10**12))
    with pytest.raises(FetchError, match="larger than"):
        web.fetch(f"{site.url}/", ALLOWED)


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"],
    ids=["status line", "header", "body"],
)
def test_server_that_drips_is_left(site: Site, first: bytes) -> None:
    site.routes["/"] = lambda handler: handler.drip(first)
    with pytest.raises(FetchError, match=r"it took longer than 0\.5 s"):
        web.fetch(f"{site.url}/", ReadOptions(allow_private_urls=True, timeout_s=0.5))


@pytest.mark.parametrize(
    ("path", "stated", "data", "reader"),
    [
        ("/a", "text/html; charset=utf-8", PAGE, "html"),
        ("/a", "application/xhtml+xml", PAGE, "html"),
        ("/a.xhtml", "application/octet-stream", PAGE, "html"),
        ("/a", None, PAGE, "html"),
        ("/a.txt", "text/plain", b"teks", "plain"),
        ("/a.md", "text/plain; charset=utf-8", b"# teks", "markdown"),
        ("/a", "text/markdown", b"# teks", "markdown"),
        ("/a.jsonl", "text/plain", b"{}", "jsonlines"),
        ("/a.jsonl.gz", "application/gzip", gzip.compress(b"{}", mtime=0), "jsonlines"),
        ("/a", "application/x-ndjson", b"{}", "jsonlines"),
        ("/a", "application/octet-stream", b"%PDF-1.4", "pdf"),
        ("/a.docx", "application/octet-stream", b"PK", "docx"),
    ],
)
def test_kinds(site: Site, path: str, stated: str | None, data: bytes, reader: str) -> None:
    fetched = web.fetch(site.page(path, data, stated), ALLOWED)
    assert fetched.reader == reader
    assert fetched.data == data


@pytest.mark.parametrize(
    "stated", ["video/mp4", "image/png", "application/json", "application/octet-stream", None]
)
def test_other_kinds_are_refused(site: Site, stated: str | None) -> None:
    with pytest.raises(FetchError, match=f"of type {stated or 'unknown'}, not an article"):
        web.fetch(site.page("/film", b"\0\1\2", stated), ALLOWED)


def test_declared_encoding_is_heeded(site: Site) -> None:
    russian = "Новости".encode("koi8-r")
    assert (
        web.fetch(site.page("/a", russian, "text/plain; charset=koi8-r"), ALLOWED).data.decode() == "Новости"
    )
    utf8 = "berita – kafé".encode()
    assert web.fetch(site.page("/b", utf8, "text/plain; charset=iso-8859-1"), ALLOWED).data == utf8


@pytest.mark.parametrize(
    ("status", "mend"),
    [(404, "Check the address"), (403, "keeps programs out"), (503, "later"), (204, "later")],
)
def test_status_is_told(site: Site, status: int, mend: str) -> None:
    with pytest.raises(FetchError, match=f"answered {status}") as raised:
        web.fetch(site.page("/", b"", status=status), ALLOWED)
    assert mend in raised.value.mend


def test_answers_that_are_not_sound(site: Site) -> None:
    broken = site.page("/rusak", b"bukan gzip", Content_Encoding="gzip")
    short = site.page("/pendek", b"kurang", Content_Length="1000")
    rubbish = f"{site.url}/sampah"
    site.routes["/sampah"] = lambda handler: handler.wfile.write(b"\0\1\2\3\r\n\r\n")
    for url in (broken, short, rubbish, "http://127.0.0.1:1/"):
        with pytest.raises(FetchError, match=r"127\.0\.0\.1 gave no sound answer \(.+\)\.") as raised:
            web.fetch(url, ALLOWED)
        assert "object at 0x" not in str(raised.value)
    with pytest.raises(FetchError, match="packed by br"):
        web.fetch(site.page("/br", b"x", Content_Encoding="br"), ALLOWED)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of berita.test, signed by itself."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("making a certificate takes the program openssl")
    path = tmp_path_factory.mktemp("tls") / "berita.pem"
    command = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=berita.test",
    ]
    names = ["-addext", "subjectAltName=DNS:berita.test", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run(command + names, check=True, capture_output=True)
    return path


def test_certificate_is_checked_against_the_name(
    certificate: Path, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{certificate}.crt", certificate)
    indicated: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: indicated.append(name)
    names.update({"berita.test": ["127.0.0.1"] * 2, "lain.test": ["127.0.0.1"]})
    site = Site(context)
    try:
        site.page("/")
        with pytest.raises(FetchError, match=r"self.signed certificate"):
            web.fetch(f"https://berita.test:{site.port}/", ALLOWED)
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
        assert web.fetch(f"https://berita.test:{site.port}/", ALLOWED).data == PAGE
        with pytest.raises(FetchError, match=r"lain\.test"):
            web.fetch(f"https://lain.test:{site.port}/", ALLOWED)
    finally:
        site.close()
    assert indicated[:2] == ["berita.test", "berita.test"]
    assert os.environ["SSL_CERT_FILE"]


def test_failing_url_does_not_stop_the_others(site: Site) -> None:
    good = site.page("/baik")
    outcome = list(
        read_all([f"{site.url}/hilang", good, "http://10.0.0.1/"], ALLOWED.__class__(timeout_s=10))
    )
    assert all(isinstance(result, ArticleError) for result in outcome)
    outcome = list(read_all([f"{site.url}/hilang", good], ALLOWED))
    assert isinstance(outcome[0], FetchError)
    assert isinstance(outcome[1], Article)

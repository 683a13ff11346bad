"""Fetching an article over http(s), without being led into the network of the person who asks.

The address a name resolves to is checked, and that very address is connected to, so that a name
cannot point elsewhere between check and use; ``Host``, SNI and the certificate check keep the name.
Redirects are followed by hand and checked like the first address.

`urllib3 <https://urllib3.readthedocs.io>`_ is the client because its connections take an address and a
TLS name apart and unpack compressed answers in bounded steps; httpx resolves names inside its transport,
out of reach. Proxies set in the environment are not used: the address checked would be the proxy's.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from qabot.articles import addresses, media
from qabot.errors import FetchError

if TYPE_CHECKING:
    import ssl

    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection
    from urllib3.util import Url

    from qabot.articles import ReadOptions

MAX_REDIRECTS = 5
_CHUNK = 2**16
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,text/markdown,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "id,en;q=0.8",
    "Connection": "close",
    "User-Agent": "Mozilla/5.0 (compatible; qabot)",
}
_USE_A_FILE = "Save the page from a browser and add the file."
_TRY_AGAIN = "Try again later, or save the page from a browser and add the file."
_MENDS = {
    401: f"It wants a login. {_USE_A_FILE}",
    403: f"It keeps programs out. {_USE_A_FILE}",
    404: "Check the address.",
    410: "The page was taken down.",
    451: f"It is blocked for legal reasons. {_USE_A_FILE}",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL answered."""

    data: bytes
    """The body, unpacked; text in an encoding the server declared comes as UTF-8."""
    url: str
    """Where it came from in the end, redirects followed."""
    reader: str
    """What reads it: one of the modules :func:`qabot.articles.media.reader_of_answer` names."""


def fetch(url: str, options: ReadOptions) -> Fetched:
    """Fetch one article.

    Args:
        url: an http or https address without user name and password.
        options: ``max_bytes`` bounds the body as sent and as unpacked, ``timeout_s`` the whole of it:
            look-up, redirects, and the last byte. ``allow_private_urls`` lifts the rule that every
            address must be public.

    Raises:
        FetchError: the address is refused, does not answer in time, or answers with an error, with
            too much, or with something that is no article.
    """
    deadline = time.monotonic() + options.timeout_s
    target = url.strip()
    for _ in range(MAX_REDIRECTS + 1):
        place = _parse(target, source=url)
        answer = _Exchange(place, source=url, options=options, deadline=deadline).run()
        if isinstance(answer, Fetched):
            return answer
        target = urljoin(target, answer)
    reason = f"it redirects more than {MAX_REDIRECTS} times."
    raise FetchError(url, reason, mend="Open it in a browser and add the address it ends at.")


def _parse(target: str, *, source: str) -> Url:
    """The parts of an http(s) address, percent-encoded and its host in ASCII."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    whence = "" if target == source.strip() else f"it redirects to {target}: "
    try:
        place = parse_url(target)
    except LocationParseError:
        place = None
    if place is None or any(c.isspace() or not c.isprintable() for c in target):
        raise FetchError(source, f"{whence}this is no web address.", mend="Check how it is written.")
    if place.scheme not in ("http", "https") or not place.host:
        reason = f"{whence}only http:// and https:// addresses are fetched."
        raise FetchError(source, reason, mend="Give a file by its plain path.")
    if place.auth:
        reason = f"{whence}addresses with a user name or password in them are not fetched."
        raise FetchError(source, reason, mend=_USE_A_FILE)
    return place


class _Exchange:
    """One request to one address and its answer: the page, or where it redirects to."""

    def __init__(self, place: Url, *, source: str, options: ReadOptions, deadline: float) -> None:
        self.place = place
        self.host = (place.host or "").strip("[]")
        self.port = place.port or (443 if place.scheme == "https" else 80)
        self.source = source
        self.options = options
        self.deadline = deadline

    def run(self) -> Fetched | str:
        """Ask, and return the page or the ``Location`` of a redirect."""
        from http.client import HTTPException

        from urllib3.exceptions import HTTPError

        connection: HTTPConnection | None = None
        watchdog: threading.Timer | None = None
        response: BaseHTTPResponse | None = None
        try:
            connection = self._connect(self._addresses())
            # Every single read has a time limit of its own, which a server that sends a byte now and
            # then never reaches; this ends the whole exchange.
            watchdog = threading.Timer(self._left(), _cut, (connection.sock,))
            watchdog.daemon = True
            watchdog.start()
            host = self.place.netloc if self.place.port else self.place.host
            headers = {**_HEADERS, "Host": host or ""}
            connection.request("GET", self.place.request_uri, headers=headers, preload_content=False)
            response = connection.getresponse()
            self._left()
            location = response.headers.get("Location")
            if response.status in (301, 302, 303, 307, 308) and location:
                return location
            return self._page(response)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            self._left()
            reason = f"{self.host} gave no sound answer ({_told(error)})."
            raise FetchError(self.source, reason, mend=_TRY_AGAIN) from error
        finally:
            if watchdog:
                watchdog.cancel()
            if response:
                response.close()
            if connection:
                connection.close()

    def _left(self) -> float:
        """Seconds until the deadline. Raises FetchError when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self._refusal(
                f"it took longer than {self.options.timeout_s:g} s.", "Try again with a longer --timeout."
            )
        return left

    def _refusal(self, reason: str, mend: str) -> FetchError:
        return FetchError(self.source, reason, mend=mend)

    def _addresses(self) -> list[addresses.Address]:
        """The addresses of the host, none of them private. One that is makes the others suspect."""
        try:
            found = addresses.resolve(self.host, self.port, self._left())
        except TimeoutError:
            self._left()
            raise
        except OSError as error:
            reason = f"the name {self.host} is unknown ({error.strerror or error})."
            raise FetchError(self.source, reason, mend="Check the address and the network.") from error
        if not self.options.allow_private_urls:
            for address in found:
                if kind := addresses.kind_of_private(address):
                    raise self._refusal(
                        f"{self.host} has the {kind} address {address}; only public ones are fetched from.",
                        "If you trust it, set allow_private_urls (--allow-private-urls).",
                    )
        return found

    def _connect(self, found: list[addresses.Address]) -> HTTPConnection:
        """Connect to the first of the addresses that answers."""
        from urllib3.connection import HTTPConnection, HTTPSConnection
        from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

        refused: Exception = OSError("it has no address")
        for address in found:
            connection = (
                HTTPSConnection(
                    str(address),
                    self.port,
                    timeout=self._left(),
                    ssl_context=_tls_context(),
                    server_hostname=self.host,
                )
                if self.place.scheme == "https"
                else HTTPConnection(str(address), self.port, timeout=self._left())
            )
            try:
                connection.connect()
            except (ConnectTimeoutError, NewConnectionError) as error:
                refused = error
            except BaseException:
                connection.close()
                raise
            else:
                return connection
        raise refused

    def _page(self, response: BaseHTTPResponse) -> Fetched:
        if response.status != 200:
            answer = f"{response.status} {response.reason or ''}".strip()
            raise self._refusal(f"{self.host} answered {answer}.", _MENDS.get(response.status, _TRY_AGAIN))
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise self._refusal(f"the answer is packed by {packing}, which was not asked for.", _USE_A_FILE)
        stated = response.headers.get("Content-Type", "")
        # A film is refused by its type before it is loaded.
        data = self._load(response) if media.may_be_article(stated) else b""
        reader = media.reader_of_answer(stated, self.place.path or "", data)
        if reader is None:
            mime = stated.partition(";")[0].strip() or "unknown"
            raise self._refusal(f"the answer is of type {mime}, not an article.", _USE_A_FILE)
        return Fetched(media.in_utf8(data, stated, reader), self.place._replace(fragment=None).url, reader)

    def _load(self, response: BaseHTTPResponse) -> bytes:
        """The body, unpacked, as long as it stays within ``max_bytes``."""
        most = self.options.max_bytes
        length = response.headers.get("Content-Length", "")
        data = bytearray()
        if not length.isdigit() or int(length) <= most:
            for chunk in response.stream(_CHUNK, decode_content=True):
                data += chunk
                if len(data) > most:
                    break
            else:
                self._left()  # what the watchdog cut short would pass for whole
                return bytes(data)
        raise self._refusal(
            f"the answer is larger than {most / 2**20:.3g} MB.", "Raise max_bytes, or add a file."
        )


def _told(error: Exception) -> str:
    """The root of an error in few words, without the client's own object names."""
    root: BaseException = error
    while root.__cause__ is not None:
        root = root.__cause__
    stated = getattr(root, "verify_message", None) or getattr(root, "strerror", None) or str(root)
    return " ".join(str(stated).split())[:200].rstrip(".") or type(root).__name__


def _cut(connected: socket.socket | None) -> None:
    """Wake whoever reads from the socket."""
    if connected is not None:
        with suppress(OSError):
            # The plain socket's method: that of a TLS socket would pull its state from under the reader.
            socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _tls_context() -> ssl.SSLContext:
    """Trust the authorities of certifi and those of the system, which may hold a company's own."""
    import ssl

    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context

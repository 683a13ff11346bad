"""One question to a language model behind an OpenAI-compatible address, and its reply.

Works with `Ollama <https://ollama.com>`_, `llama.cpp <https://github.com/ggml-org/llama.cpp>`_, vLLM and
others. The address is the user's own choice but its replies are trusted no further than any stranger's:
size, time and shape are bounded, redirects are not followed, and no word of an error page is passed on.
"""

from __future__ import annotations

import ipaddress
import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from qabot.errors import ModelError

if TYPE_CHECKING:
    import httpx2

MAX_REPLY: Final = 2**20
"""Bytes of a reply."""
LONGEST_ANSWER: Final = 512
"""Tokens asked for."""
_INSTALL: Final = "Run: python -m pip install 'qabot[llm]'"
_CHECK: Final = "Check QABOT_LLM_URL, and that the server runs."
_SLOW: Final = "Raise QABOT_LLM_TIMEOUT, or take a smaller model."
_MENDS: Final = {
    401: "Check QABOT_LLM_KEY.",
    403: "Check QABOT_LLM_KEY.",
    404: "Check QABOT_LLM_MODEL, and the address: it usually ends in /v1.",
    429: "Too many questions at once: try again later.",
}


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A language model by address and name. Safe to use from several threads."""

    url: str
    """Base address, such as ``http://localhost:11434/v1``."""
    name: str
    key: str = field(default="", repr=False)
    """Sent as a bearer token when not empty; appears in no message."""
    timeout: float = 30.0
    """Seconds from the look-up of the name to the last byte."""

    @property
    def place(self) -> str:
        """Host and port, for people."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def complete(self, system: str, user: str) -> str:
        """The model's reply to ``user`` under the rules ``system``; the key is blotted out of it.

        Raises:
            ModelError: the server cannot be reached, is too slow, or answers with anything but a reply.
        """
        value = self._exchange(
            "/chat/completions",
            {
                "model": self.name,
                "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
                "temperature": 0,
                "max_tokens": LONGEST_ANSWER,
                "stream": False,
            },
        )
        try:
            content = value["choices"][0]["message"]["content"]
        except (LookupError, TypeError):
            content = None
        if not isinstance(content, str):
            raise self._trouble("sent no chat completion", _CHECK)
        if not content.strip():
            raise self._trouble("sent an empty reply", "Try another model.")
        return content.replace(self.key, "…") if self.key else content

    def offered(self) -> list[str]:
        """The names of the models the server offers; empty when it does not say.

        Raises:
            ModelError: as :meth:`complete`.
        """
        value = self._exchange("/models")
        entries = value.get("data") if isinstance(value, dict) else None
        names = [entry.get("id") for entry in entries or () if isinstance(entry, dict)]
        return [name for name in names if isinstance(name, str) and not (self.key and self.key in name)]

    def _exchange(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """One request and its answer as JSON."""
        try:
            import httpx2
        except ImportError:
            mend = _INSTALL
            raise ModelError("The client for language models is not installed.", mend=mend) from None
        outcome: list[bytes | Exception] = []
        opened: list[httpx2.Client] = []
        deadline = time.monotonic() + self.timeout

        def work() -> None:
            try:
                outcome.append(self._load(opened, deadline, path, body))
            except Exception as error:  # noqa: BLE001 - handed to the caller, if it still waits
                outcome.append(error)

        # Every read has a time limit of its own, which a server that sends a byte now and then never
        # reaches, and the look-up of a name has none: only a thread can be left behind at the deadline.
        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        try:
            worker.join(self.timeout)
        finally:
            for client in opened:
                with suppress(Exception):
                    client.close()  # ends what still goes on
        found = outcome[0] if outcome else None
        if found is None or isinstance(found, httpx2.TimeoutException):
            raise self._late()
        if isinstance(found, ModelError):
            raise found
        if isinstance(found, Exception):
            # The client's own words may hold the key: "Illegal header value ...".
            raise self._trouble(_told(found), _CHECK) from None
        try:
            return json.loads(found)
        except (ValueError, RecursionError):
            raise self._trouble("sent something else than JSON", _CHECK) from None

    def _load(
        self, opened: list[httpx2.Client], deadline: float, path: str, body: dict[str, Any] | None
    ) -> bytes:
        """The body of the answer, or the reason why there is none. The client goes to ``opened``."""
        import ssl

        import httpx2

        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "qabot"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        place = urlsplit(self.url)
        local = _is_loopback(place.hostname or "")
        # Reading the authorities takes longer than many a reply; without TLS and proxy none is asked.
        bare = local and place.scheme == "http"
        client = httpx2.Client(
            headers=headers,
            timeout=self.timeout,
            follow_redirects=False,
            trust_env=not local,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if bare else True,
        )
        opened.append(client)
        if time.monotonic() > deadline:  # the caller has left and closed what there was
            raise self._late()
        with client, client.stream("POST" if body else "GET", self.url + path, json=body) as response:
            if response.status_code != HTTPStatus.OK:
                raise self._refused(response.status_code)
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if kind == "text/event-stream":
                raise self._trouble("sent a stream of events, which was not asked for", _CHECK)
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise self._trouble("packed its reply, which was not asked for", _CHECK)
            data = bytearray()
            for chunk in response.iter_raw():
                data += chunk
                if len(data) > MAX_REPLY:
                    raise self._trouble("sent more than a reply can hold", _CHECK)
                if time.monotonic() > deadline:
                    raise self._late()
            return bytes(data)

    def _refused(self, status: int) -> ModelError:
        try:
            phrase = f"{status} {HTTPStatus(status).phrase}"
        except ValueError:
            phrase = str(status)
        if 300 <= status < 400:
            return self._trouble(f"redirects ({phrase}), which is not followed", "Name the final address.")
        return self._trouble(f"answered {phrase}", _MENDS.get(status, _CHECK))

    def _late(self) -> ModelError:
        return self._trouble(f"did not answer within {self.timeout:g} s", _SLOW)

    def _trouble(self, what: str, mend: str) -> ModelError:
        return ModelError(f"The language model at {self.place} {what}.", mend=mend)


def _is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine, to which no proxy leads."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _told(error: BaseException) -> str:
    """What went wrong in few words, none of them the server's or the client's."""
    import ssl

    import httpx2

    root: BaseException | None = error
    while root is not None and not isinstance(root, OSError):
        root = root.__cause__ or root.__context__
    if isinstance(root, ssl.SSLCertVerificationError):
        return f"has no valid certificate ({root.verify_message.rstrip('.')})"
    reason = f" ({root.strerror})" if root is not None and root.strerror else ""
    if isinstance(error, httpx2.ProxyError):
        return f"cannot be reached through the proxy{reason}"
    if isinstance(error, httpx2.ConnectError):
        return f"cannot be reached{reason}"
    if isinstance(error, (httpx2.NetworkError, httpx2.RemoteProtocolError)):
        return f"broke off{reason}"
    return f"could not be asked ({type(error).__name__})"

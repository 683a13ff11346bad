"""The HTTP server: one door for every method of every bot, with faults, long polling and webhooks.

It runs on a thread of its own, so that a test may wait for the bot in plain code.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

from emulator import backend, methods
from emulator.spec import Spec
from emulator.world import Account, BotApiError, Call

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import TracebackType
    from typing import TypeVar

    from emulator.backend import Backend
    from emulator.faults import Fault

    T = TypeVar("T")

_SECRET = "AAtesting-token-of-no-bot-anywhere_1"


class Gateway:
    """``with Gateway() as gateway: account = gateway.new_bot()``."""

    def __init__(self, spec: Spec | None = None) -> None:
        self.spec = spec or Spec()
        self.accounts: dict[str, Account] = {}
        self.base = ""
        """What a bot puts its token behind: ``http://127.0.0.1:PORT/bot``."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bot-api", daemon=True)
        self._deliveries: set[asyncio.Task[None]] = set()
        self.backend: Backend

    def __enter__(self) -> Gateway:
        logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # a cut connection is meant
        self._thread.start()
        self.run(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the server's loop, from any other thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def new_bot(self) -> Account:
        """A bot of its own, with its own people, faults and records."""
        number = 110_000_001 + len(self.accounts)
        token = f"{number}:{_SECRET}"
        self.accounts[token] = Account(token, f"qabot_{number}_bot")
        return self.accounts[token]

    async def _open(self) -> None:
        self.backend = backend.best()
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._handle)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}/bot"

    async def _close(self) -> None:
        for account in self.accounts.values():
            account.polls += 1
            account.webhook = None
            account.faults.clear()
            account.ring()
        await asyncio.gather(*self._deliveries, return_exceptions=True)
        await asyncio.sleep(0.05)
        await self._runner.cleanup()
        await self.backend.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        account = self.accounts.get(token)
        if account is None or account.faults.unauthorized:
            # as the real server: what does not look like a token is a wrong address
            code, said = (401, "Unauthorized") if ":" in token else (404, "Not Found")
            return web.json_response({"ok": False, "error_code": code, "description": said}, status=code)
        given = self.spec.typed(name, await _parameters(request))
        fault = account.faults.met(name)
        call = Call(name, given, time.perf_counter())
        account.calls.append(call)
        if account.faults.latency_s and name != "getUpdates":
            await asyncio.sleep(account.faults.latency_s)
        try:
            if fault is not None and fault.kind == "held":
                await _held(request, account, fault)
            _meet(fault)
            result = await self._served(account, name, given)
            answer = {"ok": True, "result": result}
        except _Cut:
            call.status = 0
            return _cut(request)
        except BotApiError as error:
            call.status, call.description = error.code, error.description
            answer = {"ok": False, "error_code": error.code, "description": error.description}
            if error.parameters:
                answer["parameters"] = error.parameters
        finally:
            account.happened()
        if fault is not None and fault.kind == "lost":
            return _cut(request)
        return web.json_response(answer, status=call.status)

    async def _served(self, account: Account, name: str, given: dict[str, Any]) -> Any:
        shown = {key: value for key, value in given.items() if not key.endswith(" name")}
        problems = self.spec.problems(name, shown)
        if name not in methods.METHODS:
            account.problems.append(f"{name} is not served here")
            raise BotApiError(404, "Not Found: method not found")
        if problems:
            account.problems += problems
            raise BotApiError(400, f"Bad Request: {problems[0]}")
        result = await methods.METHODS[name](account, self.backend, given)
        if name == "setWebhook" and account.webhook:
            task = asyncio.create_task(self._deliver(account))
            self._deliveries.add(task)
            task.add_done_callback(self._deliveries.discard)
        return result

    async def _deliver(self, account: Account) -> None:
        """Hand updates to the webhook, oldest first, each until it is taken."""
        webhook = account.webhook
        headers = {}
        if webhook and webhook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook["secret_token"]
        # a certificate that came with the webhook is the one that is trusted, for the host in its address
        own = webhook.get("certificate") if webhook else None
        trust = ssl.create_default_context(cadata=own.decode()) if own else True
        connector = aiohttp.TCPConnector(ssl=trust)
        async with aiohttp.ClientSession(connector=connector, headers=headers) as client:
            while webhook and account.webhook is webhook:
                if not account.updates:
                    await account.heard_bell(1)
                    continue
                update = account.updates[0]
                with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
                    async with client.post(webhook["url"], json=update, timeout=_TEN_SECONDS) as response:
                        if response.status < 300:
                            account.confirm(update["update_id"] + 1)
                            continue
                await asyncio.sleep(0.2)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        account = self.accounts.get(request.match_info["token"])
        number = request.match_info["path"].rpartition("/")[2].partition(".")[0]
        if account is None or number not in account.files:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=account.files[number][1])


_TEN_SECONDS = aiohttp.ClientTimeout(total=10, connect=2)


class _Cut(Exception):
    """The connection is to go."""


async def _held(request: web.Request, account: Account, fault: Fault) -> None:
    """Let the call arrive when it may. One whose caller was killed meanwhile never does."""
    account.faults.held += 1
    account.happened()
    try:
        while account.faults.holds(fault):
            if request.transport is None or request.transport.is_closing():
                raise _Cut
            await asyncio.sleep(0.01)
    finally:
        account.faults.held -= 1
    if request.transport is None or request.transport.is_closing():
        raise _Cut


def _meet(fault: Fault | None) -> None:
    if fault is None or fault.kind in {"lost", "held"}:
        return
    if fault.kind == "cut":
        raise _Cut
    if fault.kind == "flood":
        said = f"Too Many Requests: retry after {fault.retry_after}"
        raise BotApiError(429, said, retry_after=fault.retry_after)
    raise BotApiError(fault.status, fault.description)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _parameters(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
        return given
    form = await request.post()
    attached = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            attached[name] = (value.filename, value.file.read())
        else:
            given[name] = value
    for name, (filename, content) in attached.items():
        # python-telegram-bot names the part and refers to it: document=attach://name
        owner = next((key for key, value in given.items() if value == f"attach://{name}"), name)
        given[owner], given[f"{owner} name"] = content, filename
    return given

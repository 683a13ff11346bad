"""What each Bot API method does here, with the refusals of the real server."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import TYPE_CHECKING, Any, Final

from emulator import entities
from emulator.entities import Refused
from emulator.spec import utf16
from emulator.world import BotApiError, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from emulator.backend import Backend
    from emulator.world import Account

    Method = Callable[["Account", "Backend", dict[str, Any]], Awaitable[Any]]

TEXT: Final = 4096
CAPTION: Final = 1024
ENTITIES: Final = 100
"""More are dropped without a word, so a bot should not send them."""
BUTTONS: Final = 100
OTHER_POLLER: Final = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
NO_KIND: Final = "Text buttons are unallowed in the inline keyboard"
METHODS: dict[str, Method] = {}


def method(function: Method) -> Method:
    """Serve it under its own name in Telegram's spelling."""
    first, *rest = function.__name__.split("_")
    METHODS["".join([first, *(word.capitalize() for word in rest)])] = function
    return function


@method
async def get_me(account: Account, backend: Backend, _: dict[str, Any]) -> dict[str, Any]:
    answer = await backend.call("getMe", f"{account.token}/", {})
    result: dict[str, Any] = answer["result"]
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False}
    # telemelya knows one bot of a fixed name
    return result | abilities | {"supports_inline_queries": True} | account.me


@method
async def get_updates(account: Account, backend: Backend, given: dict[str, Any]) -> list[dict[str, Any]]:
    # telemelya has no long polling: the queue is ours
    if account.webhook:
        raise BotApiError(409, f"Conflict: {WEBHOOK_ACTIVE}")
    if isinstance(given.get("allowed_updates"), list):
        account.allowed = set(given["allowed_updates"]) or None
    account.confirm(given.get("offset", 0))
    account.polls += 1
    mine = account.polls
    account.ring()
    end = time.monotonic() + given.get("timeout", 0)
    while True:
        if account.polls != mine:
            raise BotApiError(409, OTHER_POLLER)
        left = end - time.monotonic()
        if account.updates or left <= 0:
            return account.updates[: given.get("limit", 100)]
        await account.heard_bell(left)


@method
async def send_message(account: Account, backend: Backend, given: dict[str, Any]) -> dict[str, Any]:
    chat = writable(account, given)
    text, found = formatted(account, "text", given, TEXT)
    message = await keep(account, backend, chat, given, text=text, entities=found, raw=given["text"])
    return message.as_json()


@method
async def send_document(account: Account, backend: Backend, given: dict[str, Any]) -> dict[str, Any]:
    # telemelya keeps files on a MinIO server: ours lie in memory
    chat = writable(account, given)
    text, found = formatted(account, "caption", given, CAPTION) if given.get("caption") else ("", [])
    document = given["document"]
    if isinstance(document, str):
        if document not in account.files:
            raise BotApiError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        number, (name, content) = document, account.files[document]
    else:
        number = uuid.uuid4().hex
        name, content = given.get("document name", "file"), document
        account.files[number] = (name, content)
    if not content:
        raise BotApiError(400, "Bad Request: file must be non-empty")
    described = {
        "file_id": number,
        "file_unique_id": number[:16],
        "file_name": name,
        "file_size": len(content),
    }
    shown = {key: value for key, value in given.items() if key not in {"document", "document name"}}
    message = await keep(
        account,
        backend,
        chat,
        shown,
        text=text,
        entities=found,
        raw=given.get("caption", ""),
        document=described,
    )
    return message.as_json()


@method
async def send_chat_action(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    chat = writable(account, given)
    await backend.call("sendChatAction", session(account, chat), given)
    return True


@method
async def edit_message_text(
    account: Account, backend: Backend, given: dict[str, Any]
) -> dict[str, Any] | bool:
    if "inline_message_id" in given:
        formatted(account, "text", given, TEXT)
        return True
    message = editable(account, given)
    text, found = formatted(account, "text", given, TEXT)
    markup = keyboard(account, given)
    if (text, found, markup) == (message.text, message.entities, message.markup):
        same = "specified new message content and reply markup are exactly the same as a current content"
        raise BotApiError(
            400, f"Bad Request: message is not modified: {same} and reply markup of the message"
        )
    await told(backend, "editMessageText", message, account, {"text": text, "reply_markup": markup})
    message.text, message.entities, message.markup = text, found, markup
    message.raw, message.parameters = given["text"], given
    message.edits += 1
    account.happened()
    return message.as_json()


@method
async def edit_message_reply_markup(
    account: Account, backend: Backend, given: dict[str, Any]
) -> dict[str, Any]:
    message = editable(account, given)
    markup = keyboard(account, given)
    if markup == message.markup:
        raise BotApiError(400, "Bad Request: message is not modified")
    await told(backend, "editMessageReplyMarkup", message, account, {"reply_markup": markup})
    message.markup = markup
    message.edits += 1
    account.happened()
    return message.as_json()


@method
async def delete_message(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    message = account.chat(given["chat_id"]).by_id.get(given["message_id"])
    if message is None or message.deleted:
        raise BotApiError(400, "Bad Request: message to delete not found")
    if not message.by_bot and message.chat.type != "private":
        raise BotApiError(400, "Bad Request: message can't be deleted")
    await told(backend, "deleteMessage", message, account, {})
    message.deleted = True
    account.happened()
    return True


def _still_open(queries: Mapping[str, Any], number: str) -> None:
    """Telegram takes one answer to a query it knows."""
    if number not in queries or queries[number] is not None:
        raise BotApiError(
            400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )


@method
async def answer_callback_query(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    number = given["callback_query_id"]
    _still_open(account.callbacks, number)
    await backend.call("answerCallbackQuery", f"{account.token}/", given)
    account.callbacks[number] = given
    account.happened()
    return True


@method
async def answer_inline_query(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    number = given["inline_query_id"]
    _still_open(account.inline, number)
    results = given["results"]
    if len(results) > 50:
        raise BotApiError(400, "Bad Request: RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) != len(results):
        raise BotApiError(400, "Bad Request: RESULT_ID_DUPLICATE")
    for result in results:
        content = result.get("input_message_content", {})
        if "message_text" in content:
            content["text"], content["entities"] = formatted(account, "message_text", content, TEXT)
        if "reply_markup" in result:
            keyboard(account, result)
    if given.get("button", {}).get("start_parameter") is not None:
        check_start(given["button"]["start_parameter"])
    await backend.call("answerInlineQuery", f"{account.token}/", given)
    account.inline[number] = given
    account.happened()
    return True


@method
async def get_file(account: Account, backend: Backend, given: dict[str, Any]) -> dict[str, Any]:
    number = given["file_id"]
    if number not in account.files:
        raise BotApiError(400, "Bad Request: invalid file_id")
    name, content = account.files[number]
    if len(content) > 20 * 2**20:
        raise BotApiError(400, "Bad Request: file is too big")
    path = f"documents/{number}.{name.rpartition('.')[2]}"
    return {"file_id": number, "file_unique_id": number[:16], "file_size": len(content), "file_path": path}


@method
async def set_webhook(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    if not given.get("url"):
        account.webhook = None
        return True
    await backend.call("setWebhook", f"{account.token}/", {"url": given["url"]})
    if isinstance(given.get("allowed_updates"), list):
        account.allowed = set(given["allowed_updates"]) or None
    if given.get("drop_pending_updates"):
        account.updates.clear()
    account.webhook = given
    account.polls += 1  # a long poll under way ends in a conflict
    account.ring()
    account.happened()
    return True


@method
async def delete_webhook(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    await backend.call("deleteWebhook", f"{account.token}/", {})
    if given.get("drop_pending_updates"):
        account.updates.clear()
    account.webhook = None
    return True


@method
async def get_webhook_info(account: Account, backend: Backend, _: dict[str, Any]) -> dict[str, Any]:
    webhook = account.webhook or {}
    return {
        "url": webhook.get("url", ""),
        "has_custom_certificate": bool(webhook.get("certificate")),
        "pending_update_count": len(account.updates),
    }


async def _set(account: Account, _: Backend, given: dict[str, Any], what: str) -> bool:
    scope = given.get("scope", {}).get("type", "default")
    account.profile[what][scope, given.get("language_code", "")] = given
    account.happened()
    return True


@method
async def set_my_commands(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    if len(given["commands"]) > 100:
        raise BotApiError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in given["commands"]:
        name = command["command"]
        if not (name.replace("_", "a").isalnum() and name.isascii() and name == name.lower()):
            raise BotApiError(400, "Bad Request: BOT_COMMAND_INVALID")
    return await _set(account, backend, given, "commands")


@method
async def get_my_commands(account: Account, backend: Backend, given: dict[str, Any]) -> list[dict[str, Any]]:
    scope = given.get("scope", {}).get("type", "default")
    menu = account.profile["commands"].get((scope, given.get("language_code", "")), {})
    commands: list[dict[str, Any]] = menu.get("commands", [])
    return commands


@method
async def set_my_description(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    return await _set(account, backend, given, "description")


@method
async def set_my_short_description(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    return await _set(account, backend, given, "short_description")


@method
async def set_my_name(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    return await _set(account, backend, given, "name")


def _got(account: Account, given: dict[str, Any], what: str) -> dict[str, Any]:
    """What was set for a language, else for all."""
    found = account.profile[what]
    own = found.get(("default", given.get("language_code", ""))) or found.get(("default", "")) or {}
    return {what: own.get(what, "")}


@method
async def get_my_description(account: Account, backend: Backend, given: dict[str, Any]) -> dict[str, Any]:
    return _got(account, given, "description")


@method
async def get_my_short_description(
    account: Account, backend: Backend, given: dict[str, Any]
) -> dict[str, Any]:
    return _got(account, given, "short_description")


@method
async def get_my_name(account: Account, backend: Backend, given: dict[str, Any]) -> dict[str, Any]:
    return _got(account, given, "name")


@method
async def get_chat(account: Account, backend: Backend, given: dict[str, Any]) -> dict[str, Any]:
    chat = account.chat(given["chat_id"])
    return chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11}


@method
async def leave_chat(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    account.chat(given["chat_id"]).closed = "Forbidden: bot is not a member of the group chat"
    account.happened()
    return True


@method
async def set_message_reaction(account: Account, backend: Backend, given: dict[str, Any]) -> bool:
    if account.chat(given["chat_id"]).by_id.get(given["message_id"]) is None:
        raise BotApiError(400, "Bad Request: message to react not found")
    return True


def session(account: Account, chat: Chat) -> str:
    """The name under which the backend keeps this chat."""
    return f"{account.token}/{chat.id}"


async def told(backend: Backend, name: str, message: Message, account: Account, what: dict[str, Any]) -> None:
    """Have the backend do it as well; what it refuses is refused."""
    what = {"chat_id": message.chat.id, "message_id": message.id} | what
    answer = await backend.call(name, session(account, message.chat), what)
    if not answer["ok"]:
        raise BotApiError(answer["error_code"], answer["description"])


async def keep(
    account: Account, backend: Backend, chat: Chat, given: dict[str, Any], *, text: str, raw: str, **more: Any
) -> Message:
    """A message of the bot, numbered and kept by the backend, and placed where it belongs."""
    thread, reply_to = given.get("message_thread_id"), None
    if "reply_parameters" in given:
        wanted = given["reply_parameters"]["message_id"]
        replied = chat.by_id.get(wanted)
        if replied is not None and not replied.deleted:
            reply_to = wanted
            thread = thread if thread is not None else replied.thread
        elif not given["reply_parameters"].get("allow_sending_without_reply"):
            raise BotApiError(400, "Bad Request: message to be replied not found")
    if thread is not None and thread not in chat.topics:
        raise BotApiError(400, "Bad Request: message thread not found")
    markup = keyboard(account, given)
    answer = await backend.call(
        "sendMessage", session(account, chat), {"chat_id": chat.id, "text": text, "reply_markup": markup}
    )
    message = Message(
        chat=chat,
        id=answer["result"]["message_id"],
        sender=account.me,
        text=text,
        entities=more.pop("entities"),
        markup=markup,
        reply_to=reply_to,
        thread=thread,
        extra=more,
        raw=raw,
        parameters=given,
    )
    chat.add(message)
    for watcher in account.on_message:
        watcher(message)
    account.happened()
    await asyncio.sleep(0)
    return message


def writable(account: Account, given: dict[str, Any]) -> Chat:
    chat = account.chat(given["chat_id"])
    if chat.closed:
        raise BotApiError(403, chat.closed)
    return chat


def editable(account: Account, given: dict[str, Any]) -> Message:
    message = writable(account, given).by_id.get(given["message_id"])
    if message is None or message.deleted:
        raise BotApiError(400, "Bad Request: message to edit not found")
    if not message.by_bot:
        raise BotApiError(400, "Bad Request: message can't be edited")
    return message


def formatted(
    account: Account, name: str, given: dict[str, Any], most: int
) -> tuple[str, list[dict[str, Any]]]:
    """The text as people will read it, judged by TDLib. What is refused is also a problem of the bot."""
    raw, mode = given[name], given.get("parse_mode")
    account.texts.append((raw, mode))
    try:
        text, found = entities.parse(raw, mode)
        if entities.is_empty(text):
            raise Refused("Bad Request: message text is empty")
        if utf16(text) > most:
            what = "message" if most == TEXT else "message caption"
            raise Refused(f"Bad Request: {what} is too long")
    except Refused as error:
        account.problems.append(f"{error} in {raw!r:.300}")
        raise BotApiError(400, str(error)) from None
    if len(found) > ENTITIES:
        account.problems.append(f"{len(found)} entities, of which Telegram shows {ENTITIES}, in {raw!r:.300}")
    return text, found


def keyboard(account: Account, given: dict[str, Any]) -> dict[str, Any] | None:
    """The buttons of a message, checked."""
    markup: dict[str, Any] | None = given.get("reply_markup")
    buttons = [button for row in (markup or {}).get("inline_keyboard", ()) for button in row]
    wrong = ""
    if len(buttons) > BUTTONS:
        wrong = "Bad Request: reply markup is too long"
    for button in buttons:
        kinds = button.keys() - {"text", "style", "icon_custom_emoji_id"}
        if entities.is_empty(button["text"]):
            wrong = "Bad Request: can't parse inline keyboard button: text must be non-empty"
        elif len(kinds) != 1:
            wrong = f"Bad Request: can't parse inline keyboard button: {NO_KIND}"
        elif not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
            wrong = "Bad Request: BUTTON_DATA_INVALID"
        elif "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
            wrong = f"Bad Request: inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        elif f"/{account.username}?start=" in button.get("url", ""):
            check_start(button["url"].partition("?start=")[2])
    if wrong:
        account.problems.append(f"{wrong} in {buttons!r:.300}")
        raise BotApiError(400, wrong)
    return markup or None


def check_start(payload: str) -> None:
    """A deep link takes 64 characters: letters, digits, _ and -."""
    if not (1 <= len(payload) <= 64 and payload.replace("_", "a").replace("-", "a").isalnum()):
        raise BotApiError(400, "Bad Request: START_PARAM_INVALID")

"""The fake Bot API server, spoken to by the real client: what it takes, and what it refuses and in which words."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, TelegramError

from tests.fake_bot_api import FakeBotApi

Deed = Callable[[Bot], Awaitable[Any]]


def client(telegram: FakeBotApi, token: str | None = None) -> Bot:
    """The real client."""
    return Bot(token or telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)


def do(telegram: FakeBotApi, deed: Deed, token: str | None = None) -> Any:
    """Do something with the real client."""

    async def with_bot() -> Any:
        async with client(telegram, token) as bot:
            return await deed(bot)

    return asyncio.run(with_bot())


def refused(telegram: FakeBotApi, deed: Deed, error: type[TelegramError] = BadRequest) -> str:
    """With which words something is refused."""
    with pytest.raises(error) as caught:
        do(telegram, deed)
    return caught.value.message


def markup(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """A keyboard."""
    return InlineKeyboardMarkup(rows)


def button(text: str = "källa", data: str = "src:abc") -> InlineKeyboardButton:
    """A button."""
    return InlineKeyboardButton(text, callback_data=data)


def png(width: int = 40, height: int = 30) -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "PNG")
    return out.getvalue()


def html(telegram: FakeBotApi, text: str) -> Message:
    """A message sent in HTML to somebody new."""
    chat = telegram.private().ident
    message = do(telegram, lambda bot: bot.send_message(chat, text, parse_mode=ParseMode.HTML))
    assert isinstance(message, Message)
    return message


def test_a_question_and_its_answer(telegram: FakeBotApi) -> None:
    """A person's message comes as an update, once; an answer to it arrives and is in the log."""
    anna = telegram.private(telegram.person("Anna", "sv"))
    telegram.say(anna, None, "/start hur mycket fick skåne")

    async def answer(bot: Bot) -> None:
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        assert update.message.from_user is not None
        assert update.message.from_user.language_code == "sv"
        assert [one.type for one in update.message.entities] == ["bot_command"]
        await bot.send_chat_action(anna.ident, "typing")
        await bot.send_message(
            anna.ident,
            "<b>1 234</b> mnkr",
            parse_mode=ParseMode.HTML,
            reply_parameters=ReplyParameters(update.message.message_id),
            reply_markup=markup([button()]),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        assert not await bot.get_updates(offset=update.update_id + 1)

    do(telegram, answer)
    (sent,) = telegram.sent
    assert (sent.text, sent.chat) == ("1 234 mnkr", anna.ident)
    assert sent.result["reply_to_message"]["text"].startswith("/start")
    assert sent.params["parse_mode"] == "HTML"
    assert telegram.texts(anna) == ["1 234 mnkr"]


def test_polling_waits_confirms_and_takes_only_one(telegram: FakeBotApi) -> None:
    """A long poll ends when something is said; of two at once the older gets 409, and so does any beside a webhook."""
    anna = telegram.private()

    async def poll(bot: Bot) -> None:
        async with client(telegram) as other:
            kinds = ["message", "callback_query"]
            first = asyncio.ensure_future(other.get_updates(timeout=5, allowed_updates=kinds))
            await asyncio.to_thread(telegram.wait_for, lambda: telegram.poller.polls == 1)
            second = asyncio.ensure_future(bot.get_updates(timeout=5))
            with pytest.raises(Conflict, match="terminated by other getUpdates request"):
                await first
        for text in "abc":
            telegram.say(anna, None, text)
        assert await second
        again = await bot.get_updates(limit=2)
        assert [one.message.text for one in again if one.message] == ["a", "b"]
        (last,) = await bot.get_updates(offset=-1)
        assert last.message is not None
        assert last.message.text == "c"
        telegram.inline(telegram.person(), "vgr bidrag")
        assert len(await bot.get_updates(allowed_updates=[])) == 1
        telegram.inline(telegram.person(), "vgr bidrag")
        assert len(await bot.get_updates()) == 2
        await bot.set_webhook("https://example.com/hook")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook(drop_pending_updates=True)
        assert not await bot.get_updates()

    do(telegram, poll)


def test_a_webhook_gets_each_update_until_it_says_200(telegram: FakeBotApi) -> None:
    """Updates are posted with the secret; one chat's wait for each other, and come again after a 500."""
    anna, bo = telegram.private(), telegram.private()
    got: list[tuple[str, str]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        body = (await reader.readexactly(length)).decode()
        secret = head.split("x-telegram-bot-api-secret-token: ")[1].split("\r\n")[0]
        name = next(name for name in ("ett", "två", "tre") if name in body.encode().decode("unicode_escape"))
        got.append((name, secret))
        status = "500 No" if got.count((name, secret)) == 1 and name == "ett" else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async def receive(bot: Bot) -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(BadRequest, match=r"(?i)https url must be provided"):
            await bot.set_webhook("http://example.com/hook")
        with pytest.raises(BadRequest, match="unallowed characters"):
            await bot.set_webhook("https://example.com/hook", secret_token="å")  # noqa: S106
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")  # noqa: S106
        for chat, text in ((anna, "ett"), (anna, "två"), (bo, "tre")):
            telegram.say(chat, None, text)
        await asyncio.to_thread(telegram.wait_for, lambda: not telegram.world.queue.pending)
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 500"
        await bot.delete_webhook()
        server.close()
        await server.wait_closed()

    do(telegram, receive)
    assert {secret for _, secret in got} == {"s3cret"}
    assert [name for name, _ in got if name != "tre"] == ["ett", "ett", "två"]
    assert [name for name, _ in got if name == "tre"] == ["tre"]


def test_html_is_read_as_telegram_reads_it(telegram: FakeBotApi) -> None:
    """Marks become entities, characters are read, blanks about the text go."""
    message = html(
        telegram, ' <b>a &lt; <i>😀</i></b> &amp; <a href="https://x.se/?a=1&amp;b=2">länk</a><pre>1  2</pre>\n'
    )
    assert message.text == "a < 😀 & länk1  2"
    found = [(one.type, message.parse_entity(one)) for one in message.entities]
    assert found == [("bold", "a < 😀"), ("italic", "😀"), ("text_link", "länk"), ("pre", "1  2")]
    assert message.entities[2].url == "https://x.se/?a=1&b=2"
    assert html(telegram, "A & B &#229; &#x1F600; <B>x</B>").text == "A & B å 😀 x"
    assert html(telegram, "<b>" + "å&amp;" * 2048 + "</b>").text == "å&" * 2048


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<table>1</table>", 'Unsupported start tag "table" at byte offset 0'),
        ("å <b>1", 'end tag corresponding to start tag "b"'),
        ("<b><i>1</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("1</b>", "Unexpected end tag at byte offset 1"),
        ("å 1 < 2", 'Unsupported start tag "" at byte offset 5'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>1</b", "Unclosed end tag at byte offset 4"),
        ("1&nbsp;000", "Unknown character &nbsp; at byte offset 1"),
        ("<span>1</span>", 'Tag "span" must have class "tg-spoiler"'),
    ],
)
def test_bad_html_is_refused(telegram: FakeBotApi, text: str, words: str) -> None:
    """With Telegram's words."""
    chat = telegram.private().ident
    told = refused(telegram, lambda bot: bot.send_message(chat, text, parse_mode=ParseMode.HTML))
    assert told.lower().startswith("can't parse entities: ")
    assert words.lower() in told.lower()
    assert not telegram.sent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "text is empty"),
        (" \u200d\n", "must be non-empty"),
        ("<b> </b>", "must be non-empty"),
        ("a" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
def test_texts_that_are_refused(telegram: FakeBotApi, text: str, words: str) -> None:
    """Empty, blank and too long ones, the length being that of UTF-16 without marks."""
    chat = telegram.private().ident
    assert words in refused(telegram, lambda bot: bot.send_message(chat, text, parse_mode=ParseMode.HTML)).lower()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([[button(data="å" * 33)]], "button_data_invalid"),
        ([[button(data="")]], "text buttons are unallowed"),
        ([[InlineKeyboardButton("a")]], "text buttons are unallowed"),
        ([[button(text=" ")]], "non-empty"),
        ([[button()] * 9], "reply markup is too long"),
        ([[button()]] * 101, "reply markup is too long"),
        ([[InlineKeyboardButton("a", url="skåne")]], "wrong http url"),
    ],
)
def test_keyboards_that_are_refused(telegram: FakeBotApi, keys: list[list[InlineKeyboardButton]], words: str) -> None:
    """Data over 64 bytes or none, too many buttons, no text, no address."""
    chat = telegram.private().ident
    assert words in refused(telegram, lambda bot: bot.send_message(chat, "a", reply_markup=markup(*keys))).lower()


def test_pictures_and_files(telegram: FakeBotApi) -> None:
    """They are kept as they came and can be fetched; what is no picture or has too long a caption is refused."""
    chat = telegram.private()
    content = bytes(range(256)) * 9

    async def send(bot: Bot) -> None:
        photo = await bot.send_photo(chat.ident, png(), caption="<b>bild</b>", parse_mode=ParseMode.HTML)
        assert (photo.caption, photo.photo[0].width, photo.photo[0].height) == ("bild", 40, 30)
        document = await bot.send_document(chat.ident, content, filename="å.csv")
        assert document.document is not None
        assert document.document.file_name == "å.csv"
        fetched = await (await bot.get_file(document.document.file_id)).download_as_bytearray()
        assert bytes(fetched) == content

    do(telegram, send)
    assert telegram.sent[0].files["photo"].content == png()
    assert telegram.sent[1].files["document"].content == content
    assert "IMAGE_PROCESS_FAILED" in refused(telegram, lambda bot: bot.send_photo(chat.ident, b"no picture")).upper()
    told = refused(telegram, lambda bot: bot.send_photo(chat.ident, png(2100, 20)))
    assert "PHOTO_INVALID_DIMENSIONS" in told.upper()
    told = refused(telegram, lambda bot: bot.send_photo(chat.ident, png(), caption="a" * 1025))
    assert "caption is too long" in told
    assert "non-empty" in refused(telegram, lambda bot: bot.send_document(chat.ident, b"", filename="a"))


def test_editing_and_deleting(telegram: FakeBotApi) -> None:
    """A message of the bot can be changed to something else, and taken back; nothing else can."""
    chat = telegram.private()
    theirs = telegram.say(chat, None, "hej")["message_id"]
    message = do(telegram, lambda bot: bot.send_message(chat.ident, "ett", reply_markup=markup([button()])))
    ident = message.message_id

    async def edit(bot: Bot) -> None:
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await bot.edit_message_text("ett", chat.ident, ident, reply_markup=markup([button()]))
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await bot.edit_message_reply_markup(chat.ident, ident, reply_markup=markup([button()]))
        await bot.edit_message_reply_markup(chat.ident, ident)
        await bot.edit_message_text("<b>ett</b>", chat.ident, ident, parse_mode=ParseMode.HTML)
        with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
            await bot.edit_message_text("två", chat.ident, 999)
        with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
            await bot.edit_message_text("två", chat.ident, theirs)
        with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
            await bot.edit_message_text("a" * 4097, chat.ident, ident)
        photo = await bot.send_photo(chat.ident, png())
        with pytest.raises(BadRequest, match=r"(?i)no text in the message to edit"):
            await bot.edit_message_text("två", chat.ident, photo.message_id)
        await bot.delete_message(chat.ident, ident)
        with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
            await bot.delete_message(chat.ident, ident)
        with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
            await bot.send_message(chat.ident, "a", reply_parameters=ReplyParameters(ident))
        await bot.send_message(chat.ident, "a", reply_parameters=ReplyParameters(ident, None, True))

    do(telegram, edit)


def test_buttons_are_answered_once(telegram: FakeBotApi) -> None:
    """A pressed button comes as an update with its message; its query is answered once."""
    chat = telegram.private()
    message = do(telegram, lambda bot: bot.send_message(chat.ident, "ett", reply_markup=markup([button()])))
    query = telegram.press(chat, message.message_id, "källa")
    with pytest.raises(LookupError):
        telegram.press(chat, message.message_id, "diagram")

    async def answer(bot: Bot) -> None:
        (update,) = await bot.get_updates()
        assert update.callback_query is not None
        assert (update.callback_query.id, update.callback_query.data) == (query, "src:abc")
        with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
            await bot.answer_callback_query(query, "a" * 201)
        await bot.answer_callback_query(query, "a" * 200)
        for ident in (query, "1"):
            with pytest.raises(BadRequest, match=r"(?i)query is too old"):
                await bot.answer_callback_query(ident)

    do(telegram, answer)


def article(ident: str = "1", text: str = "<b>1</b>") -> InlineQueryResultArticle:
    """An inline result."""
    content = InputTextMessageContent(text, parse_mode=ParseMode.HTML)
    return InlineQueryResultArticle(ident, "Skåne", content, description="bidrag")


def test_inline_queries(telegram: FakeBotApi) -> None:
    """Up to 50 articles with ids of their own; once."""
    query = telegram.inline(telegram.person(), "vgr")

    async def answer(bot: Bot) -> None:
        for results, words in (
            ([article(str(number)) for number in range(51)], "results_too_much"),
            ([article(), article()], "result_id_duplicate"),
            ([article("å" * 33)], "result_id_invalid"),
            ([article(text="<b>1")], "can't parse entities"),
        ):
            with pytest.raises(BadRequest, match=f"(?i){words}"):
                await bot.answer_inline_query(query, results)
        await bot.answer_inline_query(query, [article()], cache_time=300, is_personal=True)
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await bot.answer_inline_query(query, [article()])

    do(telegram, answer)


def test_settings_of_the_bot(telegram: FakeBotApi) -> None:
    """Commands by language, descriptions, chats."""
    group = telegram.group("Ekonomi")

    async def settings(bot: Bot) -> None:
        await bot.set_my_commands([BotCommand("hjalp", "Hjälp")], language_code="sv")
        assert [one.command for one in await bot.get_my_commands(language_code="sv")] == ["hjalp"]
        assert not await bot.get_my_commands()
        with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
            await bot.set_my_commands([BotCommand("hjälp", "Hjälp")])
        await bot.set_my_description("Svarar på frågor", "sv")
        with pytest.raises(BadRequest):
            await bot.set_my_short_description("a" * 121)
        assert (await bot.get_chat(group.ident)).title == "Ekonomi"
        await bot.leave_chat(group.ident)
        with pytest.raises(Forbidden, match="kicked from the group"):
            await bot.send_message(group.ident, "a")

    do(telegram, settings)
    assert telegram.world.descriptions["description", "sv"] == "Svarar på frågor"


def test_chats_that_refuse(telegram: FakeBotApi) -> None:
    """A chat that there is not, one that blocked the bot, one that moved, a topic that is closed."""
    anna = telegram.person()
    private, group, forum = telegram.private(anna), telegram.group(), telegram.supergroup(forum=True)
    thread = telegram.topic(forum, anna)
    telegram.block(private)
    new = telegram.migrate(group, anna)

    async def send(bot: Bot) -> None:
        with pytest.raises(BadRequest, match=r"(?i)chat not found"):
            await bot.send_message(17, "a")
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(private.ident, "a")
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(group.ident, "a")
        assert moved.value.new_chat_id == new.ident
        message = await bot.send_message(forum.ident, "a", message_thread_id=thread)
        assert message.message_thread_id == thread
        forum.topics[thread] = False
        with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
            await bot.send_message(forum.ident, "a", message_thread_id=thread)
        with pytest.raises(BadRequest, match=r"(?i)thread not found"):
            await bot.send_message(forum.ident, "a", message_thread_id=99)

    do(telegram, send)


def test_privacy_mode(telegram: FakeBotApi) -> None:
    """In a group a bot in privacy mode is told only of what is addressed to it."""
    telegram.privacy = True
    group, anna = telegram.group(), telegram.person()
    mine = do(telegram, lambda bot: bot.send_message(group.ident, "hej"))
    told = ["/hjalp", "@siffersvar_bot vgr", "och du"]
    telegram.say(group, anna, "vi ses")
    telegram.say(group, anna, told[0])
    telegram.say(group, anna, told[1])
    telegram.say(group, anna, told[2], reply_to=mine.message_id)
    assert [update["message"]["text"] for update in telegram.world.queue.take(100)] == told


def test_tokens_methods_and_parameters(telegram: FakeBotApi) -> None:
    """A wrong token is 401, what is no token 404, and so is what is no method; unknown parameters are refused."""
    wrong = telegram.token[:-1] + "x"
    with pytest.raises(InvalidToken):
        do(telegram, lambda bot: bot.get_me(), wrong)
    for token, code in ((wrong, 401), ("12:ab", 404)):
        assert httpx.post(f"{telegram.base_url}{token}/getMe").json()["error_code"] == code
    url = f"{telegram.base_url}{telegram.token}/"
    chat = telegram.private().ident
    assert httpx.post(url + "sendMassage").json()["description"] == "Not Found: method not found"
    told = httpx.post(url + "sendMessage", data={"chat_id": chat, "text": "a", "txet": "b"}).json()
    assert told["error_code"] == 400
    assert "txet" in told["description"]
    told = httpx.post(url + "sendMessage", content=b"chat_id=1&text=%ED%A0%BD").json()
    assert told["description"] == "Bad Request: strings must be encoded in UTF-8"
    assert httpx.post(url + "SENDMESSAGE", json={"chat_id": chat, "text": "a"}).json()["ok"]

"""The methods of the Web API that the stand-in has; it refuses arguments that a method does not know."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.fake_slack.blocks import InvalidError, check, control, texts
from tests.fake_slack.world import BOT, TEAM, Channel, File, Hook, Message, World

Args = dict[str, Any]


class SlackError(Exception):
    """What Slack answers in place of a result."""

    def __init__(self, code: str, why: str = "") -> None:
        """Remember its word."""
        super().__init__(f"{code} {why}")
        self.code = code


def call(world: World, method: str, args: Args, address: str) -> Args:
    """What a method answers.

    Raises:
        SlackError: it refuses.
    """
    if method not in _METHODS:
        raise SlackError("unknown_method", method)
    required, optional, do = _METHODS[method]
    if not required <= args.keys() or not args.keys() <= required | optional:
        raise SlackError("invalid_arguments", f"{method} {sorted(args)}")
    return do(world, args, address)


def respond(world: World, hook: Hook, body: Args) -> None:
    """What is posted to an address for responses.

    Raises:
        SlackError: it refuses.
    """
    known = {
        "text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts", "unfurl_links",
        "unfurl_media", "mrkdwn",
    }  # fmt: skip
    if not body.keys() <= known:
        raise SlackError("invalid_payload", str(sorted(body)))
    if time.time() > hook.until:
        raise SlackError("expired_url")
    if hook.left <= 0:
        raise SlackError("used_url")
    hook.left -= 1
    found = [message for message in world.messages if message.ts == hook.message and hook.message]
    if body.get("delete_original"):
        for message in found:
            message.deleted = True
        return
    _looks(world, body)
    if body.get("replace_original"):
        for message in found:
            message.text, message.blocks = body["text"], body.get("blocks", [])
        return
    if body.get("response_type") not in ("ephemeral", "in_channel"):
        raise SlackError("invalid_payload", "response_type")
    only = hook.user if body["response_type"] == "ephemeral" else ""
    world.messages.append(
        Message(hook.channel, world.ts(), BOT, body["text"], body.get("blocks", []), body.get("thread_ts", ""), only)
    )


def _auth_test(_: World, __: Args, ___: str) -> Args:
    return {"url": "https://example.slack.com/", "team": "Example", "team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT"}


def _post(world: World, args: Args, _: str) -> Args:
    channel = _place(world, args["channel"])
    _looks(world, args)
    _in_thread(world, channel, args)
    made = Message(channel.ident, world.ts(), BOT, args["text"], args.get("blocks", []), args.get("thread_ts", ""))
    made.metadata = args.get("metadata", {})
    world.messages.append(made)
    return {"channel": channel.ident, "ts": made.ts, "message": {"ts": made.ts}}


def _post_privately(world: World, args: Args, _: str) -> Args:
    channel = _place(world, args["channel"])
    if args["user"] not in channel.members:
        raise SlackError("user_not_in_channel")
    _looks(world, args)
    thread = args.get("thread_ts")
    if thread is not None and not any(each.thread == thread for each in world.messages):
        world.broken.append("shown to nobody: the thread is not begun")
    made = Message(
        channel.ident, world.ts(), BOT, args["text"], args.get("blocks", []), args.get("thread_ts", ""), args["user"]
    )
    world.messages.append(made)
    return {"message_ts": made.ts}


def _upload_url(world: World, args: Args, address: str) -> Args:
    if int(args["length"]) <= 0 or not args["filename"]:
        raise SlackError("invalid_arguments")
    file = File(f"F{world.number():06d}", args["filename"], int(args["length"]), args.get("alt_txt", ""))
    if len(file.alt) > 1000:
        raise SlackError("alt_txt_too_large")
    world.files[file.ident] = file
    return {"upload_url": f"{address}/upload/{file.ident}", "file_id": file.ident}


def _complete(world: World, args: Args, _: str) -> Args:
    for each in args["files"]:
        file = world.files.get(each["id"])
        if file is None or file.content is None or set(each) - {"id", "title"}:
            raise SlackError("file_not_found")
        file.title = each.get("title", "")
        if "channel_id" in args:
            if args["channel_id"].startswith("U"):
                raise SlackError("channel_not_found", "a file is not shared with a person")
            channel = _place(world, args["channel_id"])
            _in_thread(world, channel, args)
            _words(world, args.get("initial_comment", ""))
            made = Message(
                channel.ident, world.ts(), BOT, args.get("initial_comment", ""), thread=args.get("thread_ts", ""),
                file=file.ident,
            )  # fmt: skip
            world.messages.append(made)
    return {"files": [{"id": each["id"], "title": each.get("title", "")} for each in args["files"]]}


def _open(world: World, args: Args, _: str) -> Args:
    return {"channel": {"id": direct(world, args["users"]).ident}}


def _history(world: World, args: Args, _: str) -> Args:
    channel = _place(world, args["channel"])
    if not channel.direct:
        raise SlackError("missing_scope", "channels:history")
    thread = args.get("ts", "")
    found = [
        {"type": "message", "ts": each.ts, "user": each.user, "text": each.text, "metadata": each.metadata}
        for each in world.messages
        if each.channel == channel.ident and each.thread == thread and each.ts > args["oldest"]
    ]
    return {"messages": found[-int(args["limit"]) :]}


def _publish(world: World, args: Args, _: str) -> Args:
    view = args["view"]
    if set(view) != {"type", "blocks"} or view["type"] != "home":
        raise SlackError("invalid_arguments", "view")
    try:
        check(view["blocks"], 100)
    except InvalidError as error:
        raise SlackError("invalid_arguments", str(error)) from error
    world.homes[args["user_id"]] = view["blocks"]
    return {"view": {"id": "V1"}}


def direct(world: World, user: str) -> Channel:
    """The conversation of a person with the bot, made where there is none."""
    return world.channels.setdefault(f"D{user[1:]}", Channel(f"D{user[1:]}", {user, BOT}, direct=True))


def _place(world: World, ident: str) -> Channel:
    """A channel in which the bot may speak."""
    if ident.startswith("U"):
        return direct(world, ident)
    channel = world.channels.get(ident)
    if channel is None:
        raise SlackError("channel_not_found")
    if channel.archived:
        raise SlackError("is_archived")
    if BOT not in channel.members:
        raise SlackError("channel_not_found" if channel.direct else "not_in_channel")
    return channel


def _in_thread(world: World, channel: Channel, args: Args) -> None:
    """Refuse a thread that is none."""
    thread = args.get("thread_ts")
    if thread is None:
        return
    roots = [each for each in world.messages if each.channel == channel.ident and each.ts == thread and not each.only]
    if not roots or roots[0].thread not in ("", thread):
        raise SlackError("thread_not_found", f"{thread} is not the root of a thread")


def _looks(world: World, args: Args) -> None:
    """Refuse a message that Slack refuses; note one that mentions somebody or everybody."""
    text = args.get("text")
    if not isinstance(text, str) or (not text and not args.get("blocks")):
        raise SlackError("no_text")
    if len(text) > 40_000:
        raise SlackError("msg_too_long")
    if "blocks" in args:
        try:
            check(args["blocks"])
        except InvalidError as error:
            raise SlackError(error.code, str(error)) from error
        for words, marked in texts(args["blocks"]):
            if marked:
                _words(world, words)
    _words(world, text)
    if args.get("unfurl_links") is not False and "response_type" not in args and "user" not in args:
        world.broken.append("links are unfurled")


def _words(world: World, words: str) -> None:
    """Note mentions and links."""
    world.broken += [f"control sequence {found}" for found in control(words)]


_METHODS: Mapping[str, tuple[set[str], set[str], Callable[[World, Args, str], Args]]] = {
    "auth.test": (set(), set(), _auth_test),
    "chat.postMessage": (
        {"channel", "text"}, {"blocks", "thread_ts", "unfurl_links", "unfurl_media", "mrkdwn", "metadata"}, _post,
    ),
    "chat.postEphemeral": ({"channel", "user", "text"}, {"blocks", "thread_ts"}, _post_privately),
    "files.getUploadURLExternal": ({"filename", "length"}, {"alt_txt"}, _upload_url),
    "files.completeUploadExternal": ({"files"}, {"channel_id", "initial_comment", "thread_ts"}, _complete),
    "conversations.history": ({"channel", "oldest", "limit", "include_all_metadata"}, set(), _history),
    "conversations.replies": ({"channel", "ts", "oldest", "limit", "include_all_metadata"}, set(), _history),
    "conversations.open": ({"users"}, {"return_im", "prevent_creation"}, _open),
    "views.publish": ({"user_id", "view"}, {"hash"}, _publish),
}  # fmt: skip
"""Method -> the arguments it must have, those it may have, and what it does."""

"""A strict fake of Telegram's Bot API server that a real client speaks to over HTTP.

    with FakeBotApi() as telegram:
        anna = telegram.private()
        bot = Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
        …
        telegram.say(anna, None, "hur mycket fick skåne")
        telegram.wait_for(lambda: telegram.texts(anna))

It refuses what Telegram refuses, in Telegram's words, and more: parameters and fields that Telegram passes over.
"""

from tests.fake_bot_api.failures import KINDS, Failure
from tests.fake_bot_api.model import Call, Chat, Person, Upload
from tests.fake_bot_api.people import People
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import TOKEN, World

__all__ = ["KINDS", "TOKEN", "Call", "Chat", "Failure", "FakeBotApi", "People", "Person", "Upload", "World"]

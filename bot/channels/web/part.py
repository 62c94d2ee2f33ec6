"""The web page within the service that serves all channels: it is always on."""

from __future__ import annotations

from bot.serving.part import Part, Served


def part(served: Served) -> Part:
    """The pages. Their last route takes what nobody else does, so this part comes after all others."""
    from bot.channels.web.answers import Answers  # noqa: PLC0415  (Jinja2 is only there where the extra is)
    from bot.channels.web.browse import Browse  # noqa: PLC0415  (the same)
    from bot.channels.web.files import Files  # noqa: PLC0415  (the same)
    from bot.channels.web.held import Held  # noqa: PLC0415  (the same)
    from bot.channels.web.lost import Lost  # noqa: PLC0415  (the same)
    from bot.channels.web.site import Site  # noqa: PLC0415  (the same)
    from bot.channels.web.talk import Talk  # noqa: PLC0415  (the same)

    site = Site(served)
    answers = Answers(served)
    held = Held(answers.desk)
    pages = (Talk(site, answers, held), Files(site, answers), Browse(site, held), Lost(site))
    return Part("web", routes=[route for page in pages for route in page.routes()])

"""The review in the terminal: one figure at a time, one key each, saved after each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from bot.texts import say
from knowledge.documents.checking_rows import RowCheck
from knowledge.documents.review_file import Reviewed
from knowledge.model import UNNAMED, Language

KEYS = {"a": "accept", "r": "reject", "c": "change", "s": "skip", "b": "back", "q": "quit"}
"""Key -> what it does; in Swedish j and n do too, and ä for change."""
_SAME = {"j": "a", "y": "a", "n": "r", "ä": "c", "å": "b"}
CHANGED = ("indicator", "name_sv", "area", "period", "scenario", "breakdown", "value", "upper", "unit", "approximate")
"""What can be changed, by a digit: 1 the first … 0 the tenth."""


class Reviewer:
    """Goes through the rows on which nothing is decided."""

    def __init__(
        self,
        rows: Sequence[Reviewed],
        check: RowCheck,
        language: Language,
        save: Callable[[Sequence[Reviewed]], None],
    ) -> None:
        """`save` is told of all rows after each decision."""
        self._rows = list(rows)
        self._check = check
        self._language = language
        self._save = save

    def run(self) -> list[Reviewed]:
        """Ask until all is decided or it is left.

        Returns:
            All rows.
        """
        at = 0
        while at < len(self._rows):
            if self._rows[at].decision:
                at += 1
                continue
            self._show(at)
            does = KEYS[self._key(tuple(KEYS), tuple(_SAME))]
            if does == "quit":
                break
            if does == "back":
                at = self._reopened(at)
            elif does == "change":
                self._change(at)
            else:
                at += self._decide(at, does)
        return self._rows

    def _decide(self, at: int, does: str) -> int:
        """Accept, reject or pass over a row; one with faults is not accepted.

        Returns:
            By how much to go on.
        """
        row = self._rows[at]
        if does == "accept":
            faults = self._check.faults(row)
            if faults:
                self._print("class:fault", self._say("review_not_yet", faults="; ".join(faults)))
                return 0
        if does != "skip":
            self._set(at, replace(row, decision="accept" if does == "accept" else "reject"))
        return 1

    def _reopened(self, at: int) -> int:
        """Take back the decision on the row before."""
        before = max(0, at - 1)
        self._set(before, replace(self._rows[before], decision=""))
        return before

    def _change(self, at: int) -> None:
        """Change one thing of a row."""
        row = self._rows[at]
        for number, name in enumerate(CHANGED, 1):
            self._print("", f"  {number % 10}  {name}: {getattr(row, name)}")
        digit = self._key(tuple(str(number % 10) for number in range(1, len(CHANGED) + 1)), ("q",))
        if digit == "q":
            return
        name = CHANGED[(int(digit) - 1) % 10]
        said = PromptSession[str]().prompt(f"{name}: ", default=getattr(row, name)).strip()
        self._set(at, replace(row, **{name: said}))  # type: ignore[arg-type]  # a decision is not among them

    def _set(self, at: int, row: Reviewed) -> None:
        """Keep a row, and save all."""
        self._rows[at] = row
        self._save(self._rows)

    def _show(self, at: int) -> None:
        """Show a row: the fragment, what was read of it, and the keys."""
        row = self._rows[at]
        held = row.indicator in self._check.indicators
        kind = self._say("review_held" if held else "review_new")
        number = row.value + (f"–{row.upper}" if row.upper else "")
        about = self._say("review_about") + " " if row.approximate == "true" else ""
        lines = [
            ("bold", self._say("review_head", number=at + 1, total=len(self._rows), confidence=row.confidence)),
            ("italic", f"  “{row.evidence}”"),
            ("", f"  {row.place}"),
            ("bold", f"  {about}{number} {row.unit}"),
            ("", f"  {row.name_sv} ({row.indicator}, {kind})"),
            ("", f"  {self._area(row)} · {row.period or self._say('review_no_period')} · {row.scenario}"),
            ("", self._say("review_keys")),
        ]
        for style, text in lines:
            self._print(style, text)

    def _area(self, row: Reviewed) -> str:
        """The area of a row with its code, or that it is not named."""
        area = self._check.areas.get(row.area)
        named = f"{area.name} ({row.area})" if area is not None else row.area
        return self._say("review_unnamed") if row.area == UNNAMED else named

    def _say(self, key: str, **values: object) -> str:
        """A text of the command."""
        return say(self._language, f"command.{key}", **values)

    @staticmethod
    def _print(style: str, text: str) -> None:
        """Print a line."""
        print_formatted_text(FormattedText([("" if style.startswith("class") else style, text)]))

    @staticmethod
    def _key(wanted: Sequence[str], same: Sequence[str] = ()) -> str:
        """Wait for one of some keys.

        Returns:
            The key, or the one that it stands for.
        """
        bindings = KeyBindings()

        def pressed(event: KeyPressEvent) -> None:
            """Hand the key on."""
            key = event.key_sequence[0].key
            event.app.exit(result=_SAME.get(key, key))

        for key in (*wanted, *same):
            bindings.add(key)(pressed)

        @bindings.add("c-c")
        @bindings.add("c-d")
        @bindings.add("escape")
        def left(event: KeyPressEvent) -> None:
            """Leave: what was decided is saved."""
            event.app.exit(result="q")

        window = Window(FormattedTextControl(""), height=1)
        return Application[str](layout=Layout(window), key_bindings=bindings, erase_when_done=True).run()

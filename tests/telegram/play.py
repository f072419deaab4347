"""A few people in a few chats, and the lines one types to be them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.telegram.rendering import Paper
from tests.telegram.server import Call, FakeTelegram
from tests.telegram.world import Button, Chat, Json, Message, Person, Query

ADMIN_ID = 4001
HELP = """\
text              say it, as the person and in the place that the prompt names
:as NAME          be someone else (:people lists them)
:in PLACE         go to private, group, forum, topic or elsewhere (a chat without the bot)
:aside TEXT       send it as an ephemeral command, which the bot alone sees
:anonymous TEXT   say it as the group, as its anonymous admins do
:reply N TEXT     reply to message N
:press N          press button N, or the last one whose text contains N
:edit N TEXT      edit message N
:forward N        forward message N to this place
:delete N         delete message N
:inline TEXT      type @bot TEXT into the box of this chat
:more             scroll to the next page of its results
:choose N         post result N of the last inline query
:guest [#N] TEXT  call the bot as a guest, in reply to message N
:add :remove :promote :restrict :block    what people do to the bot here
:people :log :help :quit"""


class Play:
    """Who one is and where, and what has been shown."""

    def __init__(self, telegram: FakeTelegram, paper: Paper, log: Path, language: str) -> None:
        self.telegram = telegram
        self.over = False
        self._paper = paper
        self._log = log
        everyone = [
            telegram.person("admin", language, id=ADMIN_ID),
            telegram.person("小林", language),
            telegram.person("阿明", language),
        ]
        self._people = {person.first_name: person for person in everyone}
        self._me = everyone[1]
        telegram.private(everyone[0])
        forum = telegram.group("论坛", "forum", everyone)
        group = telegram.group("影视圈", members=everyone)
        for chat in (group, forum):
            chat.statuses[ADMIN_ID] = "administrator"
        self._places: dict[str, tuple[Chat | None, int | None]] = {
            "private": (None, None),
            "group": (group, None),
            "forum": (forum, None),
            "topic": (forum, telegram.topic(forum, "器材")),
            "elsewhere": (telegram.group("别处", members=everyone, bot_is_member=False), None),
        }
        self._place = "private"
        self._shown: list[Message] = []
        self._buttons: list[tuple[Message, Button]] = []
        self._calls_shown = 0
        self._query: Query | None = None

    @property
    def prompt(self) -> str:
        return f"{self._me.first_name} · {self._place}> "

    def do(self, line: str) -> None:
        """One line that was typed."""
        line = line.strip()
        if not line:
            return
        if not line.startswith(":"):
            self._say(line)
            return
        name, _, rest = line[1:].partition(" ")
        command = self._commands().get(name)
        if command is None:
            print(f"There is no :{name}; :help lists what there is.")
            return
        try:
            command(rest.strip())
        except (AssertionError, IndexError, KeyError, ValueError) as error:
            print(f":{name} needs something else: {error}")

    def show_calls(self) -> None:
        """Print what the bot has done since the last time."""
        calls = self.telegram.calls
        while self._calls_shown < len(calls):
            call = calls[self._calls_shown]
            if call.outcome == "unanswered" and call.method != "getUpdates":
                return
            self._calls_shown += 1
            self._show(call)

    def _commands(self) -> dict[str, Callable[[str], None]]:
        telegram = self.telegram
        return {
            "as": self._be,
            "in": self._go,
            "aside": self._say_aside,
            "anonymous": lambda text: self._say(text, anonymous_admin=True),
            "reply": self._reply,
            "press": self._press,
            "edit": self._edit,
            "forward": self._forward,
            "delete": lambda n: telegram.delete(self._message(n)),
            "inline": self._ask_inline,
            "more": self._scroll,
            "choose": self._choose,
            "guest": self._ask_as_guest,
            "add": lambda _: self._change("adds", telegram.add_bot),
            "remove": lambda _: self._change("removes", telegram.remove_bot),
            "promote": lambda _: self._change("promotes", telegram.promote_bot),
            "restrict": lambda _: self._change("restricts", telegram.restrict_bot),
            "block": lambda _: telegram.block(self._me),
            "people": lambda _: print("  ".join(self._people)),
            "log": lambda _: print(self._log.read_text("utf-8").rstrip()),
            "help": lambda _: print(HELP),
            "quit": self._quit,
        }

    @property
    def _chat(self) -> Chat:
        return self._places[self._place][0] or self.telegram.private(self._me)

    def _be(self, name: str) -> None:
        self._me = self._people[name]

    def _go(self, place: str) -> None:
        assert place in self._places, f"one of {', '.join(self._places)}"
        self._place = place

    def _quit(self, _: str) -> None:
        self.over = True

    def _say(self, text: str, reply_to: Message | None = None, **fields: Any) -> None:
        topic = self._places[self._place][1]
        said = self.telegram.say(
            self._me, self._chat, text, reply_to=reply_to, topic=topic, **fields
        )
        self._number(said)

    def _say_aside(self, text: str) -> None:
        topic = self._places[self._place][1]
        self._number(self.telegram.say_aside(self._me, self._chat, text, topic=topic))

    def _number(self, message: Message) -> None:
        self._shown.append(message)
        where = "" if message.chat.is_private else f" · {message.chat.title}"
        unheard = "" if message.delivered else " (the bot does not hear this)"
        sender = message.sender.first_name if message.sender else message.chat.title
        aside = " (nobody else sees this)" if message.ephemeral_id else ""
        target = message.chat.messages.get(message.reply_to or 0)
        reply = f" to #{self._shown.index(target) + 1}" if target in self._shown else ""
        print(self._paper.dim(f"#{len(self._shown)} {sender}{reply}{where}{unheard}{aside}"))
        self._show_text(message)

    def _message(self, number: str) -> Message:
        return self._shown[int(number.removeprefix("#")) - 1]

    def _reply(self, rest: str) -> None:
        number, _, text = rest.partition(" ")
        self._say(text, self._message(number))

    def _edit(self, rest: str) -> None:
        number, _, text = rest.partition(" ")
        message = self.telegram.edit(self._message(number), text, seconds_later=30)
        print(self._paper.dim(f"#{number.removeprefix('#')} edited"))
        self._show_text(message)

    def _forward(self, number: str) -> None:
        original = self._message(number)
        origin = original.sender or "hidden"
        forwarded = self.telegram.say(self._me, self._chat, original.text, forward_from=origin)
        self._number(forwarded)

    def _press(self, which: str) -> None:
        if which.isdecimal():
            message, button = self._buttons[int(which) - 1]
        else:
            fitting = [pair for pair in self._buttons if which in pair[1]["text"]]
            assert fitting, f"no button says {which!r}"
            message, button = fitting[-1]
        print(f"  ({self._me.first_name} presses {button['text']})")
        if "callback_data" in button:
            self.telegram.press(self._me, message, data=button["callback_data"])
        elif payload := parse_qs(urlsplit(button.get("url", "")).query).get("start"):
            self._place = "private"
            self._say(f"/start {payload[0]}")

    def _ask_inline(self, text: str) -> None:
        print(f"  ({self._me.first_name} types @{self.telegram.bot.username} {text})")
        self._query = self.telegram.ask_inline(self._me, text)

    def _scroll(self, _: str) -> None:
        assert self._query, "an inline query first"
        offset = (self._query.answer or {}).get("next_offset")
        assert offset, "a page that isn't the last"
        self._query = self.telegram.ask_inline(self._me, self._query.data, offset=offset)

    def _ask_as_guest(self, text: str) -> None:
        number, _, rest = text.partition(" ")
        replied = self._message(number) if number.startswith("#") else None
        called = f"@{self.telegram.bot.username} {rest if replied else text}".strip()
        query = self.telegram.ask_as_guest(self._me, called, self._chat, reply_to=replied)
        assert query.message
        self._number(query.message)

    def _change(self, deed: str, change: Callable[[Chat, Person], None]) -> None:
        assert self._place != "private", "a group"
        print(f"  ({self._me.first_name} {deed} the bot)")
        change(self._chat, self._me)

    def _choose(self, number: str) -> None:
        assert self._query, "an inline query first"
        message = self.telegram.choose(self._query, self._chat, int(number) - 1)
        self._number(message)
        self._show_buttons(message)

    def _show(self, call: Call) -> None:
        parameters = call.parameters
        if call.outcome != "ok":
            if call.method != "getUpdates":
                print(f"!! {call.method} was refused: {call.outcome}")
        elif call.method in ("sendMessage", "sendPhoto"):
            self._show_next(self.telegram.world.chats[parameters["chat_id"]])
        elif call.method.startswith("edit"):
            self._show_edit(call)
        elif call.method.startswith("delete") and "chat_id" in parameters:
            number = parameters.get("message_id", parameters.get("ephemeral_message_id"))
            print(self._paper.dim(f"  (the bot deletes its message {number})"))
        elif call.method == "answerCallbackQuery" and "text" in parameters:
            kind = "alert" if parameters.get("show_alert") else "notice"
            print(f"  ({kind}: {parameters['text']})")
        elif call.method == "answerInlineQuery":
            self._show_results(parameters)
        elif call.method == "answerGuestQuery":
            query = self.telegram.world.queries[parameters["guest_query_id"]]
            assert query.message
            self._show_next(query.message.chat)

    def _show_results(self, parameters: Json) -> None:
        for number, result in enumerate(parameters["results"], 1):
            said = result.get("description", "").replace("\n", "\n     ")
            print(f"  {number}. {result['title']}\n     {said}")
        if button := parameters.get("button"):
            print(f"  [{button['text']}] (in private: /start {button['start_parameter']})")
        print(self._paper.dim(f"  (kept for {parameters['cache_time']} s)"))

    def _show_next(self, chat: Chat) -> None:
        message = chat.from_bot.popleft()
        self._number(message)
        self._show_buttons(message)

    def _show_edit(self, call: Call) -> None:
        world, parameters = self.telegram.world, call.parameters
        if "ephemeral_message_id" in parameters:
            number = parameters["ephemeral_message_id"]
            message = next(m for m in self._shown if m.ephemeral_id == number)
        elif "inline_message_id" in parameters:
            message = world.inline[parameters["inline_message_id"]]
        else:
            message = world.chats[parameters["chat_id"]].messages[parameters["message_id"]]
        shown = self._shown.index(message) + 1 if message in self._shown else "?"
        print(self._paper.dim(f"#{shown} edited"))
        self._show_text(message)
        self._show_buttons(message)

    def _show_text(self, message: Message) -> None:
        if message.upload:
            print(self._paper.dim(f"  (a picture of {len(message.upload)} bytes)"))
        for line in self._paper.lines(message):
            print(f"  {line}")
        if message.preview:
            print(self._paper.dim(f"  (preview of {message.preview})"))

    def _show_buttons(self, message: Message) -> None:
        """Buttons in their rows, each with a number to press it by."""
        for row in message.buttons:
            shown = []
            for button in row:
                self._buttons.append((message, button))
                address = self._paper.dim(f" <{button['url']}>") if "url" in button else ""
                shown.append(f"[{len(self._buttons)} {button['text']}{address}]")
            print("  " + " ".join(shown))

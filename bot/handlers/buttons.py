"""Presses of buttons: each is answered once, then what it asks for is done."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from telegram import Bot, CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot.aside import aside
from bot.groups import LENGTHS, GroupSettings
from bot.limits import Limiter, Once
from bot.live import LiveKnowledge
from bot.readers import Readers
from bot.replies import (
    AS_TELEGRAM,
    Action,
    Cards,
    Key,
    Pages,
    Place,
    Reply,
    Talk,
    list_of,
    picture,
    quote_card_of,
    read_key,
    shown_in,
    stamp,
    stamp_of,
)
from bot.state import Asked, State
from bot.words import Words
from knowledge import Answer, Finding

from .addressed import in_private
from .ephemeral import id_of
from .group_settings import GroupPanel, is_elsewhere
from .notices import Notices
from .questions import Questions
from .sending import answer_below, answer_press, edit_in_place, pressed_message

if TYPE_CHECKING:
    from bot.pictures import Pictures  # which needs an extra

log = logging.getLogger(__name__)

# These change the message that they stand below; the others leave it as it is.
_IN_PLACE: Final = (
    "page", "literal", "suggest", "read", "sources", "filter", "card", "topics", "name",
    "language", "settings",
)  # fmt: skip
# The same picture isn't sent again so soon.
_DRAWN_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button that the bot made, below a message that it can read."""

    query: CallbackQuery
    message: Message
    key: Key
    words: Words
    group: GroupSettings


@dataclass(frozen=True, slots=True)
class Effect:
    """What a press comes to: what its presser is told at once, and what is done then.

    An alert waits until it is read away; what has gone well needs none.
    """

    said: str | None = None
    alert: bool = True
    then: Callable[[], Awaitable[None]] | None = None


class Buttons:
    """Knows what each button does."""

    def __init__(
        self,
        bot: Bot,
        live: LiveKnowledge,
        state: State,
        readers: Readers,
        questions: Questions,
        notices: Notices,
        panel: GroupPanel,
        pace: Limiter,
        pictures: "Pictures | None" = None,
    ) -> None:
        self._bot = bot
        self._live = live
        self._state = state
        self._readers = readers
        self._questions = questions
        self._notices = notices
        self._panel = panel
        self._pace = pace
        self._pictures = pictures
        self._drawn = Once(_DRAWN_SECONDS)
        # What presses of one message do is done in their order.
        self._in_turn: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
        self._effects: dict[Action, Callable[[Press], Awaitable[Effect]]] = {
            "here": self._nothing,
            "page": self._turn_page,
            "literal": self._ask_literally,
            "suggest": self._ask_suggestion,
            "vote": self._vote,
            "read": self._read_article,
            "sources": self._list_articles,
            "filter": self._list_articles,
            "card": self._show_article,
            "topics": self._list_topics,
            "name": self._show_topic,
            "topic": self._ask_topic,
            "example": self._ask_example,
            "language": self._choose_language,
            "picture": self._draw,
            "settings": self._choose_for_group,
        }

    async def on_press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the press, whatever it carries, and do what it says."""
        query = update.callback_query
        if query is None:
            return
        chat_id = query.message.chat.id if query.message else None
        words = await self._readers.words(query.from_user, chat_id=chat_id)
        if self._pace.take(query.from_user.id) != "go":
            await answer_press(query, words("press.too_many"))
            return
        try:
            effect = await self._effect(query, words)
        except Exception:
            log.exception("A press couldn't be followed")
            effect = Effect(words("talk.trouble"))
        await answer_press(query, effect.said, effect.alert)
        if effect.then and (message := query.message):
            # Not awaited here: an edit may have to wait long, and other presses mustn't.
            number = id_of(message) if isinstance(message, Message) else message.message_id
            place = (message.chat.id, number)
            context.application.create_task(self._follow(place, effect.then), update)

    async def _follow(self, place: tuple[int, int], then: Callable[[], Awaitable[None]]) -> None:
        """Do what a press asked for, after what the presses before it asked of this message."""
        async with self._in_turn.setdefault(place, asyncio.Lock()):
            await then()

    async def _effect(self, query: CallbackQuery, words: Words) -> Effect:
        key, message = read_key(query.data), pressed_message(query)
        if key is None or message is None or _is_of_another(key, message):
            return Effect(words("press.outdated"))
        press = Press(query, message, key, words, await self._state.group(message.chat_id))
        return await self._effects[key.action](press)

    async def _nothing(self, press: Press) -> Effect:
        return Effect()

    async def _turn_page(self, press: Press) -> Effect:
        asked, position = await self._asked(press), press.key.number(1)
        if asked is None or position is None:
            return Effect(press.words("press.outdated"))
        if press.group.paging != "all" and not self._is_theirs(press, asked):
            return Effect(press.words("press.not_yours"))
        answer, reply = self._answer(press, asked, position)
        if not answer.findings:
            return Effect(press.words("press.outdated"))
        return self._show(press, reply)

    async def _ask_literally(self, press: Press) -> Effect:
        asked = await self._asked(press)
        if asked is None:
            return Effect(press.words("press.outdated"))
        return self._ask_instead(press, asked, replace(asked, literal=True))

    async def _ask_suggestion(self, press: Press) -> Effect:
        asked = await self._asked(press)
        if asked is None:
            return Effect(press.words("press.outdated"))
        answer = self._answer(press, asked)[0]
        for suggestion in answer.suggestions:
            if press.key.values[1:] == (stamp(suggestion),):
                instead = replace(asked, question=suggestion, previous=None, literal=False)
                return self._ask_instead(press, asked, instead)
        return Effect(press.words("press.outdated"))

    async def _vote(self, press: Press) -> Effect:
        asked, useful = await self._asked(press), press.key.number(1)
        if asked is None or useful not in (0, 1):
            return Effect(press.words("press.outdated"))
        meant = self._meant(press, asked, press.key.values[2:])
        if meant is None:
            return Effect(press.words("press.outdated"))
        article, start = meant.article.id, meant.excerpt.start
        self._state.vote(asked.id, press.query.from_user.id, useful == 1, article, start)
        return Effect(press.words("press.thanks"), alert=False)

    async def _read_article(self, press: Press) -> Effect:
        article = press.key.values[0] if press.key.values else ""
        page = self._live.current.knowledge.page(article, press.key.number(1) or 0, mark=False)
        if page is None:
            return Effect(press.words("talk.no_article"))
        return self._show(press, self._pages(press).article(page, Place.of(press.key)))

    async def _list_articles(self, press: Press) -> Effect:
        place, knowledge = Place.of(press.key), self._live.current.knowledge
        found = await aside(knowledge.articles_named, place.text)
        return self._show(press, self._pages(press).sources(found, len(knowledge.articles), place))

    async def _show_article(self, press: Press) -> Effect:
        card = self._live.current.knowledge.card("".join(press.key.values[:1]))
        if card is None:
            return Effect(press.words("talk.no_article"))
        cards = Cards(press.words, self._bot.username)
        return self._show(press, cards.article(card, Place.of(press.key)))

    async def _list_topics(self, press: Press) -> Effect:
        topics, pages = self._live.current.knowledge.topics, self._pages(press)
        kind, number = "".join(press.key.values[:1]), press.key.number(1) or 0
        # After a reload there may be none of that kind, and yet others.
        return self._show(press, pages.topics(topics, kind, number) or pages.kinds(topics))

    async def _show_topic(self, press: Press) -> Effect:
        knowledge = self._live.current.knowledge
        named = (t.name for t in knowledge.topics if (stamp(t.name),) == press.key.values[:1])
        card = knowledge.topic(next(named, ""))
        if card is None:
            return Effect(press.words("talk.no_topic"))
        article = "".join(press.key.values[2:3]) or None
        back = list_of(knowledge.topics, card.name)
        cards = Cards(press.words, self._bot.username)
        number, place = press.key.number(1) or 0, Place.of(press.key)
        return self._show(press, cards.topic(card, number, article, place, back))

    async def _ask_topic(self, press: Press) -> Effect:
        topics = self._live.current.knowledge.topics
        return self._ask_one_of(press, [topic.name for topic in topics])

    async def _ask_example(self, press: Press) -> Effect:
        return self._ask_one_of(press, self._live.current.examples.all())

    async def _choose_language(self, press: Press) -> Effect:
        user, code = press.query.from_user, "".join(press.key.values)
        language = next((each for each in self._readers.languages if each == code), None)
        if language is None and code != AS_TELEGRAM:
            return Effect(press.words("press.outdated"))
        self._state.choose_language(user.id, language)
        words = await self._readers.words(user)
        said = "language.chosen" if language else "language.following"
        if in_private(press.message):
            return self._show(press, Talk(words).line(said))
        if spoken := press.group.own_language:
            name = self._readers.languages[spoken]
            return Effect(words("language.elsewhere", name=name), alert=False)
        return Effect(words(said), alert=False)

    async def _draw(self, press: Press) -> Effect:
        """The quotation as a picture, below its answer; once in a while, whoever asks for it."""
        asked, pressed_at = await self._asked(press), time.monotonic()
        meant = self._meant(press, asked, press.key.values[1:]) if asked else None
        if asked is None or meant is None or self._pictures is None:
            return Effect(press.words("press.outdated"))
        words = self._readers.of(asked.language)
        card, pictures = quote_card_of(meant, words), self._pictures
        if card is None or not pictures.can_draw(card):
            return Effect(press.words("press.no_picture"))
        place = (press.message.chat_id, id_of(press.message), press.key)
        if not self._drawn.due(place):
            return Effect(press.words("press.drawn"), alert=False)

        async def draw() -> None:
            sent = None
            try:
                reply = picture(
                    await asyncio.to_thread(pictures.draw, card), meant, words, self._bot.username
                )
                sent = await answer_below(press.query, press.message, reply, pressed_at)
            finally:
                if sent is None:
                    self._drawn.undo(place)

        return Effect(then=draw)

    async def _choose_for_group(self, press: Press) -> Effect:
        message, user, values = press.message, press.query.from_user, press.key.values
        if in_private(message) or len(values) != 2:
            return Effect(press.words("settings.outdated"))
        if refused := await self._panel.choose(message, user, *values):
            return Effect(press.words(refused))
        return Effect(then=lambda: self._panel.refresh(message, user))

    async def _asked(self, press: Press) -> Asked | None:
        return await self._state.asked(press.key.values[0]) if press.key.values else None

    def _is_theirs(self, press: Press, asked: Asked) -> bool:
        return asked.asker in (None, self._state.person(press.query.from_user.id))

    def _answer(self, press: Press, asked: Asked, position: int = 0) -> tuple[Answer, Reply]:
        length = press.group.excerpt_length
        return self._questions.answer(asked, position, in_private(press.message), length)

    def _meant(self, press: Press, asked: Asked, stamped: tuple[str, ...]) -> Finding | None:
        """The finding that a button's stamp names, however long excerpts were when it was shown."""
        for length in (press.group.excerpt_length, *LENGTHS.values()):
            answer = self._questions.answer(asked, 0, in_private(press.message), length)[0]
            for finding in answer.findings:
                if stamped == (stamp_of(finding),):
                    return finding
        return None

    def _ask_instead(self, press: Press, asked: Asked, instead: Asked) -> Effect:
        """Another question in an answer's place, for who asked it."""
        if not self._is_theirs(press, asked):
            return Effect(press.words("press.not_yours"))
        if self._questions.may_ask(press.query.from_user, press.message) != "go":
            return Effect(press.words("press.too_many"))
        self._state.change(instead)
        self._state.count("questions")
        answer, reply = self._answer(press, instead)
        if answer.outcome != "nothing":
            self._notices.keep(press.message)
        return self._show(press, reply)

    def _ask_one_of(self, press: Press, questions: Iterable[str]) -> Effect:
        """The one of these questions that the button names, answered in a message of its own."""
        meant = [question for question in questions if press.key.values == (stamp(question),)]
        if not meant:
            return Effect(press.words("press.outdated"))
        user, message = press.query.from_user, press.message
        if is_elsewhere(message, press.group):
            return Effect(press.words("settings.elsewhere"))
        if self._questions.may_ask(user, message) != "go":
            return Effect(press.words("press.too_many"))
        return Effect(then=lambda: self._questions.ask(message, user, meant[0]))

    def _pages(self, press: Press) -> Pages:
        return Pages(press.words, self._bot.username)

    def _show(self, press: Press, reply: Reply) -> Effect:
        return Effect(then=lambda: edit_in_place(press.message, reply))


def _is_of_another(key: Key, message: Message) -> bool:
    """Whether a forged press would put something else in the place of an answer."""
    answer = shown_in(message)
    return answer is not None and key.action in _IN_PLACE and key.values[:1] != (answer,)

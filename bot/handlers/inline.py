"""Inline queries: what is typed behind the bot's name in any chat, and what is chosen of it."""

import logging
from typing import Final

from telegram import Bot, InlineQuery, InlineQueryResultArticle, Update, User
from telegram.ext import ContextTypes

from bot.aside import aside
from bot.limits import Limiter
from bot.live import LiveKnowledge
from bot.readers import Readers
from bot.replies import MOST_FINDINGS, Results, Scroll, Shown, payload_for, payload_of, stamp
from bot.snapshots import Snapshot
from bot.state import Asked, State, Way, new_id
from knowledge import Answer, Article

from .membership import Membership
from .sending import answer_inline

log = logging.getLogger(__name__)

_SHORTEST_CACHE: Final = 10
_LONGEST_CACHE: Final = 300
# Opens the private chat, and asks nothing there.
_HELLO: Final = "inline"


class Inline:
    """Shows answers while somebody types."""

    def __init__(
        self,
        bot: Bot,
        live: LiveKnowledge,
        state: State,
        readers: Readers,
        membership: Membership,
        limiter: Limiter,
    ) -> None:
        self._bot = bot
        self._live = live
        self._state = state
        self._readers = readers
        self._membership = membership
        self._limiter = limiter

    async def on_query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what was typed so far; nothing typed is a wish to look around."""
        query = update.inline_query
        if query is None:
            return
        words = await self._readers.words(query.from_user, query.query)
        results = Results(words, self._bot.username)
        cache = 0
        if not await self._membership.serves_person(query.from_user.id):
            shown = results.nothing(words("press.not_here"), _HELLO)
        elif self._limiter.take(query.from_user.id) != "go":
            shown = results.nothing(words("inline.too_many"), _HELLO)
        else:
            try:
                shown = await self._look(query, results)
                cache = cache_seconds(self._live.age)
            except Exception:
                log.exception("An inline query couldn't be answered")
                shown = results.nothing(words("talk.trouble"), _HELLO)
        await answer_inline(query, shown, cache)

    async def on_choice(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Somebody has posted a result: only that is counted."""
        self._state.count("chosen")

    async def _look(self, query: InlineQuery, results: Results) -> Shown:
        question, scroll = query.query.strip(), Scroll.read(query.offset)
        if not self._live.current.knowledge.articles:
            return results.nothing(results.words("answer.empty"), _HELLO)
        if not question:
            return await self._offer(results, scroll)
        return self._answer(query.from_user, question, results, scroll)

    def _answer(self, user: User, question: str, results: Results, scroll: Scroll) -> Shown:
        snapshot = self._live.current
        knowledge = snapshot.knowledge
        asked = self._asked(user, question, results, "typed")
        answer = knowledge.ask(question, limit=scroll.needed)
        if answer.findings:
            comparison = knowledge.compare(question)
            if scroll.is_unsure(len(answer.findings) + (comparison is not None)):
                answer = knowledge.ask(question, limit=MOST_FINDINGS)
            return results.findings(answer, asked, scroll, snapshot, comparison)
        payload = payload_of(question) or self._kept(user, question, results)
        return results.nothing(results.words("inline.nothing"), payload)

    async def _offer(self, results: Results, scroll: Scroll) -> Shown:
        """Questions to try, then the articles, the newest first."""
        snapshot = self._live.current
        # The first time it reads all titles.
        newest = await aside(snapshot.knowledge.articles_named)
        examples = list(snapshot.examples.answered(results.words.language).values())

        def article(number: int) -> Article:
            return newest[number - len(examples)]

        def name_of(number: int) -> str:
            if number < len(examples):
                return stamp(examples[number].question)
            return article(number).id

        shown = []
        page, offset = scroll.page(len(examples) + len(newest), name_of)
        for number in page:
            if number < len(examples):
                shown.append(self._example(examples[number], results, snapshot))
            else:
                found = article(number)
                shown.append(results.article(found, snapshot.knowledge.opening(found)))
        return Shown(shown, offset)

    def _example(
        self, answer: Answer, results: Results, snapshot: Snapshot
    ) -> InlineQueryResultArticle:
        language = results.words.language
        asked = Asked(new_id(), answer.question, None, False, language, None, "pressed")
        return results.example(answer, asked, snapshot)

    def _kept(self, user: User, question: str, results: Results) -> str:
        """What stands for a question that is too long for a link."""
        asked = self._asked(user, question, results, "pressed")
        # Nobody has sent it yet, and most of what is typed never is.
        self._state.hold(asked)
        return payload_for(asked.id)

    def _asked(self, user: User, question: str, results: Results, way: Way) -> Asked:
        person, language = self._state.person(user.id), results.words.language
        return Asked(new_id(), question, None, False, language, person, way)


def cache_seconds(age: float) -> int:
    """How long Telegram may show the same again: what has served long, will serve on."""
    return round(min(max(age, _SHORTEST_CACHE), _LONGEST_CACHE))

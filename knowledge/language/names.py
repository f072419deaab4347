"""Finds the names of the lexicon in text, whatever they are called there."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from .folding import Folding

_GAPS = re.compile(r"[\s\-·]+")
_BETWEEN_GAPS = re.compile(r"[^\s\-·]+")
_NEVER = "(?!)"
_VERSION = re.compile(r"v?[a-z]?\d[\d.]*(?:pro|max|plus|turbo|mini|ultra|lite|[a-z])?")


class Names:
    """The lexicon, ready to be found in folded text.

    A name's term is its canonical form behind "=", so that no word is taken for it.
    """

    def __init__(self, lexicon: Iterable[tuple[str, Iterable[str], str]], folding: Folding) -> None:
        """`lexicon` gives each canonical name with its aliases and its kind."""
        self._terms: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._forms: dict[str, set[str]] = {}
        for name, aliases, kind in lexicon:
            self._kinds[f"={name}"] = kind
            for alias in (name, *aliases):
                form = folding.fold(alias).text.strip()
                if squeezed := _GAPS.sub("", form):
                    self._terms.setdefault(squeezed, f"={name}")
                    self._forms.setdefault(f"={name}", set()).add(form)
        self._lengths: dict[str, list[int]] = {}
        for form in self._terms:
            lengths = self._lengths.setdefault(form[0], [])
            if len(form) not in lengths:
                lengths.append(len(form))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)
        self._first = re.compile("|".join(map(re.escape, self._lengths)) or _NEVER)
        self._bases = {form: base for form in self._terms if (base := self._base(form))}

    def _base(self, form: str) -> str | None:
        """The term of the name that a form is a version of."""
        for end in range(len(form) - 1, 0, -1):
            base = self._terms.get(form[:end])
            if base and base != self._terms[form] and _VERSION.fullmatch(form, end):
                return base
        return None

    def base(self, term: str) -> str | None:
        """What the name with this term is a version of, if it is one."""
        bases = {
            self._bases[form]
            for form, own in self._terms.items()
            if own == term and form in self._bases
        }
        return min(bases).removeprefix("=") if bases else None

    def kind(self, term: str) -> str:
        """What kind of thing the name with this term is; "term" where it is no name's."""
        return self._kinds.get(term, "term")

    def all_forms(self) -> Iterator[tuple[str, str]]:
        """Every form of every name, folded and without gaps, behind the name's term."""
        for form, term in self._terms.items():
            yield term, form

    def is_name(self, folded: str) -> bool:
        """Whether a folded word is a form of a name, all of it."""
        return folded in self._terms

    def latin_words(self) -> set[str]:
        """The Latin words in the forms of all names, folded."""
        forms = " ".join(form for forms in self._forms.values() for form in forms)
        return set(re.findall(r"\b[a-z]+\b", forms, re.ASCII))

    def forms(self, term: str) -> frozenset[str]:
        """What the name with this term is called, folded; nothing where it is no name's term."""
        return frozenset(self._forms.get(term, ()))

    def find(
        self, text: str, word_ends: Callable[[str], set[int]]
    ) -> Iterator[tuple[str, int, int]]:
        """The names in folded `text`, the longest at each place, as term, start and end.

        A version is found also as what it is a version of, next. A name begins and ends where a
        word does: no 清河 in 看清河水, no "java" in "javascript". `word_ends` tells where the words
        of a text end, and is asked only if need be.
        """
        squeezed, offsets = squeeze(text)
        ends: set[int] | None = None
        done = 0
        for place in self._first.finditer(squeezed):
            position = place.start()
            if position < done:
                continue
            for length in self._lengths[place.group()]:
                end = position + length
                if end > len(squeezed) or squeezed[position:end] not in self._terms:
                    continue
                start, stop = offsets[position], offsets[end - 1] + 1
                ends = word_ends(text) | {0} if ends is None else ends
                if start in ends and stop in ends:
                    form = squeezed[position:end]
                    yield self._terms[form], start, stop
                    if base := self._bases.get(form):
                        yield base, start, stop
                    done = end
                    break


def squeeze(text: str) -> tuple[str, Sequence[int]]:
    """`text` without gaps, and where each of its characters stood."""
    pieces = list(_BETWEEN_GAPS.finditer(text))
    offsets = [at for piece in pieces for at in range(*piece.span())]
    return "".join(piece.group() for piece in pieces), offsets

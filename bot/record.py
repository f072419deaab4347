"""An Answer as the JSON object that scripts rely on."""

import json

from bot.why import merits, words_instead
from knowledge import Answer, Explanation, Finding


def as_json(answer: Answer, took_ms: float, why: Explanation | None = None) -> str:
    """`why` is left out where nobody asked for it."""
    record: dict[str, object] = {
        "question": answer.question,
        "outcome": answer.outcome,
        "corrected": answer.corrected,
        "carried": answer.carried,
        "suggestions": answer.suggestions,
        "nearest": answer.nearest,
        "answers": [_finding(finding) for finding in answer.findings],
        "took_ms": round(took_ms, 3),
    }
    if why is not None:
        record["why"] = _why(why)
    return json.dumps(record, ensure_ascii=False)


def _why(why: Explanation) -> dict[str, object]:
    return {
        "confidence": round(why.confidence, 3),
        "answered_from": why.answered_from,
        "related_from": why.related_from,
        "words": words_instead(why),
        "parts": [
            {
                "text": part.text,
                "share": round(part.weight, 3),
                "found": round(part.found, 3),
                "kind": part.kind or None,
                "needed": part.needed,
            }
            for part in why.parts
        ],
        "merits": {name: round(value, 3) for name, value in merits(why).items()},
        "others": [
            {"score": round(score, 3), "confidence": round(sure, 3)} for score, sure in why.others
        ],
    }


def _finding(finding: Finding) -> dict[str, object]:
    article, excerpt = finding.article, finding.excerpt
    return {
        "excerpt": excerpt.text,
        "highlights": excerpt.highlights,
        "before": excerpt.before,
        "after": excerpt.after,
        "article": {
            "id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "author": article.author,
            "date": article.date,
            "url": article.url,
            "path": article.path,
        },
        "start": excerpt.start,
        "end": excerpt.end,
        "score": finding.score,
    }

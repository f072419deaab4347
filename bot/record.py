"""An Answer as the JSON object that scripts rely on."""

import json

from knowledge import Answer, Finding


def as_json(answer: Answer, took_ms: float) -> str:
    record = {
        "question": answer.question,
        "outcome": answer.outcome,
        "corrected": answer.corrected,
        "carried": answer.carried,
        "suggestions": answer.suggestions,
        "nearest": answer.nearest,
        "answers": [_finding(finding) for finding in answer.findings],
        "took_ms": round(took_ms, 3),
    }
    return json.dumps(record, ensure_ascii=False)


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

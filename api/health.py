"""`/healthz` and `/readyz`: whether the process lives, and whether it answers questions."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from api.dependencies import ClientLanguage
from api.description import NOT_READY
from api.messages import READINESS
from api.problems import Refusal
from api.readiness import SelfTest

router = APIRouter(tags=["health"])


class ReadyResponse(BaseModel):
    """That questions are answered. `degraded` is answered too, but `problem` tells what somebody must look at."""

    status: Literal["ready", "degraded"]
    build: str
    code: str | None
    problem: str | None


@router.get("/healthz", response_class=PlainTextResponse)
async def healthz() -> PlainTextResponse:
    """Tell that the process is alive."""
    return PlainTextResponse("ok\n")


@router.get("/readyz", responses=NOT_READY)
async def readyz(request: Request, response: Response, language: ClientLanguage) -> ReadyResponse:
    """Tell that questions are answered, by asking one in each language."""
    self_test: SelfTest = request.app.state.self_test
    found = await self_test.outcome()
    if found.unanswered:
        failed = READINESS[" ".join(found.unanswered)][language]
        raise Refusal("not_ready", build=found.build, languages=failed)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    problem = READINESS["build_refused"][language].format(code=found.refused) if found.refused else None
    return ReadyResponse(
        status="degraded" if found.refused else "ready", build=found.build, code=found.refused, problem=problem
    )

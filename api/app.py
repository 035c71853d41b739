"""The web application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from api.downloads import downloads
from api.envelope import Envelope
from api.graphql import PATH, GraphQL
from api.logs import configure_logs, log_of_requests
from api.ocds import ocds
from api.pages import pages
from api.probes import probes
from api.replies import JSON, error_body
from api.service import Service
from api.streams import Streams
from tengetrail import __version__
from tengetrail.settings import Settings

STREAMED = ("/download/", "/ocds/")  # the addresses of answers that take as long as they are large
SCHEMA = files("schema") / "schema.graphql"


def create_app(settings: Settings | None = None) -> ASGIApp:
    """Make the application; without settings it takes those of the environment."""
    settings = settings or Settings()
    configure_logs(settings.log_level)
    return application(Service(settings))


def application(service: Service) -> ASGIApp:
    """All addresses; questions do not pass through FastAPI, which is there for everything else."""
    settings = service.settings
    seconds, log_request = settings.limits.request_seconds, log_of_requests(settings.log_level)
    questions = Envelope(GraphQL(service), seconds, log_request)
    others = pages_and_probes(service)
    others.add_middleware(
        Envelope, seconds=seconds, log_request=log_request, longer={STREAMED: settings.downloads.seconds}
    )

    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        is_question = scope["type"] == "http" and scope["path"] == PATH
        await (questions if is_question else others)(scope, receive, send)

    return front


def pages_and_probes(service: Service) -> FastAPI:
    """All addresses but that of questions."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with service.running():
            yield

    app = FastAPI(
        title="Tenge Trail",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,  # these pages would load scripts from elsewhere
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # asking for its providers costs 15 us a request
    )
    app.state.service = service
    app.state.streams = Streams(service)
    app.include_router(probes)
    app.include_router(downloads)
    app.include_router(ocds)
    app.include_router(pages)
    app.add_api_route("/schema.graphql", schema_text, response_class=PlainTextResponse, summary="The public schema")
    app.add_exception_handler(HTTPException, explain)
    return app


async def schema_text() -> str:
    """The types, fields and arguments with their descriptions."""
    return SCHEMA.read_text(encoding="utf-8")


async def explain(request: Request, error: Exception) -> Response:
    """Give what FastAPI refuses the form of all our errors."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    message = f"{request.method} {request.url.path}: {status.phrase}. The address / lists what is here."
    return Response(error_body(message, status.name), status, error.headers, JSON.decode())

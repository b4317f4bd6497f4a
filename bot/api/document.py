"""The document about the interface (OpenAPI 3.1), made from the table of addresses and their models."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from bot.api.answers import Problem
from bot.api.endpoints import ENDPOINTS, Endpoint

Json = dict[str, Any]

BASE = "/api/v1"
VERSION = "1"
SCHEMAS = "#/components/schemas/"
PROBLEMS = {
    "400": "The question is not understood.",
    "401": "No token, or one that is not known.",
    "500": "It could not be answered.",
    "503": "Too many questions are waiting; ask again after as many seconds as Retry-After says.",
}
TAG = {"description": "Names the answer as it is", "schema": {"type": "string"}}
KNOWN = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of the answer that the program has",
}
SAME = {"description": "The answer is still the one with this tag.", "headers": {"ETag": TAG}}
NOT_FOUND = "404"


def document() -> Json:
    """The whole document."""
    answers: set[type[BaseModel]] = {one.answer for one in ENDPOINTS} | {Problem}
    questions = {one.question for one in ENDPOINTS}
    schemas = _schemas(answers, "serialization") | _schemas(questions, "validation")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Device Desk",
            "version": VERSION,
            "description": "Devices, requests, returns and events, to read. Times are UTC (ISO 8601).",
        },
        "servers": [{"url": BASE}],
        "security": [{"token": []}],
        "paths": {one.path: {"get": _operation(one, schemas)} for one in ENDPOINTS},
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if name not in _names(questions)},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(models: Collection[type[BaseModel]], mode: JsonSchemaMode) -> Json:
    ordered = sorted(models, key=lambda model: model.__name__)
    _, found = models_json_schema([(model, mode) for model in ordered], ref_template=f"{SCHEMAS}{{model}}")
    schemas: Json = found["$defs"]
    return schemas


def _names(models: Collection[type[BaseModel]]) -> set[str]:
    return {model.__name__ for model in models}


def _operation(endpoint: Endpoint, schemas: Json) -> Json:
    problems = PROBLEMS | ({NOT_FOUND: endpoint.missing} if endpoint.missing else {})
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [*_from_path(endpoint.path), *_from_query(schemas[endpoint.question.__name__]), KNOWN],
        "responses": {
            "200": {**_response("The answer.", "application/json", endpoint.answer), "headers": {"ETag": TAG}},
            "304": SAME,
            **{code: _response(words, "application/problem+json", Problem) for code, words in problems.items()},
        },
    }


def _response(words: str, kind: str, model: type[BaseModel]) -> Json:
    return {"description": words, "content": {kind: {"schema": {"$ref": f"{SCHEMAS}{model.__name__}"}}}}


def _from_path(path: str) -> Iterator[Json]:
    for name in re.findall(r"\{(\w+)\}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _from_query(question: Json) -> Iterator[Json]:
    for name, schema in question.get("properties", {}).items():
        kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
        told = {key: value for key, value in kinds[0].items() if key not in {"title", "description"}}
        parameter = {"name": name, "in": "query", "required": False, "schema": told}
        if words := schema.get("description", kinds[0].get("description")):
            parameter["description"] = words
        yield parameter

"""The OpenAPI 3.1 description of /api and /export, made of the registries that answer them."""

from typing import Any

from msgspec.json import schema_components

from vendorgraph import __version__, answers
from vendorgraph.formats import FORMATS
from vendorgraph.web import exports
from vendorgraph.web.api import OPERATIONS
from vendorgraph.web.parameters import Parameter

_REFERENCE = "#/components/schemas/{name}"
_PROBLEM = {
    "type": "object",
    "description": "Why a request is refused, and what to do (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail", "advice"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "advice": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
    },
}


def describe() -> dict[str, Any]:
    """Return the description."""
    structures = [answers.structure(name) for name in OPERATIONS]
    references, components = schema_components(structures, ref_template=_REFERENCE)
    paths = {
        f"/api/{each.name}": _get(each.name, each.summary, each.parameters, {"application/json": {"schema": reference}})
        for each, reference in zip(OPERATIONS.values(), references, strict=True)
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "vendorgraph",
            "version": __version__,
            "description": "Who can reach what a lab gave to a vendor, by which paths, on whose word, as of which day.",
        },
        "servers": [{"url": "/"}],
        "paths": paths | {"/export/{format}": _export()},
        "components": {"schemas": {**components, "Problem": _PROBLEM}},
    }


def _get(name: str, summary: str, parameters: tuple[Parameter, ...], content: dict[str, Any]) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [_parameter(each) for each in parameters],
            "responses": {
                "200": {"description": "The answer.", "content": content},
                **{code: _refusal(why) for code, why in _REFUSALS.items()},
            },
        }
    }


#: Statuses of refusals; the last is for all others.
_REFUSALS = {
    "400": "A parameter is wrong.",
    "404": "No entity has this name, or no market is served.",
    "default": "The request is refused.",
}


def _refusal(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": _REFERENCE.format(name="Problem")}}}
    return {"description": description, "content": content}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.about,
        "schema": parameter.schema,
    }


def _export() -> dict[str, Any]:
    content: dict[str, Any] = {each.media_type: {} for each in FORMATS.values()}
    described = _get("export", "The market as a file in another format", exports.PARAMETERS, content)
    name = {"type": "string", "enum": list(FORMATS)}
    described["get"]["parameters"].insert(0, {"name": "format", "in": "path", "required": True, "schema": name})
    return described

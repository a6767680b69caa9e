"""JSON Schemas of what editors write, made from the models. It must not add a rule to them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kallelse.files import write_text
from kallelse.i18n import word
from kallelse.model import Meeting, Members
from kallelse.rules import RULES, Rule
from kallelse.theme import Theme

DRAFT = "http://json-schema.org/draft-07/schema#"
TITLES = {"agenda": "Ett möte", "members": "Organisationen", "theme": "Utseendet"}

# What a word stands for, where the packs have no word for it.
MEANINGS = {
    "none": "Formell punkt",
    "off": "Av",
    "info": "Upplysning",
    "warning": "Varning",
    "error": "Fel",
    "left": "Till vänster",
    "right": "Till höger",
    "center": "I mitten",
    "over": "Stämpla ändå",
    "corner": "I det hörn där minst står",
    "shrink": "Förminska sidan så att det blir plats",
    "top-left": "Överst till vänster",
    "top-center": "Överst i mitten",
    "top-right": "Överst till höger",
    "bottom-left": "Nederst till vänster",
    "bottom-center": "Nederst i mitten",
    "bottom-right": "Nederst till höger",
    "90": "Ett kvarts varv medurs",
    "180": "Ett halvt varv",
    "270": "Ett kvarts varv moturs",
}


class _Draft7(GenerateJsonSchema):
    """Say what may be written in a file: a key is there or left out, never empty."""

    def field_title_should_be_set(self, _schema: object, /) -> bool:
        """Leave out titles made up from the key: the editor's hover shows the key already."""
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave out null, which no file can say: an empty value is a mistake."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out defaults that only say that nothing was written."""
        made = super().default_schema(schema)
        if made.get("default") in (None, []):
            made.pop("default", None)
        return made

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """Leave out the class's name: the Swedish description is what the hover shows."""
        made = super().dataclass_schema(schema)
        made.pop("title", None)
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Choose by the key that only a group has, so that an editor names one mistake, not two."""
        choices = {tag: self.generate_inner(choice) for tag, choice in schema["choices"].items()}
        return {
            "if": {"type": "object", "required": ["heading"]},
            "then": choices["group"],
            "else": choices["item"],
        }


def schemas() -> dict[str, JsonSchemaValue]:
    """Return the schema of every kind of file, by name: agenda, members, theme."""
    made = {
        "agenda": _schema(Meeting),
        "members": _schema(Members),
        "theme": _partial(_schema(Theme)),
    }
    return {name: {"$schema": DRAFT, "title": TITLES[name], **made[name]} for name in made}


def texts() -> dict[str, str]:
    """Return the schemas as they stand in their files, by file name."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas().items()
    }


def _schema(kind: type) -> JsonSchemaValue:
    made = TypeAdapter(kind).json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Draft7
    )
    made["definitions"] = made.pop("$defs", {})
    for one in made["definitions"].values():
        if "enum" in one:  # its name and docstring speak to programmers
            one.pop("title", None)
            one.pop("description", None)
    return {key: _adapt(value) for key, value in made.items()}


def _adapt(node: Any) -> Any:
    """Turn what pydantic means into what an editor's YAML reader and draft-07 understand."""
    if isinstance(node, list):
        return [_adapt(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    made = {key: _adapt(value) for key, value in node.items()}
    if "$ref" in made and len(made) > 1:  # draft-07 ignores whatever stands beside a $ref
        made = {"allOf": [{"$ref": made.pop("$ref")}], **made}
    if "patternProperties" in made:
        made["additionalProperties"] = False
        if {"$ref": "#/definitions/RuleSetting"} in made["patternProperties"].values():
            made["properties"] = _rules(made.pop("patternProperties"))
    if made.get("items") == {"$ref": "#/definitions/StandingItem"}:
        made["items"] = {"anyOf": [_free_text(), made["items"]]}
    if "enum" in made:
        told = [MEANINGS.get(str(one), word(str(one))) for one in made["enum"]]
        made |= {"enumDescriptions": told} if any(told) else {}
    if _is_free_text(made):  # `place: 112` is text to us and a number to the editor
        made["type"] = ["string", "number"]
    if made.get("items") == _free_text():  # one text may stand without its list
        made = {"anyOf": [_free_text(), _list_of(made)], **_spoken(made)}
    return made


def _rules(any_rule: Mapping[str, Any]) -> JsonSchemaValue:
    """Offer the rules that can be set by their ids, each as a level alone or with its number."""
    setting = next(iter(any_rule.values()))
    either = {"anyOf": [{"$ref": "#/definitions/Level"}, setting]}
    return {rule.id: either for rule in sorted(RULES, key=_id) if rule.adjustable}


def _id(rule: Rule) -> str:
    return rule.id


def _free_text() -> JsonSchemaValue:
    return {"minLength": 1, "type": ["string", "number"]}


def _is_free_text(node: Mapping[str, Any]) -> bool:
    return node.get("type") == "string" and not node.keys() & {"enum", "format", "pattern"}


def _spoken(node: Mapping[str, Any]) -> JsonSchemaValue:
    return {key: node[key] for key in ("title", "description") if key in node}


def _list_of(node: Mapping[str, Any]) -> JsonSchemaValue:
    return {key: node[key] for key in node if key not in _spoken(node)}


def _partial(node: Any) -> Any:
    """Require nothing: a project's theme.yaml holds only what it changes."""
    if isinstance(node, list):
        return [_partial(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    return {
        key: _partial(value)
        for key, value in node.items()
        if not (key == "required" and isinstance(value, list))
    }


def main(folder: Path) -> None:
    """Write the schemas into a folder; `make schemas` does."""
    for name, text in texts().items():
        write_text(folder / name, text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

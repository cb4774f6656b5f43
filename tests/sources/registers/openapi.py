"""Examples out of the schemas of CEIDG's own OpenAPI file."""

import json

DAY = "2024-05-06"


class Schemas:
    """Makes examples and lists fields of schemas by their names."""

    def __init__(self, path):
        self._schemas = json.loads(path.read_text("utf-8"))["components"]["schemas"]
        self.names = tuple(self._schemas)

    def fields(self, name, before=""):
        """Give the path of every leaf."""
        for field, kind in self._schemas[name]["properties"].items():
            inner = self._inner(kind)
            path = f"{before}{field}"
            if inner and "properties" in self._schemas[inner]:
                yield from self.fields(inner, f"{path}.")
            else:
                yield path

    def example(self, name, word="zmyślone"):
        """Return an example with every property; each text says which path it stands at, so that it can be found again."""
        return self._example(name, word, "")

    def _example(self, name, word, before):
        schema = self._schemas[name]
        if "enum" in schema:
            return schema["enum"][0]
        return {field: self._value(kind, word, f"{before}{field}") for field, kind in schema["properties"].items()}

    def _value(self, kind, word, path):
        inner = self._inner(kind)
        if kind.get("type") == "array":
            return [self._example(inner, word, f"{path}.") if inner else f"{word} {path}"]
        if inner:
            return self._example(inner, word, f"{path}.")
        if kind["type"] == "integer":
            return 7
        if kind["type"] == "boolean":
            return True
        return DAY if kind.get("format", "").startswith("date") else f"{word} {path}"

    def _inner(self, kind):
        found = kind.get("items", kind)
        reference = found.get("$ref") or next((one["$ref"] for one in found.get("allOf", ())), None)
        return reference.rpartition("/")[2] if reference else None

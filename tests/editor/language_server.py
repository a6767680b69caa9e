"""The YAML language server that editors run, spoken to as an editor does. It must not judge."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

SERVER = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 15.0  # seconds: the first answer waits for node

Json = dict[str, Any]


def missing() -> str | None:
    """Return what is missing for the server to run, None if nothing is."""
    if shutil.which("node") is None:
        return "node is not installed"
    return None if SERVER.is_file() else "yaml-language-server is not installed: run `make editor`"


class Editor:
    """An editor with one project open; the server's answers are waited for, never slept for."""

    def __init__(self, project: Path) -> None:
        node = shutil.which("node") or "node"
        self._server = subprocess.Popen(
            [node, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=project
        )
        self._told: queue.Queue[Json] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._count = 0
        self._settings = json.loads((project / ".vscode" / "settings.json").read_text("utf-8"))
        root = {"uri": project.as_uri(), "name": "project"}
        can = {"textDocument": {"publishDiagnostics": {}}, "workspace": {"configuration": True}}
        about = {"processId": None, "rootUri": root["uri"], "workspaceFolders": [root]}
        self.ask("initialize", {**about, "capabilities": can})
        self._tell("initialized", {})

    def open(self, path: Path, text: str) -> list[Json]:
        """Show a text in the editor as that of a file, and return what is marked in it."""
        item = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": item})
        while True:
            told = self._next()
            about = told.get("params", {})
            if told.get("method") == "textDocument/publishDiagnostics":
                assert about["uri"] == item["uri"]
                return list(about["diagnostics"])

    def at(self, path: Path, text: str, marker: str) -> Json:
        """Return the place in a file where a marker stands in its text."""
        before = text[: text.index(marker)]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        where = {"line": line, "character": column}
        return {"textDocument": {"uri": path.as_uri()}, "position": where}

    def ask(self, method: str, params: Json) -> Any:
        """Send a request and return its result."""
        self._count += 1
        self._send({"id": self._count, "method": method, "params": params})
        while True:
            told = self._next()
            if told.get("id") == self._count and "method" not in told:
                assert "error" not in told, told["error"]
                return told["result"]

    def close(self) -> None:
        """End the server that was started."""
        self._server.kill()
        self._server.wait(PATIENCE)
        for pipe in (self._server.stdin, self._server.stdout):
            assert pipe is not None
            pipe.close()

    def _next(self) -> Json:
        told = self._told.get(timeout=PATIENCE)
        if told.get("method") == "workspace/configuration":
            asked = told["params"]["items"]
            self._send({"id": told["id"], "result": [self._section(one) for one in asked]})
        elif "method" in told and "id" in told:
            self._send({"id": told["id"], "result": None})
        return told

    def _section(self, asked: Json) -> Json | None:
        prefix = f"{asked['section']}."
        if asked["section"] != "yaml":
            return None
        found = {key.removeprefix(prefix): one for key, one in self._settings.items()}
        wanted = {key: found[key] for key in ("schemas",) if key in found}
        return {**wanted, "schemaStore": {"enable": False}, "validate": True, "hover": True,
                "completion": True}  # fmt: skip

    def _tell(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _listen(self) -> None:
        stream = self._server.stdout
        assert stream is not None
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            self._told.put(json.loads(stream.read(length)))

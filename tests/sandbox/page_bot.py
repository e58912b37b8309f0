"""A bot for the tests of the page: hears what the sandbox posts and answers through the Web API."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs

from slack_sdk import WebClient

from bot.sandbox import DEMO_WORLD

Json = dict[str, Any]
Answer = Callable[[WebClient, Json], Json | None]
NOW = "2026-11-22T02:10:00+00:00"
PATIENCE = 10.0  # seconds


class PageBot:
    """`when` says how to answer an action, a callback, a command's text, an event or a signal."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.answers: dict[str, Answer] = {}
        self.status = 200
        self.web = WebClient(token=DEMO_WORLD.bot_token)
        bot = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.reply({"now": NOW})

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"])).decode()
                self.reply(bot.hear(raw))

            def reply(self, answer: Json | None) -> None:
                body = json.dumps(answer).encode() if answer else b""
                self.send_response(bot.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_request(self, *_: object) -> None:
                """Tests are quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._thread = threading.Thread(target=self._server.serve_forever, name="page bot")
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def when(self, key: str, answer: Answer) -> None:
        self.answers[key] = answer

    def hear(self, raw: str) -> Json | None:
        told = _read(raw)
        self.heard.append(told)
        answer = self.answers.get(_key_of(told))
        return answer(self.web, told) if answer and self.status == 200 else None

    def hears(self, wanted: list[Any], of: Callable[[Json], Any]) -> None:
        """In the end this and no more; the page shows it first. What is None is beside the point."""
        end = time.monotonic() + PATIENCE
        while self._heard_of(of) != wanted and time.monotonic() < end:
            time.sleep(0.02)
        assert self._heard_of(of) == wanted

    def _heard_of(self, of: Callable[[Json], Any]) -> list[Any]:
        return [what for told in list(self.heard) if (what := of(told)) is not None]

    def posts(self, person: str, text: str, blocks: list[Json] | None = None) -> str:
        """Writes to the person's direct message and returns the message's ts."""
        ts: str = self.web.chat_postMessage(channel=person, text=text, blocks=blocks)["ts"]
        return ts

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _read(raw: str) -> Json:
    if raw.startswith("{"):
        told: Json = json.loads(raw)
        return told
    form = {name: values[0] for name, values in parse_qs(raw).items()}
    payload: Json = json.loads(form["payload"]) if "payload" in form else form
    return payload


def _key_of(told: Json) -> str:
    if "actions" in told:
        return str(told["actions"][0]["action_id"])
    if "event" in told:
        return " ".join(filter(None, (told["event"]["type"], told["event"].get("tab"))))
    if "view" in told:
        return str(told["view"]["callback_id"])
    if "command" in told:
        return f"{told['command']} {told.get('text', '')}".strip()
    return str(told.get("callback_id") or told.get("type") or "clock")


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def said(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def option(text: str) -> Json:
    return {"text": words(text), "value": text.lower().replace(" ", "-")}


def button(text: str, action_id: str, **further: Any) -> Json:
    return {"type": "button", "text": words(text), "action_id": action_id, **further}


def row(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def ask(block_id: str, label: str, element: Json, **further: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": words(label),
        "element": {"action_id": "it", **element},
        **further,
    }


def modal(title: str, *blocks: Json, **further: Any) -> Json:
    return {"type": "modal", "title": words(title), "blocks": list(blocks), **further}


def opens(view: Json) -> Answer:
    def answer(web: WebClient, told: Json) -> None:
        web.views_open(trigger_id=told["trigger_id"], view=view)

    return answer


def pushes(view: Json) -> Answer:
    def answer(web: WebClient, told: Json) -> None:
        web.views_push(trigger_id=told["trigger_id"], view=view)

    return answer


def publishes(*blocks: Json) -> Answer:
    def answer(web: WebClient, told: Json) -> None:
        who = told["event"]["user"] if "event" in told else told["user"]["id"]
        web.views_publish(user_id=who, view={"type": "home", "blocks": list(blocks)})

    return answer

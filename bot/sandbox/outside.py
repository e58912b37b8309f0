"""A synchronous client of the control API, on the standard library alone."""

import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

Json = dict[str, Any]
PATIENCE = 30.0
LONG_POLL = 5.0


class Outside:
    """What was kept, called and delivered, and the switches behind the scenes."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc

    def person(self, who: str) -> tuple[str, str]:
        """The id and the name of somebody, by either."""
        for person in self.ask("people")["people"]:
            if who in (person["id"], person["name"]):
                return person["id"], person["name"]
        raise AssertionError(f"Nobody here is called {who!r}.")

    def kept(self) -> list[Json]:
        found: list[Json] = self.ask("kept")
        return found

    def home_kept(self, who: str) -> list[Json]:
        found: list[Json] = self.ask("home_kept", {"as": who})
        return found

    def calls(self, method: str | None = None, after: int = 0) -> list[Json]:
        found = self.ask("calls", {"after": after})
        return [one for one in found if method in (None, one["method"])]

    def deliveries(self, after: int = 0) -> list[Json]:
        found: list[Json] = self.ask("deliveries", {"after": after})
        return found

    def redeliver(self, n: int, times: int = 1, *, stale: bool = False) -> list[Json]:
        answer = self.tell("redeliver", {"n": n, "times": times, "stale": stale})
        found: list[Json] = answer["deliveries"]
        return found

    def fault(self, method: str, fault: str, **further: Any) -> None:  # noqa: ANN401 - as the API
        self.tell("faults", {"method": method, "fault": fault, **further})

    def no_faults(self) -> None:
        self._request("DELETE", "/control/faults")

    def changes_person(self, who: str, **changes: Any) -> Json:  # noqa: ANN401 - as the API
        return self.tell("person", {"id": self.person(who)[0], "changes": changes})

    def sends_event(self, event: Json) -> Json:
        return self.tell("event", {"event": event})

    def sockets(self, do: str) -> Json:
        return self.tell("sockets", {"do": do})

    def waits_for_change(self, after: int, within: float) -> int:
        query = {"after": after, "timeout": max(0.01, min(within, LONG_POLL))}
        version: int = self.ask("changes", query)["version"]
        return version

    def ask(self, what: str, query: Json | None = None) -> Any:  # noqa: ANN401 - any JSON
        return self._request("GET", f"/control/{what}?{urlencode(query or {})}")

    def tell(self, what: str, wish: Json) -> Json:
        answer: Json = self._request("POST", f"/control/{what}", wish)
        if not answer.get("ok"):
            raise AssertionError(answer.get("error"))
        return answer

    def _request(self, verb: str, path: str, wish: Json | None = None) -> Any:  # noqa: ANN401 - any JSON
        connection = HTTPConnection(self._address, timeout=PATIENCE)
        body = None if wish is None else json.dumps(wish)
        try:
            connection.request(verb, path, body, {"Content-Type": "application/json"})
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

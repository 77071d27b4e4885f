"""A far end for texml-recordings conform platform: JSON a line in, JSON a line out.

    python3 far_end.py http://127.0.0.1:4010 me

This one is that of a sandbox, over its control API. Put your softphones in the place of `Sandbox`.
"""
import json
import sys
import urllib.parse
import urllib.request

NUMBERS = {
    "answers": "+12025550101",
    "waits": "+12025550104",
    "is-busy": "+12025550103",
    "never-answers": "+12025550104",
    "hangs-up": "+12025550115",
    "presses": "+12025550141",
}


class Sandbox:
    """What somebody does who is called. False: nobody is on that line."""

    def __init__(self, url, account):
        self.base = f"{url}/sandbox/accounts/{urllib.parse.quote(account)}"
        self.called = 0
        self.ask("PUT", "/clock", {"frozen": True})

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"authorization": "Bearer kit", "content-type": "application/json"}
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=20) as response:
            text = response.read()
        return json.loads(text) if text else None

    def line(self, number):
        there = self.ask("GET", "/machines")
        lines = [one for one in there["calls"] + there["legs"] if one["isLive"]]
        return next((one for one in reversed(lines) if one.get("to") == number), None)

    def number(self, manner):
        self.called += 1
        return f"sip:{NUMBERS[manner]}@python-{self.called}.test"

    def happens(self, number, kind):
        line = self.line(number)
        if line is not None:
            about = {"machine": line["machine"], "sid": line["sid"]}
            self.ask("POST", "/events", {**about, "event": {"type": kind}})
        return line is not None

    def press(self, number, keys):
        line = self.line(number)
        if line is not None:
            self.ask("POST", "/keys", {"sid": line["sid"], "digits": keys})
        return line is not None

    def now(self):
        return self.ask("GET", "/clock")["now"]

    def pass_(self, ms):
        self.ask("POST", "/clock/advance", {"ms": round(ms)})
        return True


def answer(far_end, asked):
    do = asked["do"]
    if do == "hello":
        return {"can": ["answer", "press", "hangUp"], "clock": True}
    if do == "number":
        return {"number": far_end.number(asked["manner"])}
    if do == "answer":
        return {"done": far_end.happens(asked["number"], "call.answered")}
    if do == "hangUp":
        return {"done": far_end.happens(asked["number"], "call.hungUp")}
    if do == "press":
        return {"done": far_end.press(asked["number"], asked["keys"])}
    if do == "now":
        return {"now": far_end.now()}
    if do == "pass":
        return {"done": far_end.pass_(asked["ms"])}
    return {"error": f"nothing is known of {do}"}


def main(url, account):
    far_end = Sandbox(url, account)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            came = answer(far_end, asked)
        except OSError as error:
            came = {"error": str(error)}
        print(json.dumps({"id": asked["id"], **came}), flush=True)


main(*sys.argv[1:])

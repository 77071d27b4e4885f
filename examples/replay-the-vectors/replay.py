"""Replays vectors of the model against an implementation in Python: here, of a transcription.

    python3 replay.py ../../diagrams/vectors/transcription.json
"""
import json
import sys

ENDS = {"transcription.completed": "completed", "transcription.failed": "failed"}
PUBLIC = {"requested": "in-progress", "completed": "completed", "failed": "failed"}
LIMIT_MS = 30 * 60 * 1000


def answer(sid, before, event):
    """One step: what is kept after it, and what is answered."""
    kind, at, state = event["type"], event["at"], before["state"]
    about = {"machine": "transcription", "sid": sid}

    def to(state, *effects, verdict="accepted", **kept):
        after = {**before, "state": state, **kept}
        said = {"verdict": verdict, "state": state, "effects": [{**about, **e} for e in effects]}
        return after, {**said, "publicStatus": PUBLIC.get(state), "signals": []}

    def timer(name, **more):
        return {"type": f"timer.{name}", "timer": "finish-deadline", **more}

    def end(state):
        return to(state, timer("cancel"), {"type": "announced", "status": state, "at": at})

    is_there = state in PUBLIC
    if kind == "transcription.requested" and state == "none":
        order = {"type": "media.transcribe", "recordingSid": event["recordingSid"]}
        order |= {"location": event["location"], "settings": event["settings"]}
        due = at + LIMIT_MS
        return to("requested", order, timer("set", dueAt=due), of=event["recordingSid"], due=due)
    if kind == "transcription.delete" and not is_there:
        after, said = to(state, verdict="refused")
        return after, {**said, "reason": "not-found"}
    if kind == "transcription.delete" or (
        kind == "recording.deleted" and is_there and event["recordingSid"] == before["of"]
    ):
        return to("deleted", *([timer("cancel")] if state == "requested" else []))
    if state == "requested" and kind in ENDS:
        return end(ENDS[kind])
    if state == "requested" and kind == "timer.fired" and event["timer"] == "finish-deadline":
        if at < before["due"]:
            return to(state, timer("set", dueAt=before["due"]))
        return to("failed", {"type": "announced", "status": "failed", "at": at})
    return to(state, verdict="ignored")


def differences(vector):
    before = {"state": "none"}
    for number, expected in enumerate(vector["steps"], 1):
        before, found = answer(vector["sid"], before, expected["event"])
        for field in sorted({*expected, *found} - {"event"}):
            if expected.get(field) != found.get(field):
                said = f"{field} is {found.get(field)}; expected {expected.get(field)}"
                yield f"{vector['id']}, step {number}: {said}"


with open(sys.argv[1], encoding="utf-8") as file:
    vectors = json.load(file)["vectors"]
wrong = [line for vector in vectors for line in differences(vector)]
print("\n".join([*wrong, f"{len(vectors)} vectors, {len(wrong)} differences"]))
sys.exit(1 if wrong else 0)

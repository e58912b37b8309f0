"""One case of the benchmark as a process of its own: its name, and its order as JSON."""

import importlib
import json
import sys

# Only what a case needs is loaded, since its memory is measured.
CASES = {
    "carry": "due_table",
    "stand_by": "due_table",
    "apscheduler": "rivals",
    "procrastinate_fill": "rivals",
    "procrastinate_work": "rivals",
    "bare": "front_doors",
    "house": "front_doors",
    "slack": "front_doors",
    "pair": "pairing.large",
    "optimum": "pairing.large",
}

if __name__ == "__main__":
    name = sys.argv[1]
    module = importlib.import_module(f"tests.bench.{CASES[name]}")
    found = getattr(module, name)(json.loads(sys.argv[2]))
    sys.stdout.write(json.dumps(found) + "\n")

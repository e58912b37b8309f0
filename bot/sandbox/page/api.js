// The page's only way out: the sandbox's control API on this machine.

/** Thrown when the sandbox does not answer at all, for instance because it was stopped. */
export class Unreachable extends Error {}

async function ask(path, body) {
  const request = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(`/control/${path}`, { cache: "no-store", ...request });
  } catch (cause) {
    throw new Unreachable("The sandbox is not answering", { cause });
  }
  const answer = await response.json().catch(() => null);
  if (answer === null) return { ok: false, error: `The sandbox answered ${response.status} without words` };
  return answer;
}

export const act = (as, what, facts = {}) => ask("act", { as, do: what, ...facts });
export const reload = (as) => ask("reload", { as });
export const seen = (as) => ask(`seen?as=${encodeURIComponent(as)}`);
export const kept = () => ask("kept");
export const people = () => ask("people");
export const strip = () => ask("strip");
export const endShift = (person) => ask("strip", { do: "end_shift", person });
export const moveClock = (step) => ask("strip", { do: "clock", ...step });
export const changes = (after) => ask(`changes?after=${after}&timeout=10`);

// Keeps the keyboard where the person left it while the page is drawn anew beneath it.

const trails = new Map();
let lastSeat = null;

export function followFocus() {
  const note = (event) => {
    lastSeat = event.target.closest?.("[data-seat]")?.dataset.seat ?? null;
  };
  document.addEventListener("focusin", note);
  document.addEventListener("pointerdown", note, true);
}

/** Draws, then puts focus into what opened, back to where it came from, or near what vanished. */
export function drawKeepingFocus(seats, drawing) {
  const held = holder();
  drawing();
  for (const seat of seats) {
    const dom = seatElement(seat.id);
    if (!dom) continue;
    const trail = trails.get(seat.id) ?? { layers: [], returns: [], popup: null };
    trails.set(seat.id, trail);
    const mine = held.seat === seat.id || (held.element === null && lastSeat === seat.id);
    followPopup(seat, dom, trail, mine);
    followLayers(seat, dom, trail, mine && held);
  }
  for (const seat of seats) pointAtWhatMatters(seat);
  if (held.element && !held.element.isConnected && nowhere()) settleNear(held);
}

function holder() {
  const element = nowhere() ? null : document.activeElement;
  return {
    element,
    seat: element?.closest("[data-seat]")?.dataset.seat ?? null,
    spot: element?.closest("[data-spot]")?.dataset.spot ?? null,
    view: element?.closest("[data-view]")?.dataset.view ?? null,
    key: element?.dataset.element ?? element?.dataset.opens ?? null,
  };
}

const nowhere = () => document.activeElement === null || document.activeElement === document.body;

function followPopup(seat, dom, trail, mine) {
  const before = trail.popup;
  trail.popup = seat.popup;
  if (before === seat.popup || !mine) return;
  if (seat.popup) {
    const popup = dom.querySelector("[data-popup]");
    (popup?.querySelector("[aria-checked=true]") ?? popup?.querySelector("button"))?.focus();
  } else first(dom, "data-opens", before)?.focus();
}

function followLayers(seat, dom, trail, held) {
  const before = trail.layers;
  const layers = (seat.seen?.modals ?? []).map((view) => view.id);
  if (seat.question) layers.push("question");
  trail.layers = layers;
  if (layers.at(-1) === before.at(-1)) return;
  while (trail.returns.length < layers.length) trail.returns.push(held || null);
  const from = layers.length < before.length ? trail.returns.splice(layers.length)[0] : null;
  if (!held) return;
  const dialog = dom.querySelector("[role=alertdialog]") ?? dom.querySelector("[role=dialog]");
  if (layers.length >= before.length) (dialog?.querySelector("[data-focus-first]") ?? dialog)?.focus();
  else if (from?.element?.isConnected) from.element.focus();
  else settleNear(from ?? held);
}

/** Puts the keyboard on the first input that needs another answer. */
function pointAtWhatMatters(seat) {
  if (!seat.pointAt) return;
  const found = seatElement(seat.id)?.querySelector(seat.pointAt);
  seat.pointAt = null;
  if (!found) return;
  (found.matches("fieldset") ? found.querySelector("input, summary") : found)?.focus();
  found.closest(".block")?.scrollIntoView({ block: "nearest" });
}

const seatElement = (id) => document.querySelector(`[data-seat="${CSS.escape(id)}"]`);
const first = (dom, name, value) => (value ? dom.querySelector(`[${name}="${CSS.escape(value)}"]`) : null);

function settleNear({ seat, spot, view, key }) {
  const dom = seat && seatElement(seat);
  if (!dom) return;
  const near = first(dom, "data-element", key)
    ?? first(dom, "data-opens", key)
    ?? first(dom, "data-view", view)
    ?? first(dom, "data-spot", spot)
    ?? dom.querySelector("[role=log]")
    ?? dom.querySelector("h2");
  near?.focus({ preventScroll: true });
}

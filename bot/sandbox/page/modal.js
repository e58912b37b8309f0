// Draws what lies over one pane only: the modal on top of the stack, and questions that ask for a yes.

import { blocks } from "./blocks.js";
import { h } from "./dom.js";
import { textObject, wordsOf } from "./mrkdwn.js";
import { Surface } from "./surface.js";

const REACHABLE = "a[href], button:not([tabindex='-1']), input, select, textarea, summary, [data-focus-first]";

/** The open modal; those below it in the stack only show their edge. */
export function modalLayer(seat) {
  const view = seat.modal;
  if (!view) return null;
  const below = seat.seen.modals.length - 1;
  return h("div", { class: "layer", key: "modal layer" },
    h("div", { class: `sheet depth-${below}`, key: view.id, inert: seat.question ? true : null }, dialog(seat, view, below)));
}

function dialog(seat, view, below) {
  const surface = new Surface(seat, view.id, { view: view.id }, { view });
  const title = `${view.id}-title`;
  const facts = {
    role: "dialog",
    "aria-labelledby": title,
    "aria-modal": "true",
    tabindex: "-1",
    "data-view": view.id,
    onkeydown: (event) => onKey(event, () => seat.close(view.id)),
  };
  const send = (event) => {
    event.preventDefault();
    seat.submit(surface);
  };
  return h("div", facts, h("form", { onsubmit: send, novalidate: true, autocomplete: "off" },
    h("header", { class: "modal-head" },
      h("h3", { id: title }, textObject(view.title)),
      below > 0 && h("span", { class: "quiet" }, `${below + 1} of ${below + 1}`)),
    h("div", { class: "modal-body", "data-scroll": view.id }, blocks(view.blocks, surface)),
    h("footer", { class: "modal-foot" },
      h("button", { key: "close", type: "button", class: "button", onclick: () => seat.close(view.id) }, wordsOf(view.close) || "Close"),
      view.submit && h("button", { key: "submit", type: "submit", class: "button primary" }, textObject(view.submit)))));
}

/** The question an element asks before it acts. */
export function questionLayer(seat) {
  const question = seat.question;
  if (!question) return null;
  const id = `${seat.id}-question`;
  const facts = {
    role: "alertdialog",
    "aria-labelledby": `${id}-title`,
    "aria-describedby": `${id}-text`,
    "aria-modal": "true",
    tabindex: "-1",
    class: "question",
    onkeydown: (event) => onKey(event, () => seat.answer(false)),
  };
  return h("div", { class: "layer top", key: "question layer" }, h("div", facts,
    h("h3", { id: `${id}-title` }, question.title),
    h("div", { class: "prose", id: `${id}-text` }, textObject(question.text, seat.reader)),
    h("div", { class: "modal-foot" },
      h("button", { type: "button", class: "button", onclick: () => seat.answer(false) }, question.no),
      h("button", { type: "button", class: `button ${question.style}`, onclick: () => seat.answer(true) }, question.yes))));
}

/** Escape leaves; Tab goes round inside, so that the keyboard never falls behind the sheet. */
function onKey(event, leave) {
  if (event.key === "Escape") {
    event.preventDefault();
    leave();
    return;
  }
  if (event.key !== "Tab") return;
  const stops = [...event.currentTarget.querySelectorAll(REACHABLE)].filter((one) => one.checkVisibility() && !one.disabled);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const atEdge = document.activeElement === edge || (event.shiftKey && document.activeElement === event.currentTarget);
  if (!atEdge && stops.length > 0) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

// Puts the page together: seats people, draws what they see, and follows every change.

import * as api from "./api.js";
import { draw, h } from "./dom.js";
import { drawKeepingFocus, followFocus } from "./focus.js";
import { drawKept, Kept } from "./kept.js";
import { pane } from "./pane.js";
import { layOut, rememberScrolls } from "./places.js";
import { Seat } from "./seat.js";
import { drawStrip, Strip } from "./strip.js";
import { Town } from "./town.js";

const PATIENCE = 2000;
const narrow = matchMedia("(max-width: 700px)");
const town = new Town();
const strip = new Strip(town, redraw);
const kept = new Kept(town, redraw);
let seats = [];
let inFront = 0;
let waitingToDraw = false;

function redraw() {
  if (waitingToDraw) return;
  waitingToDraw = true;
  queueMicrotask(() => {
    waitingToDraw = false;
    const scrolls = rememberScrolls();
    drawKeepingFocus(seats, () => draw(document.body, page()));
    layOut(scrolls);
  });
}

function page() {
  return [
    h("div", { class: "screen", key: "screen" },
      drawStrip(strip, seats, narrow.matches ? seats.slice(inFront, inFront + 1) : seats),
      narrow.matches && seats.length > 1 && tabs(),
      h("main", { class: "seats", key: "seats", "aria-label": "Seats" },
        seats.map((seat, place) => pane(seat, { hidden: narrow.matches && place !== inFront, sit: (id) => sit(place, id) })))),
    drawKept(kept, placeName),
    h("footer", { class: "foot", key: "foot" }, "Keyboard: Tab and Enter everywhere, Escape closes what lies on top, F6 goes to the next person."),
  ];
}

function tabs() {
  return h("div", { class: "tabs", key: "tabs", role: "tablist", "aria-label": "Seats" }, seats.map((seat, place) =>
    h("button", {
      key: seat.id,
      type: "button",
      role: "tab",
      "aria-controls": `seat-${seat.id}`,
      "aria-selected": String(place === inFront),
      tabindex: place === inFront ? "0" : "-1",
      onclick: () => bringForward(place),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        bringForward((place + step + seats.length) % seats.length);
        event.currentTarget.parentElement.children[inFront].focus();
      },
    }, seat.name, seat.notice && place !== inFront && h("span", { class: "dot" }, h("span", { class: "hidden" }, ", something new")))));
}

function bringForward(place) {
  inFront = place;
  redraw();
}

/** Whoever already sits elsewhere changes places. */
function sit(place, personId) {
  const elsewhere = seats.findIndex((seat) => seat.id === personId);
  if (elsewhere >= 0) [seats[place], seats[elsewhere]] = [seats[elsewhere], seats[place]];
  else seats[place] = new Seat(personId, town, redraw);
  seats = [...seats];
  seats[place].look();
  redraw();
}

function placeName(channel) {
  const owner = town.people.find((one) => one.app_dm === channel);
  if (owner) return `the direct message with ${owner.name}`;
  const talk = seats.flatMap((seat) => seat.conversations).find((one) => one.channel === channel);
  return talk ? `#${talk.name}` : channel;
}

async function lookAround() {
  const answered = await town.look();
  if (answered && seats.length === 0) seats = town.firstSeated().map((id) => new Seat(id, town, redraw));
  await Promise.all([...seats.map((seat) => seat.look()), kept.look()]);
  redraw();
  return answered;
}

/** Waits for news; when the sandbox goes away, says so and keeps trying. */
async function follow() {
  let version = 0;
  for (;;) {
    try {
      const news = await api.changes(version);
      if (news.version === undefined) throw new api.Unreachable(news.error);
      if (news.version !== version || town.trouble) await lookAround();
      else await town.look();
      version = news.version;
      redraw();
    } catch (cause) {
      if (!(cause instanceof api.Unreachable)) throw cause;
      await lookAround();
      await new Promise((resume) => setTimeout(resume, PATIENCE));
    }
  }
}

document.addEventListener("pointerdown", (event) => {
  const anchor = event.target.closest("[data-anchor]");
  for (const seat of seats) {
    const opener = anchor?.querySelector("[data-opens]")?.dataset.opens;
    if (seat.popup && seat.popup !== opener) seat.showPopup(null);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "F6" || seats.length === 0) return;
  event.preventDefault();
  const at = seats.findIndex((seat) => document.activeElement?.closest("[data-seat]")?.dataset.seat === seat.id);
  const next = (at + 1) % seats.length;
  if (narrow.matches) bringForward(next);
  queueMicrotask(() => enter(seats[next]));
});

function enter(seat) {
  const dom = document.querySelector(`[data-seat="${CSS.escape(seat.id)}"]`);
  (dom.querySelector("[role=alertdialog]") ?? dom.querySelector("[role=dialog]") ?? dom.querySelector("h2")).focus();
}

narrow.addEventListener("change", redraw);
followFocus();
redraw();
await lookAround();
await follow();

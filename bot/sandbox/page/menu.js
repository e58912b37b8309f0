// Menus that open under a button: overflow, selects that act at once, the emoji picker, shortcuts.

import { h } from "./dom.js";

/**
 * A button with its menu. `items` are { key, label, name, pick, checked?, group? }: label is what is shown, name is what is
 * spoken when the label is a drawing, and a group is named above its first item. `button` holds further facts of the button; `face` is what stands on it.
 */
export function menu(seat, { key, face, button, items, grid = false }) {
  const open = seat.popup === key;
  const opener = h("button", {
    ...button,
    type: "button",
    "data-opens": key,
    "aria-haspopup": "menu",
    "aria-expanded": String(open),
    onclick: () => seat.showPopup(open ? null : key),
  }, face);
  const list = h("div", {
    key: "menu",
    class: grid ? "popup grid" : "popup",
    role: "menu",
    "aria-label": button["aria-label"] ?? null,
    "data-popup": key,
    onkeydown: (event) => moveInMenu(event, seat),
  }, items.flatMap((item, place) => [heading(item, items[place - 1]), entry(seat, item)]));
  return h("span", { class: "anchor", key, "data-anchor": true }, opener, open && list);
}

function heading(item, before) {
  return item.group && item.group !== before?.group
    && h("div", { key: `group ${item.group}`, class: "group", role: "presentation" }, item.group);
}

function entry(seat, item) {
  const facts = {
    key: item.key,
    type: "button",
    class: "entry",
    role: item.checked === undefined ? "menuitem" : "menuitemradio",
    "aria-checked": item.checked === undefined ? null : String(item.checked),
    "aria-label": item.name ?? null,
    tabindex: "-1",
    onclick: () => {
      seat.showPopup(null);
      item.pick();
    },
  };
  return h("button", facts, item.label);
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function moveInMenu(event, seat) {
  const entries = [...event.currentTarget.querySelectorAll("button")];
  const place = entries.indexOf(document.activeElement);
  if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    seat.showPopup(null);
    return;
  }
  const target = entryFor(event.key, entries, place);
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function entryFor(key, entries, place) {
  if (key in STEPS) return entries.at((place + STEPS[key]) % entries.length);
  if (key === "Home") return entries[0];
  if (key === "End") return entries.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const turned = [...entries.slice(place + 1), ...entries.slice(0, place + 1)];
  const spoken = (entry) => (entry.getAttribute("aria-label") ?? entry.textContent).trim().toLowerCase();
  return turned.find((entry) => spoken(entry).startsWith(key.toLowerCase()));
}

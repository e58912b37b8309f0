// Draws one seat: who sits there, what their phone shows, and the place they have open.

import { blocks } from "./blocks.js";
import { clockTime, placeOf } from "./dates.js";
import { h } from "./dom.js";
import { menu } from "./menu.js";
import { conversation } from "./messages.js";
import { modalLayer, questionLayer } from "./modal.js";
import { mrkdwn } from "./mrkdwn.js";
import { Surface } from "./surface.js";

/** `sit` puts somebody else on this seat. */
export function pane(seat, { hidden, sit }) {
  const covered = Boolean(seat.modal ?? seat.question);
  const facts = {
    key: seat.id,
    id: `seat-${seat.id}`,
    class: "seat",
    "data-seat": seat.id,
    "aria-labelledby": `${seat.id}-name`,
    "aria-busy": seat.waiting.size > 0 ? "true" : null,
    hidden,
  };
  return h("section", facts,
    h("div", { class: "stage", key: "stage" },
      h("div", { class: "under", key: "under", inert: covered ? true : null },
        head(seat, sit),
        places(seat),
        h("div", { class: "opened", key: "opened" }, opened(seat))),
      modalLayer(seat),
      questionLayer(seat)),
    h("div", { class: "slot", key: "phone", role: "status" }, phone(seat)),
    h("div", { class: "slot", key: "notes", role: "status" }, notes(seat)));
}

function head(seat, sit) {
  const person = seat.person;
  const about = [person.role_note, `${clockTime(seat.reader, seat.reader.now)} in ${placeOf(person.tz)}`].filter(Boolean).join(" · ");
  return h("header", { class: "seat-head", key: "head" },
    h("span", { class: "avatar", "aria-hidden": "true" }, person.name.charAt(0)),
    h("h2", { id: `${seat.id}-name`, tabindex: "-1" }, person.name),
    h("p", { class: "quiet" }, about),
    h("label", { class: "hidden", for: `${seat.id}-sits` }, "Who sits here"),
    h("select", { id: `${seat.id}-sits`, class: "field sits", value: seat.id, onchange: (event) => sit(event.target.value) },
      seat.reader.people.map((one) => h("option", { key: one.id, value: one.id }, one.name))));
}

function places(seat) {
  const entry = (key, label, current, unread, go) =>
    h("button", { key, type: "button", class: "place", "aria-current": current ? "page" : null, onclick: go },
      label, unread > 0 && h("span", { class: "dot" }, h("span", { class: "hidden" }, `, ${unread} new`)));
  const talks = seat.conversations.map((talk) =>
    entry(talk.channel, nameOf(talk), talk === seat.open, seat.unread(talk), () => seat.openConversation(talk)));
  return h("nav", { class: "places", key: "places", "aria-label": `${seat.name}: where to look` },
    entry("home", "Home", seat.place === "home", 0, () => seat.openHome()),
    talks,
    seat.town.shortcuts.length > 0 && menu(seat, {
      key: "shortcuts",
      face: ["Shortcuts", h("span", { class: "caret", "aria-hidden": "true" }, "▾")],
      button: { class: "place" },
      items: seat.town.shortcuts.map((one) => ({ key: one.id, label: one.name, pick: () => seat.act("shortcut", { callback_id: one.id }) })),
    }));
}

function nameOf(talk) {
  if (talk.is_app_dm) return "Messages";
  return talk.kind === "channel" ? `# ${talk.name}` : talk.name;
}

function opened(seat) {
  if (!seat.seen) return h("p", { class: "empty" }, seat.trouble ?? "Sitting down …");
  if (seat.place === "home") return home(seat);
  return seat.open ? conversation(seat, seat.open) : h("p", { class: "empty" }, "No conversation yet.");
}

function home(seat) {
  const view = seat.seen.home;
  if (!view) return h("p", { class: "empty", key: "no home" }, `${seat.town.appName} has put nothing on Home yet.`);
  const surface = new Surface(seat, view.id, { home: true }, { view });
  return h("div", { class: "home", key: "home", "data-scroll": "home", "data-spot": "home", tabindex: "0", role: "group", "aria-label": "Home" },
    blocks(view.blocks, surface));
}

/** What a locked phone shows: the message's `text`, nothing of its blocks. */
function phone(seat) {
  const notice = seat.notice;
  if (!notice) return null;
  const talk = seat.conversations.find((one) => one.channel === notice.channel);
  const open = () => (talk ? seat.openConversation(talk) : seat.goTo(notice.channel));
  return h("div", { class: "phone", key: notice.ts },
    h("div", { class: "phone-top" },
      h("p", null, `${seat.name}'s locked phone`),
      h("button", { type: "button", class: "plain", onclick: open }, "Open"),
      h("button", { type: "button", class: "plain", onclick: () => seat.putPhoneAway() }, "Put away")),
    h("p", { class: "phone-text" },
      h("strong", null, talk?.is_app_dm ? seat.town.appName : `#${talk?.name ?? "channel"}`), " ",
      mrkdwn(notice.mobile ?? notice.text ?? "", seat.reader)));
}

function notes(seat) {
  const words = [...(seat.seen && seat.trouble ? [seat.trouble] : []), ...seat.failures.slice(-2), ...seat.notes];
  if (words.length === 0) return null;
  return h("div", { class: "notes" },
    words.map((one, place) => h("p", { key: place }, one)),
    h("button", { type: "button", class: "plain", onclick: () => seat.dismiss() }, "Dismiss"));
}

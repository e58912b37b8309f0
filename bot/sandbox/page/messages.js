// Draws a conversation: its messages with blocks and reactions, and the line to write in.

import { blocks } from "./blocks.js";
import { clockTime, dayAndTime, fromTs } from "./dates.js";
import { h } from "./dom.js";
import { emoji, spoken, TO_REACT_WITH } from "./emoji.js";
import { menu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { Surface } from "./surface.js";

export function conversation(seat, talk) {
  const name = talk.is_app_dm ? seat.town.appName : `#${talk.name}`;
  const log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": `Messages, ${name}`, tabindex: "0", key: talk.channel, "data-scroll": talk.channel, "data-sticks": true },
    talk.messages.length === 0 && h("p", { class: "empty", key: "empty" }, "Nothing here yet."),
    talk.messages.map((one) => message(seat, talk, one)));
  return [log, composer(seat, talk, name)];
}

function message(seat, talk, one) {
  const key = one.ephemeral ? `whisper ${one.id}` : one.ts;
  const where = one.ephemeral ? { ephemeral: one.id } : { message: { channel: talk.channel, ts: one.ts } };
  const surface = new Surface(seat, one.ephemeral ? one.id : `${talk.channel}:${one.ts}`, where, { values: one.values });
  const author = seat.town.nameOf(one.user) ?? seat.town.appName;
  const at = seat.town.lived(fromTs(one.ts));
  return h("article", { class: one.ephemeral ? "message whisper" : "message", key, tabindex: "-1", "data-spot": key, "aria-label": `${author}, ${clockTime(seat.reader, at)}` },
    one.ephemeral && h("p", { class: "only-you" }, "Only visible to you",
      h("button", { type: "button", class: "plain", title: "Slack forgets such messages when it is reloaded", onclick: () => seat.reload() }, "Reload Slack")),
    h("header", null,
      h("span", { class: "author" }, author),
      h("time", { datetime: at.toISOString(), title: dayAndTime(seat.reader, at) }, clockTime(seat.reader, at)),
      one.edited && h("span", { class: "quiet" }, "(edited)")),
    one.blocks?.length ? blocks(one.blocks, surface) : h("div", { class: "prose" }, mrkdwn(one.text ?? "", seat.reader)),
    !one.ephemeral && reactions(seat, talk, one));
}

function reactions(seat, talk, one) {
  const toggle = (name) => seat.toggleReaction(one, talk.channel, name);
  const chips = (one.reactions ?? []).map(({ name, users }) => {
    const mine = users.includes(seat.id);
    const who = users.map((id) => seat.town.nameOf(id) ?? id).join(", ");
    return h("button", { key: name, type: "button", class: "chip", "aria-pressed": String(mine), "aria-label": `${spoken(name)}, ${who}`, onclick: () => toggle(name) },
      emoji(name), h("span", { class: "count" }, users.length));
  });
  const picker = menu(seat, {
    key: `react ${talk.channel}:${one.ts}`,
    face: h("span", { "aria-hidden": "true" }, "☺+"),
    button: { class: "chip add", "aria-label": "Add reaction" },
    grid: true,
    items: TO_REACT_WITH.map((name) => ({ key: name, label: emoji(name), name: spoken(name), pick: () => toggle(name) })),
  });
  return h("div", { class: "reactions" }, chips, picker);
}

function composer(seat, talk, name) {
  const id = `${seat.id}-writes`;
  const commandsOnly = !talk.writable;
  const hint = commandsOnly && "Slash commands only: this app reads no messages.";
  const label = commandsOnly ? "Slash command" : `Message to ${name}`;
  const send = (event) => {
    event.preventDefault();
    const words = (seat.written.get(talk.channel) ?? "").trim();
    if (!words) return;
    if (commandsOnly && !words.startsWith("/")) {
      seat.note(`Not sent: people cannot write to ${name}, so nobody types into a void. Begin with a slash, such as ${seat.town.commands[0]}.`);
      return;
    }
    seat.written.set(talk.channel, "");
    seat.changed();
    seat.send(talk, words);
  };
  return h("form", { class: "composer", key: `write ${talk.channel}`, onsubmit: send, autocomplete: "off" },
    h("label", { class: "hidden", for: id }, label),
    h("input", {
      id,
      class: "field",
      type: "text",
      placeholder: commandsOnly ? seat.town.commands[0] : `${label}, or /command`,
      "aria-describedby": hint ? `${id}-hint` : null,
      value: seat.written.get(talk.channel) ?? "",
      oninput: (event) => {
        seat.written.set(talk.channel, event.target.value);
        seat.changed();
      },
    }),
    h("button", { type: "submit", class: "button" }, "Send"),
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint));
}

// Draws what Slack would have kept: every message with its edits, deletions and reactions, in time order.

import * as api from "./api.js";
import { dayAndTime, fromTs } from "./dates.js";
import { h } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";

const DEEDS = {
  posted: "posted",
  edited: "edited the message to",
  deleted: "deleted the message",
  reaction_added: "reacted with",
  reaction_removed: "took back",
  ephemeral_posted: "showed, until a reload, to one person only",
};

const HERE = { locale: navigator.language, tz: Intl.DateTimeFormat().resolvedOptions().timeZone };

export class Kept {
  constructor(town, changed) {
    this.town = town;
    this.changed = changed;
    this.open = false;
    this.entries = [];
    this.trouble = null;
  }

  async look() {
    if (!this.open) return;
    try {
      const answer = await api.kept();
      this.entries = Array.isArray(answer) ? answer : (answer.kept ?? []);
      this.trouble = null;
    } catch (cause) {
      if (!(cause instanceof api.Unreachable)) throw cause;
      this.trouble = cause.message;
    }
    this.changed();
  }
}

export function drawKept(kept, placeName) {
  const onToggle = (event) => {
    kept.open = event.target.open;
    kept.look();
  };
  return h("details", { class: "kept", key: "kept", ontoggle: onToggle },
    h("summary", null, h("h2", null, "What Slack would have kept")),
    h("p", { class: "quiet" }, "All messages with all their edits, deletions and emoji. Modals, Home and button presses are not messages, so Slack keeps none of them here and they are not in this list."),
    kept.trouble && h("p", { class: "quiet" }, `${kept.trouble}.`),
    kept.entries.length === 0
      ? h("p", { class: "empty" }, "Nothing so far.")
      : h("ol", { class: "entries" }, kept.entries.map((one, place) => entry(one, place, kept.town, placeName))));
}

function entry(one, place, town, placeName) {
  const at = town.lived(fromTs(one.at));
  const reacted = one.what.startsWith("reaction");
  const shown = one.what === "deleted" || reacted ? null : wordsIn(one.blocks ?? []);
  return h("li", { key: `${one.at} ${place}`, class: one.what },
    h("p", { class: "deed" },
      h("time", { datetime: at.toISOString() }, dayAndTime(HERE, at)), " ",
      h("strong", null, town.nameOf(one.by) ?? town.appName), ` ${DEEDS[one.what] ?? one.what} `,
      reacted && emoji(one.name), h("span", { class: "quiet" }, ` in ${placeName(one.channel)}`)),
    !reacted && one.what !== "deleted" && h("p", { class: "kept-text" }, withEmoji(one.text ?? "")),
    shown?.length > 0 && h("ul", { class: "kept-words" }, shown.map((words, line) => h("li", { key: line }, withEmoji(words)))),
    one.what !== "deleted" && !reacted && stored(one));
}

function stored(one) {
  const whole = { text: one.text, blocks: one.blocks, metadata: one.metadata ?? null };
  return h("details", null, h("summary", { class: "quiet" }, "as stored"), h("pre", null, JSON.stringify(whole, null, 2)));
}

/** The readable lines of blocks; what can be pressed stands in brackets. */
function wordsIn(blocks) {
  return blocks.map((block) => piecesIn(block).join(" ")).filter(Boolean);
}

function piecesIn(node) {
  if (Array.isArray(node)) return node.flatMap(piecesIn);
  if (node === null || typeof node !== "object") return [];
  if (node.type === "button") return [`[${node.text.text}]`];
  if (node.type === "overflow") return [`[⋯ ${node.options.map((option) => option.text.text).join(", ")}]`];
  if (node.type === "image") return [`(picture: ${node.alt_text})`];
  if (typeof node.text === "string") return [node.text];
  return ["text", "fields", "elements", "label", "element", "accessory", "options", "placeholder"].flatMap((name) => piecesIn(node[name]));
}

// Reads Slack's mrkdwn and plain text into elements; every word ends up as text, never as HTML.

import { fillTokens } from "./dates.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";

const SPAN = new RegExp(
  [
    "```(?<fence>[\\s\\S]+?)```",
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    "(?<![\\p{L}\\p{N}*])\\*(?<bold>(?=\\S)[^*\\n]*[^*\\s])\\*(?![\\p{L}\\p{N}*])",
    "(?<![\\p{L}\\p{N}_:])_(?<italic>(?=\\S)[^_\\n]*[^_\\s])_(?![\\p{L}\\p{N}_:])",
    "(?<![\\p{L}\\p{N}~])~(?<strike>(?=\\S)[^~\\n]*[^~\\s])~(?![\\p{L}\\p{N}~])",
    "(?<bare>https?://[^\\s<>]*[^\\s<>.,;:!?)'\"])",
  ].join("|"),
  "gu",
);
const QUOTED = /^(?:>|&gt;) ?/;
const SAFE_LINK = /^(?:https?:|mailto:|tel:)/i;

/** A text object of Block Kit, of either kind. */
export function textObject(object, reader) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text, reader) : withEmoji(object.text);
}

/** Words only, for labels that cannot hold elements. */
export const wordsOf = (object) => object?.text ?? "";

export function mrkdwn(text, reader) {
  const parts = [];
  for (const piece of text.split(/(```[\s\S]+?```)/)) {
    parts.push(piece.startsWith("```") ? spans(piece, reader) : lines(piece, reader));
  }
  return parts;
}

function lines(text, reader) {
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTED.test(line);
    const words = line.replace(QUOTED, "");
    const last = groups.at(-1);
    if (last?.quoted === quoted) last.lines.push(words);
    else groups.push({ quoted, lines: [words] });
  }
  return groups.map(({ quoted, lines: said }) => {
    const content = spans(said.join("\n"), reader);
    return quoted ? h("blockquote", null, content) : content;
  });
}

function spans(text, reader) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(SPAN)) {
    parts.push(words(text.slice(from, found.index)), span(found.groups, reader));
    from = found.index + found[0].length;
  }
  return [...parts, words(text.slice(from))];
}

function span({ fence, code, angle, bold, italic, strike, bare }, reader) {
  if (fence !== undefined) return h("pre", null, unescape(fence.replace(/^\n|\n$/g, "")));
  if (code !== undefined) return h("code", null, unescape(code));
  if (angle !== undefined) return angled(angle, reader);
  if (bold !== undefined) return h("strong", null, spans(bold, reader));
  if (italic !== undefined) return h("em", null, spans(italic, reader));
  if (strike !== undefined) return h("s", null, spans(strike, reader));
  return link(unescape(bare), bare);
}

function angled(inside, reader) {
  const [target, ...rest] = inside.split("|");
  const label = rest.join("|");
  if (target.startsWith("@")) return mention(`@${reader.nameOf(target.slice(1)) ?? (label || target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${label || (reader.channelOf(target.slice(1)) ?? target.slice(1))}`);
  if (target.startsWith("!date^")) return date(target, label, reader);
  if (target.startsWith("!subteam^")) return mention(label || "@group");
  if (target.startsWith("!")) return mention(`@${target.slice(1).split("^")[0]}`);
  if (!SAFE_LINK.test(unescape(target))) return words(label || `<${inside}>`);
  return link(unescape(target), label || target);
}

function date(target, fallback, reader) {
  const [, seconds, pattern, address] = target.split("^");
  const instant = new Date(Number(seconds) * 1000);
  if (Number.isNaN(instant.getTime()) || !pattern) return fallback;
  const said = fillTokens(pattern, instant, reader, reader.now);
  const time = h("time", { datetime: instant.toISOString(), title: fallback }, said);
  return address ? link(address, time) : time;
}

export const mention = (name) => h("span", { class: "mention" }, name);

/** A link opens apart from the page, and only for addresses that a person can follow. */
export function link(address, label) {
  const shown = typeof label === "string" ? words(label) : label;
  if (!SAFE_LINK.test(address)) return shown;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, shown);
}

const words = (text) => withEmoji(unescape(text));
const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

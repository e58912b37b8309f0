// Reads the markdown block: headings, lists, quotes, code, rules and the usual spans.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

const SPAN = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "\\*\\*(?<bold>(?=\\S).+?)\\*\\*",
    "~~(?<strike>(?=\\S).+?)~~",
    "(?<![\\p{L}\\p{N}*])\\*(?<star>(?=\\S)[^*\\n]+)\\*",
    "(?<![\\p{L}\\p{N}_])_(?<under>(?=\\S)[^_\\n]+)_(?![\\p{L}\\p{N}_])",
    "\\[(?<label>[^\\]\\n]+)\\]\\((?<address>[^)\\s]+)\\)",
    "<(?<plain>https?://[^>\\s]+)>",
  ].join("|"),
  "gu",
);
const KINDS = [
  ["rule", /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/],
  ["heading", /^(#{1,6})\s+(.*?)\s*#*$/],
  ["quote", /^>\s?(.*)$/],
  ["bullet", /^\s*[-*+]\s+(.*)$/],
  ["number", /^\s*\d+[.)]\s+(.*)$/],
  ["blank", /^\s*$/],
];

export function markdown(text) {
  return text.split(/^(```[^\n]*\n[\s\S]*?\n```)$/m).map((piece) => {
    if (!piece.startsWith("```")) return groupsOf(piece).map(drawGroup);
    return h("pre", null, piece.replace(/^```[^\n]*\n/, "").replace(/\n```$/, ""));
  });
}

function groupsOf(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const [kind, found] = kindOf(line);
    const last = groups.at(-1);
    if (last?.kind === kind && kind !== "heading") last.lines.push(found);
    else groups.push({ kind, lines: [found] });
  }
  return groups;
}

function kindOf(line) {
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(line);
    if (found) return [kind, found];
  }
  return ["words", [line, line]];
}

function drawGroup({ kind, lines }) {
  const last = lines.map((found) => spans(found.at(-1) ?? ""));
  if (kind === "blank") return null;
  if (kind === "rule") return h("hr");
  if (kind === "heading") return h("p", { class: "heading", role: "heading", "aria-level": lines[0][1].length + 2 }, last);
  if (kind === "bullet") return h("ul", null, last.map((item) => h("li", null, item)));
  if (kind === "number") return h("ol", null, last.map((item) => h("li", null, item)));
  const broken = last.map((item, place) => (place ? ["\n", item] : item));
  return h(kind === "quote" ? "blockquote" : "p", null, broken);
}

function spans(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(SPAN)) {
    parts.push(withEmoji(text.slice(from, found.index)), span(found.groups));
    from = found.index + found[0].length;
  }
  return [...parts, withEmoji(text.slice(from))];
}

function span({ code, bold, strike, star, under, label, address, plain }) {
  if (code !== undefined) return h("code", null, code);
  if (bold !== undefined) return h("strong", null, spans(bold));
  if (strike !== undefined) return h("s", null, spans(strike));
  if (address !== undefined) return link(address, label);
  if (plain !== undefined) return link(plain, plain);
  return h("em", null, spans(star ?? under));
}

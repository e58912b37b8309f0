// Draws the rich_text block: sections, lists, quotes and preformatted text.

import { fillTokens } from "./dates.js";
import { h } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";

const STYLES = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"]];

export function richText(block, reader) {
  return block.elements.map((element) => part(element, reader));
}

function part(element, reader) {
  if (element.type === "rich_text_list") return list(element, reader);
  const content = element.elements.map((piece) => styled(piece, reader));
  if (element.type === "rich_text_quote") return h("blockquote", null, content);
  if (element.type === "rich_text_preformatted") return h("pre", null, content);
  return h("p", null, content);
}

function list(element, reader) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const facts = { class: `indent-${Math.min(element.indent ?? 0, 4)}` };
  if (element.offset) facts.start = element.offset + 1;
  return h(tag, facts, element.elements.map((item) => h("li", null, item.elements.map((piece) => styled(piece, reader)))));
}

function styled(piece, reader) {
  return STYLES.reduce(
    (content, [style, tag]) => (piece.style?.[style] ? h(tag, null, content) : content),
    content(piece, reader),
  );
}

function content(piece, reader) {
  if (piece.type === "text") return withEmoji(piece.text);
  if (piece.type === "link") return link(piece.url, piece.text ?? piece.url);
  if (piece.type === "emoji") return emoji(piece.name);
  if (piece.type === "user") return mention(`@${reader.nameOf(piece.user_id) ?? piece.user_id}`);
  if (piece.type === "channel") return mention(`#${reader.channelOf(piece.channel_id) ?? piece.channel_id}`);
  if (piece.type === "broadcast") return mention(`@${piece.range}`);
  if (piece.type === "usergroup") return mention("@group");
  if (piece.type === "date") return fillTokens(piece.format, new Date(piece.timestamp * 1000), reader, reader.now);
  return piece.text ?? "";
}

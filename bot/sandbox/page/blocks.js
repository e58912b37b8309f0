// Draws the blocks of a message, a modal or a Home tab.

import { h } from "./dom.js";
import { element, isOneControl } from "./elements.js";
import { markdown } from "./markdown.js";
import { link, textObject, wordsOf } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const LOOPBACK = /^(?:data:image\/|https?:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/)/;

const DRAW = {
  header: (block) => h("h4", { class: "header" }, textObject(block.text)),
  divider: () => h("hr"),
  section,
  context,
  actions,
  input,
  image: (block) => picture(block, "picture"),
  rich_text: (block, surface) => h("div", { class: "prose" }, richText(block, surface.reader)),
  markdown: (block) => h("div", { class: "prose" }, markdown(block.text)),
};

export function blocks(list, surface) {
  return list.map((block, place) => {
    const drawing = DRAW[block.type] ?? undrawn;
    return h("div", { class: `block ${block.type}`, key: block.block_id ?? `at ${place}` }, drawing(block, surface));
  });
}

function section(block, surface) {
  const words = [
    block.text && h("div", { class: "prose", key: "text" }, textObject(block.text, surface.reader)),
    block.fields && h("div", { class: "fields", key: "fields" }, block.fields.map((field) => h("div", { class: "prose" }, textObject(field, surface.reader)))),
  ];
  const accessory = block.accessory && (block.accessory.type === "image"
    ? picture(block.accessory, "thumbnail")
    : element(block.accessory, block, surface));
  return [h("div", { class: "said" }, words), accessory && h("div", { class: "accessory" }, accessory)];
}

function context(block, surface) {
  return block.elements.map((piece) =>
    (piece.type === "image" ? picture(piece, "tiny") : h("span", { class: "prose" }, textObject(piece, surface.reader))));
}

function actions(block, surface) {
  return block.elements.map((piece) => element(piece, block, surface));
}

function input(block, surface) {
  const id = surface.idOf(block, block.element);
  const error = surface.view?.errors?.[block.block_id];
  const label = [textObject(block.label), block.optional && h("span", { class: "optional" }, " (optional)")];
  const below = [
    block.hint && h("p", { class: "hint", id: `${id}-hint` }, textObject(block.hint)),
    error && h("p", { class: "error", id: `${id}-error`, role: "alert" }, error),
  ];
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || null;
  const named = { id, "aria-describedby": described, "aria-invalid": error ? "true" : null };
  if (isOneControl(block.element)) {
    return [h("label", { class: "label", for: id }, label), element(block.element, block, surface, named), below];
  }
  const labelled = { "aria-labelledby": `${id}-label` };
  return h("fieldset", { "aria-describedby": described, "aria-invalid": error ? "true" : null },
    h("legend", { class: "label", id: `${id}-label` }, label),
    element(block.element, block, surface, labelled), below);
}

/** Only pictures of this computer are shown: fetching others would tell the outside world that somebody looked. */
function picture(image, kind) {
  const title = image.title && h("figcaption", null, textObject(image.title));
  const address = image.image_url ?? image.slack_file?.url ?? "";
  if (LOOPBACK.test(address)) return h("figure", { class: kind }, title, h("img", { src: address, alt: image.alt_text ?? "" }));
  const words = `Picture: ${image.alt_text || wordsOf(image.title) || "without words"}`;
  return h("figure", { class: `${kind} unfetched` }, title, address ? link(address, words) : words);
}

function undrawn(block) {
  return h("p", { class: "undrawn" }, `(a block of type ${block.type}, not drawn here)`);
}

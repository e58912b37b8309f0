// Draws the elements of Block Kit that people press, choose from or write into.

import { h } from "./dom.js";
import { menu } from "./menu.js";
import { textObject, wordsOf } from "./mrkdwn.js";

const DRAW = {
  button, overflow,
  static_select: select, users_select: select, channels_select: select, conversations_select: select,
  multi_static_select: many, multi_users_select: many, multi_channels_select: many, multi_conversations_select: many,
  radio_buttons: radios, checkboxes: ticks,
  plain_text_input: textInput, number_input: numberInput, email_text_input: textInput, url_text_input: textInput,
  timepicker: picker("time"), datepicker: picker("date"),
};
/** True when the element is one control that a <label for> can name. */
export const isOneControl = (element) => [select, textInput, numberInput, DRAW.timepicker, DRAW.datepicker].includes(DRAW[element.type]);

/** Draws an element; `named` are the facts that name it: { id } beside a label, else an aria-label is made. */
export function element(element, block, surface, named = {}) {
  const drawing = DRAW[element.type];
  if (!drawing) return h("span", { class: "undrawn" }, `(an element of type ${element.type}, not drawn here)`);
  return drawing(element, block, surface, named);
}

function button(element, block, surface) {
  const key = surface.key(block, element);
  const failed = surface.seat.failed.has(key);
  const press = () => {
    surface.tap(block, element);
    if (element.url) window.open(element.url, "_blank", "noopener");
  };
  const facts = {
    key,
    type: "button",
    class: `button ${element.style ?? ""}`,
    "data-element": key,
    "aria-label": element.accessibility_label ?? null,
    "aria-busy": surface.seat.waiting.has(key) ? "true" : null,
    "aria-description": failed ? "The app did not answer the last press" : null,
    onclick: press,
  };
  return h("button", facts, textObject(element.text), failed && h("span", { class: "unanswered", "aria-hidden": "true" }, " △"));
}

function overflow(element, block, surface) {
  return menu(surface.seat, {
    key: surface.key(block, element),
    face: "⋯",
    button: { class: "button overflow", "aria-label": "More options" },
    items: element.options.map((option) => ({
      key: option.value,
      label: optionFace(option, surface.reader),
      pick: () => {
        surface.tap(block, element, option.value);
        if (option.url) window.open(option.url, "_blank", "noopener");
      },
    })),
  });
}

function select(element, block, surface, named) {
  return block.type === "input" ? nativeSelect(element, block, surface, named) : selectMenu(element, block, surface);
}

function selectMenu(element, block, surface) {
  const chosen = surface.current(block, element);
  const options = optionsOf(element, surface.reader);
  const found = options.find((option) => option.value === chosen);
  const purpose = wordsOf(element.placeholder) || "Choose";
  return menu(surface.seat, {
    key: surface.key(block, element),
    face: [h("span", null, found ? textObject(found.text) : purpose), h("span", { class: "caret", "aria-hidden": "true" }, "▾")],
    button: { class: "button select", "aria-label": found ? `${purpose}: ${wordsOf(found.text)}` : purpose },
    items: options.map((option) => ({
      key: option.value,
      label: optionFace(option, surface.reader),
      group: element.option_groups?.find((group) => group.options.includes(option))?.label.text,
      checked: option.value === chosen,
      pick: () => surface.choose(block, element, option.value),
    })),
  });
}

function nativeSelect(element, block, surface, named) {
  const chosen = surface.current(block, element) ?? "";
  const facts = {
    ...named,
    class: "field",
    value: chosen,
    onchange: (event) => surface.choose(block, element, event.target.value || null),
  };
  const empty = h("option", { key: "none", value: "" }, wordsOf(element.placeholder) || "Choose");
  const entries = (options) => options.map((one) => h("option", { key: one.value, value: one.value }, wordsOf(one.text)));
  const groups = (element.option_groups ?? []).map((group, place) =>
    h("optgroup", { key: `group ${place}`, label: wordsOf(group.label) }, entries(group.options)));
  return h("select", facts, empty, groups.length ? groups : entries(optionsOf(element, surface.reader)));
}

function radios(element, block, surface) {
  const chosen = surface.current(block, element);
  return choices(element, block, surface, (option) => ({
    type: "radio",
    name: surface.idOf(block, element),
    checked: option.value === chosen,
    onchange: () => surface.choose(block, element, option.value),
  }));
}

function ticks(element, block, surface) {
  const chosen = surface.current(block, element) ?? [];
  return choices(element, block, surface, (option) => ({
    type: "checkbox",
    checked: chosen.includes(option.value),
    onchange: (event) => surface.choose(block, element, toggled(element, surface, chosen, option.value, event.target.checked)),
  }));
}

function many(element, block, surface, named) {
  const chosen = surface.current(block, element) ?? [];
  const options = optionsOf(element, surface.reader);
  const faces = options.filter((option) => chosen.includes(option.value)).map((option) => wordsOf(option.text));
  const summary = faces.length ? faces.join(", ") : wordsOf(element.placeholder) || "Choose";
  return h("details", { class: "many", key: surface.key(block, element) },
    h("summary", { class: "field", "aria-labelledby": named["aria-labelledby"] ?? null }, summary),
    ticks({ ...element, options }, block, surface));
}

function choices(element, block, surface, factsOf) {
  const key = surface.key(block, element);
  return h("div", { class: "choices", key }, optionsOf(element, surface.reader).map((option, place) => {
    const id = `${surface.idOf(block, element)}-${place}`;
    const about = option.description && h("span", { class: "about" }, textObject(option.description, surface.reader));
    return h("div", { class: "choice", key: option.value },
      h("input", { id, ...factsOf(option) }),
      h("label", { for: id }, textObject(option.text, surface.reader), about));
  }));
}

function textInput(element, block, surface, named) {
  const facts = {
    ...typing(element, block, surface),
    ...named,
    class: "field",
    placeholder: wordsOf(element.placeholder) || null,
    maxlength: element.max_length ?? null,
    "data-focus-first": element.focus_on_load ? true : null,
  };
  if (element.multiline) return h("textarea", { ...facts, rows: "3" });
  return h("input", { ...facts, type: "text", autocomplete: "off" });
}

function numberInput(element, block, surface, named) {
  const facts = { ...typing(element, block, surface), ...named, class: "field short", type: "number" };
  return h("input", { ...facts, min: element.min_value ?? null, max: element.max_value ?? null, step: element.is_decimal_allowed ? "any" : "1" });
}

function picker(kind) {
  return (element, block, surface, named) => {
    const field = h("input", { ...typing(element, block, surface), ...named, class: "field short", type: kind });
    if (named.id) return field;
    const purpose = wordsOf(element.placeholder) || (kind === "time" ? "Time" : "Date");
    return h("label", { class: "picker", key: surface.key(block, element) }, purpose, field);
  };
}

/** Half-typed values stay on the page; they are sent when the person leaves the field or presses Enter. */
function typing(element, block, surface) {
  return {
    value: surface.current(block, element) ?? "",
    oninput: (event) => surface.remember(block, element, event.target.value || null),
    onblur: (event) => surface.settle(block, element, event.target.value || null),
    onkeydown: (event) => {
      if (event.key === "Enter" && event.target.tagName === "INPUT") surface.settle(block, element, event.target.value || null);
    },
  };
}

function toggled(element, surface, chosen, value, present) {
  const known = optionsOf(element, surface.reader).map((option) => option.value);
  return known.filter((one) => (one === value ? present : chosen.includes(one)));
}

function optionFace(option, reader) {
  return [textObject(option.text, reader), option.description && h("span", { class: "about" }, textObject(option.description, reader))];
}

function optionsOf(element, reader) {
  const named = ({ id, name }) => ({ value: id, text: { type: "plain_text", text: name } });
  if (element.type.endsWith("users_select")) return reader.people.map(named);
  if (/(?:channels|conversations)_select$/.test(element.type)) return reader.channels.map(named);
  return element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
}

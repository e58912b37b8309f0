// A surface is what blocks stand on (a message, a modal, Home): it knows what was chosen there and sends what people do.

import { wordsOf } from "./mrkdwn.js";

export class Surface {
  /** `where` is the address of the surface as the control API takes it, e.g. { view: "V1" } or { home: true }. */
  constructor(seat, id, where, { view = null, values = view?.values } = {}) {
    this.seat = seat;
    this.id = id;
    this.where = where;
    this.view = view;
    this.values = values;
    this.reader = seat.reader;
  }

  key(block, element) {
    return `${this.id}/${block.block_id}/${element.action_id}`;
  }

  /** An id of its own in the whole page, where several people may see the same message. */
  idOf(block, element) {
    return `${this.seat.id}/${this.key(block, element)}`.replaceAll(/\s/g, "-");
  }

  /** What stands in an element now: what the person just did, else what the app knows, else what the app began with. */
  current(block, element) {
    const key = this.key(block, element);
    if (this.seat.drafts.has(key)) return this.seat.drafts.get(key);
    const state = this.values?.[block.block_id]?.[element.action_id];
    return state ? valueOf(state, "selected_", "value") : valueOf(element, "initial_", "initial_value");
  }

  tap(block, element, selected) {
    const facts = { ...this.where, ...addressOf(block, element) };
    if (selected !== undefined) facts.selected = selected;
    const go = (confirmed) => this.seat.tap(this.key(block, element), confirmed ? { ...facts, confirmed } : facts);
    if (element.confirm) this.seat.ask(element.confirm, () => go(true), () => this.forget(block, element));
    else go();
  }

  /** A choice is sent at once, or kept for the submit button when it stands in an input block. */
  choose(block, element, value) {
    this.remember(block, element, value);
    if (sendsAtOnce(block)) this.tap(block, element, value);
    else this.seat.fill(this.key(block, element), { ...this.where, ...addressOf(block, element), ...filling(element, value) });
  }

  remember(block, element, value) {
    this.seat.drafts.set(this.key(block, element), value);
    this.seat.changed();
  }

  /** Sends what was typed, unless nothing changed since the app last knew it. */
  settle(block, element, value) {
    if (this.seat.drafts.isNews(this.key(block, element))) this.choose(block, element, value);
  }

  forget(block, element) {
    this.seat.drafts.forget(this.key(block, element));
    this.seat.changed();
  }

  /** All that the person changed here, as the submit act takes it. */
  draftValues() {
    const values = {};
    for (const block of this.view.blocks.filter((one) => one.type === "input")) {
      const key = this.key(block, block.element);
      if (this.seat.drafts.has(key)) values[block.block_id] = { [block.element.action_id]: this.seat.drafts.get(key) };
    }
    return values;
  }
}

export const sendsAtOnce = (block) => block.type !== "input" || Boolean(block.dispatch_action);

const addressOf = (block, element) => ({ block_id: block.block_id, action_id: element.action_id });
const isWritten = (element) => element.type.endsWith("_input");
const filling = (element, value) => (isWritten(element) ? { text: value ?? "" } : { selected: value });

const KINDS = ["time", "date", "user", "users", "channel", "channels", "conversation", "conversations"];

function valueOf(holder, prefix, written) {
  const options = holder[`${prefix}options`];
  if (options) return options.map((option) => option.value);
  const option = holder[`${prefix}option`];
  if (option) return option.value;
  for (const kind of KINDS) if (holder[prefix + kind]) return holder[prefix + kind];
  return holder[written] ?? null;
}

/** The words of a confirmation dialog, with Slack's own where the app gave none. */
export function confirmWords(confirm) {
  return {
    title: wordsOf(confirm.title) || "Are you sure?",
    text: confirm.text,
    yes: wordsOf(confirm.confirm) || "Yes",
    no: wordsOf(confirm.deny) || "Cancel",
    style: confirm.style ?? "primary",
  };
}

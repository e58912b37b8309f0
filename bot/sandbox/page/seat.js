// One person at the table: what they see, what they have half typed, and everything their hands can do.

import * as api from "./api.js";
import { Drafts } from "./drafts.js";
import { confirmWords } from "./surface.js";

const GONE = /^There is no |is not there|lies on top/;
const JUST_CHANGED = "This had just changed under your finger, so nothing was sent. Please press again.";

export class Seat {
  /** `town` knows the people and the clock; `changed` asks the page to draw itself anew. */
  constructor(personId, town, changed) {
    this.id = personId;
    this.town = town;
    this.changed = changed;
    this.seen = null;
    this.place = null;
    this.trouble = null;
    this.popup = null;
    this.question = null;
    this.notes = [];
    this.drafts = new Drafts();
    this.pointAt = null;
    this.written = new Map();
    this.readUpTo = new Map();
    this.noticedUpTo = null;
    this.failuresDismissed = 0;
    this.waiting = new Set();
    this.failed = new Set();
    this.sending = new Set();
    this.looks = 0;
    this.newestLook = 0;
  }

  get person() {
    return this.seen?.person ?? this.town.person(this.id) ?? { id: this.id, name: this.id };
  }

  get name() {
    return this.person.name;
  }

  /** How this person reads: names, zone, language and the time of day. */
  get reader() {
    const channels = this.conversations.filter((one) => !one.is_app_dm).map((one) => ({ id: one.channel, name: one.name }));
    return {
      people: this.town.people.filter((one) => !one.deleted),
      nameOf: (id) => this.town.nameOf(id),
      channelOf: (id) => channels.find((one) => one.id === id)?.name,
      channels,
      tz: this.person.tz,
      locale: this.person.locale,
      now: this.town.now ?? new Date(),
    };
  }

  /** The direct message with the app comes first. */
  get conversations() {
    const all = this.seen?.conversations ?? [];
    return [...all.filter((one) => one.is_app_dm), ...all.filter((one) => !one.is_app_dm)];
  }

  get appDm() {
    return this.conversations.find((one) => one.is_app_dm);
  }

  get modal() {
    return this.seen?.modals?.at(-1) ?? null;
  }

  /** The conversation that is open now; none while Home is. */
  get open() {
    if (this.place === "home") return undefined;
    return this.conversations.find((one) => one.channel === this.place) ?? this.appDm;
  }

  get failures() {
    return (this.seen?.failures ?? []).slice(this.failuresDismissed);
  }

  /** What the locked phone shows: the newest notice that was not looked at yet. */
  get notice() {
    const newest = this.seen?.notifications?.at(-1);
    return newest && this.noticedUpTo !== null && newest.ts > this.noticedUpTo ? newest : null;
  }

  unread(conversation) {
    const upTo = this.readUpTo.get(conversation.channel) ?? "";
    return conversation.messages.filter((one) => one.ts > upTo && one.user !== this.id).length;
  }

  async look() {
    const turn = (this.looks += 1);
    try {
      const seen = await api.seen(this.id);
      if (turn < this.newestLook) return;
      this.newestLook = turn;
      this.trouble = seen.person ? null : seen.error;
      if (seen.person) this.take(seen);
    } catch (cause) {
      if (!(cause instanceof api.Unreachable)) throw cause;
      this.trouble = `${cause.message}. Trying again.`;
    }
    this.changed();
  }

  take(seen) {
    if (this.seen === null) this.sitDown(seen);
    this.seen = seen;
    this.failuresDismissed = Math.min(this.failuresDismissed, seen.failures?.length ?? 0);
    const open = this.open;
    if (open) this.readUpTo.set(open.channel, open.messages.at(-1)?.ts ?? "");
    this.drafts.keepOnly([seen.home, ...seen.modals].filter(Boolean).map((view) => view.id));
  }

  /** What was there before counts as read. */
  sitDown(seen) {
    for (const one of seen.conversations) this.readUpTo.set(one.channel, one.messages.at(-1)?.ts ?? "");
    this.noticedUpTo = seen.notifications.at(-1)?.ts ?? "";
    if (seen.tab === "home") this.place = "home";
  }

  noticeAll() {
    this.noticedUpTo = this.seen?.notifications.at(-1)?.ts ?? "";
  }

  putPhoneAway() {
    this.noticeAll();
    this.changed();
  }

  /** Does one thing through the control API; a refusal becomes a note, unless the screen shows it anyway. */
  async act(what, facts) {
    this.noticeAll();
    const mark = Symbol(what);
    this.waiting.add(mark);
    this.changed();
    try {
      const answer = await api.act(this.id, what, facts);
      await this.look();
      if (!answer.ok && !hasErrors(this.modal)) this.note(GONE.test(answer.error) ? JUST_CHANGED : answer.error);
      return answer;
    } catch (cause) {
      if (!(cause instanceof api.Unreachable)) throw cause;
      this.note(`${cause.message}. Nothing was sent.`);
      return { ok: false };
    } finally {
      this.waiting.delete(mark);
      this.changed();
    }
  }

  async openHome() {
    this.goTo("home");
    await this.act("open_home");
  }

  async openConversation(conversation) {
    this.goTo(conversation.channel);
    if (conversation.is_app_dm) await this.act("open_messages");
  }

  goTo(place) {
    this.place = place;
    this.popup = null;
    this.noticeAll();
    const open = this.open;
    if (open) this.readUpTo.set(open.channel, open.messages.at(-1)?.ts ?? "");
    this.changed();
  }

  /** A second tap on a button before the first was answered is a tired hand, not a wish. */
  async tap(key, facts) {
    if (this.waiting.has(key) && facts.selected === undefined) return;
    this.failed.delete(key);
    this.waiting.add(key);
    await Promise.all(this.sending);
    const answer = await this.act("tap", facts);
    this.waiting.delete(key);
    if (answer.delivery && !arrived(answer.delivery)) this.failed.add(key);
    if (answer.ok) this.drafts.letGo(key, facts.selected);
    this.changed();
  }

  async close(view) {
    if (this.waiting.has(view)) return;
    this.waiting.add(view);
    await this.act("close", { view });
    this.waiting.delete(view);
    this.changed();
  }

  async fill(key, facts) {
    const sent = this.act("fill", facts);
    this.sending.add(sent);
    const answer = await sent;
    this.sending.delete(sent);
    if (answer.ok) this.drafts.letGo(key, facts.selected === undefined ? facts.text || null : facts.selected);
    this.changed();
  }

  async submit(surface) {
    await Promise.all(this.sending);
    await this.act("submit", { view: surface.view.id, values: surface.draftValues() });
    if (hasErrors(this.modal)) this.pointAt = "[aria-invalid=true]";
    this.changed();
  }

  toggleReaction(message, channel, name) {
    const mine = message.reactions?.some((one) => one.name === name && one.users.includes(this.id));
    return this.act(mine ? "unreact" : "react", { channel, ts: message.ts, name });
  }

  async send(conversation, words) {
    const [command, ...rest] = words.split(" ");
    if (words.startsWith("/")) {
      return this.act("command", { channel: conversation.channel, command, text: rest.join(" ").trim() });
    }
    return this.act("say", { channel: conversation.channel, text: words });
  }

  async reload() {
    await api.reload(this.id);
    this.notes = [];
    await this.look();
  }

  ask(confirm, agreed, refused) {
    this.question = { ...confirmWords(confirm), agreed, refused };
    this.changed();
  }

  answer(agreed) {
    const question = this.question;
    this.question = null;
    this.changed();
    if (agreed) question.agreed();
    else question.refused();
  }

  showPopup(key) {
    this.popup = key;
    this.changed();
  }

  note(words) {
    this.notes = [...this.notes.filter((one) => one !== words), words].slice(-3);
    this.changed();
  }

  dismiss() {
    this.notes = [];
    this.failuresDismissed = this.seen?.failures?.length ?? 0;
    this.changed();
  }
}

const hasErrors = (view) => Object.keys(view?.errors ?? {}).length > 0;
const arrived = (delivery) => delivery.status >= 200 && delivery.status < 300;

// Draws the strip at the top: what this is, whose shift ends, the bot's clock, and what to do first.

import * as api from "./api.js";
import { dayAndTime, placeOf } from "./dates.js";
import { h } from "./dom.js";

const STEPS = [
  ["+20 min", { minutes: 20 }],
  ["+4 h", { minutes: 240 }],
];

export class Strip {
  constructor(town, changed) {
    this.town = town;
    this.changed = changed;
    this.note = null;
    this.told = null;
    this.ended = new Set();
  }

  /** `told` says what was done, for acts that nobody would see otherwise. */
  async act(go, told = null) {
    try {
      const answer = await go();
      this.note = answer.ok === false ? answer.error : null;
      this.told = this.note ? null : told;
      await this.town.look();
    } catch (cause) {
      if (!(cause instanceof api.Unreachable)) throw cause;
      this.note = `${cause.message}.`;
    }
    this.changed();
  }

  endShift(person) {
    this.ended.add(person);
    const told = `The bot was told that ${this.town.nameOf(person)}'s shift is over. If check-ins are on, one comes after the chosen delay.`;
    return this.act(() => api.endShift(person), told);
  }

  moveClock(step) {
    return this.act(() => api.moveClock(step));
  }
}

/** `shown` are the seats in sight: all of them, or the one in front on a narrow screen. */
export function drawStrip(strip, seats, shown) {
  const words = strip.town.trouble ? strip.town.trouble : strip.note;
  return h("header", { class: "strip", key: "strip" },
    h("div", { class: "about-this" },
      h("h1", null, strip.town.teamName),
      h("p", null, "An invented workspace on this machine: no Slack account, and nothing leaves the computer.")),
    strip.town.now && seats.length > 0 && controls(strip, seats, shown),
    h("div", { class: "strip-note", key: "note", role: "status" }, words && h("p", null, words)),
    firstSteps(strip, seats) ?? h("div", { key: "told", role: "status" }, strip.told && h("p", { class: "first" }, strip.told)));
}

function controls(strip, seats, shown) {
  const reader = seats[0].person;
  const tomorrow = { until: "09:00", days: 1, zone: reader.tz };
  return h("div", { class: "controls", key: "controls" },
    h("div", { role: "group", "aria-label": "Shifts", class: "control-group" },
      shown.map((seat) => h("button", { key: seat.id, type: "button", class: "button", onclick: () => strip.endShift(seat.id) },
        `${seat.name}'s shift ends`))),
    h("div", { role: "group", "aria-label": "The bot's clock", class: "control-group" },
      h("p", { class: "clock" }, "Bot's clock ", h("time", { datetime: strip.town.now.toISOString() }, dayAndTime(reader, strip.town.now)), ` in ${placeOf(reader.tz)}`),
      STEPS.map(([label, step]) => h("button", { key: label, type: "button", class: "button", onclick: () => strip.moveClock(step) }, label)),
      h("button", { key: "tomorrow", type: "button", class: "button", onclick: () => strip.moveClock(tomorrow) }, "tomorrow 09:00")));
}

/** One line for a fresh start, from the first step to the first answer; gone once that is given. */
function firstSteps(strip, seats) {
  const worker = seats[0];
  const messages = worker?.appDm?.messages ?? [];
  const isAsked = messages.length === 1 && hasButton(messages[0], "Not now");
  if (!worker?.seen || (messages.length > 0 && !isAsked)) return null;
  const steps = strip.town.now ? stepsWithStrip(strip, worker, isAsked) : stepsWithout(strip, worker, isAsked);
  const next = steps.findIndex(([, done]) => !done);
  return h("p", { class: "first", key: "first" }, `To begin, as ${worker.name}: `,
    steps.map(([words, done], place) => h("span", { key: words, class: done ? "past" : "ahead" },
      h("span", { class: "words", "aria-current": place === next ? "step" : null }, words),
      place < steps.length - 1 ? ", then " : ".")));
}

function stepsWithStrip(strip, worker, isAsked) {
  const ended = isAsked || strip.ended.has(worker.id);
  return [
    ...stepsAtHome(worker, ended),
    [`press “${worker.name}'s shift ends”`, ended],
    ["press “+20 min”", isAsked],
    ["open Messages", isAsked && Boolean(worker.open?.is_app_dm)],
    ["tap how heavy it feels", false],
  ];
}

function stepsWithout(strip, worker, isAsked) {
  return [...stepsAtHome(worker, isAsked), [`type ${strip.town.commands[0]} in Messages`, false]];
}

function stepsAtHome(worker, isOn) {
  const home = worker.seen.home;
  return [
    ["open Home", isOn || Boolean(home)],
    ["press Turn on", isOn || (Boolean(home) && !hasButton(home, "Turn on"))],
  ];
}

const hasButton = (shown, label) => JSON.stringify(shown.blocks ?? []).includes(`"text":"${label}"`);

// What the whole page shares: who lives in the workspace, the app's name and the bot's clock.

import * as api from "./api.js";

const SAME_CLOCK = 5000;

export class Town {
  people = [];
  teamName = "Sandbox";
  appName = "Aftershift";
  commands = ["/decompress"];
  shortcuts = [];
  now = null;
  trouble = null;
  #clocks = [];
  #lookedAt = 0;

  /** Reads people and clock again; true when the sandbox answered. */
  async look() {
    try {
      const [known, strip] = await Promise.all([api.people(), api.strip()]);
      this.people = known.people ?? [];
      this.teamName = known.team_name ?? this.teamName;
      this.appName = known.app_name ?? this.appName;
      this.commands = known.commands?.length ? known.commands : this.commands;
      this.shortcuts = (known.shortcuts ?? []).map(asShortcut);
      this.now = strip.now ? new Date(strip.now) : null;
      this.#noteClock();
      this.trouble = null;
      return true;
    } catch (cause) {
      if (!(cause instanceof api.Unreachable)) throw cause;
      this.trouble = `${cause.message}. Trying again.`;
      return false;
    }
  }

  /** Remembers how far the bot's clock is ahead of this machine's, and since when. */
  #noteClock() {
    const here = Date.now();
    const ahead = this.now ? this.now - here : 0;
    const last = this.#clocks.at(-1);
    if (!last || Math.abs(ahead - last.ahead) > SAME_CLOCK) this.#clocks.push({ since: this.#lookedAt, ahead });
    this.#lookedAt = here;
  }

  /** What the bot's clock said when this machine's said `instant`: the time at which people here lived it. */
  lived(instant) {
    const clock = this.#clocks.findLast((one) => one.since <= instant) ?? this.#clocks[0];
    return new Date(instant.getTime() + (clock?.ahead ?? 0));
  }

  person(id) {
    return this.people.find((one) => one.id === id);
  }

  nameOf(id) {
    return this.person(id)?.name;
  }

  /** Who sits down at first: the first three who work here. */
  firstSeated() {
    const workHere = this.people.filter((one) => !one.deleted && !one.is_stranger && !one.team_id);
    return workHere.slice(0, 3).map((one) => one.id);
  }
}

function asShortcut(shortcut) {
  if (typeof shortcut === "object") return { id: shortcut.callback_id, name: shortcut.name };
  const words = shortcut.replaceAll(/[_.-]+/g, " ");
  return { id: shortcut, name: words.charAt(0).toUpperCase() + words.slice(1) };
}

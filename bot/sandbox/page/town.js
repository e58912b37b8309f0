// What the whole page shares: who lives in the workspace, the app's name and the bot's clock.

import * as api from "./api.js";

export class Town {
  people = [];
  teamName = "Sandbox";
  appName = "Aftershift";
  commands = ["/decompress"];
  shortcuts = [];
  now = null;
  trouble = null;

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
      this.trouble = null;
      return true;
    } catch (cause) {
      if (!(cause instanceof api.Unreachable)) throw cause;
      this.trouble = `${cause.message}. Trying again.`;
      return false;
    }
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

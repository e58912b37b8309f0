// Says times as Slack does: in the reader's own zone and language.

const DAY = 24 * 3600 * 1000;
const DAY_STYLES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
};
const CLOCK_STYLES = {
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

export function formatIn(reader, instant, style) {
  return new Intl.DateTimeFormat(reader.locale ?? "en-GB", { timeZone: reader.tz ?? "UTC", ...style }).format(instant);
}

export const clockTime = (reader, instant) => formatIn(reader, instant, CLOCK_STYLES.time);
export const dayAndTime = (reader, instant) =>
  formatIn(reader, instant, { weekday: "short", day: "numeric", month: "short", ...CLOCK_STYLES.time });
export const fromTs = (ts) => new Date(Number(ts) * 1000);
export const placeOf = (zone) => (zone ?? "UTC").split("/").at(-1).replaceAll("_", " ");

/** Fills Slack's date tokens, e.g. "{date_short_pretty} at {time}". */
export function fillTokens(pattern, instant, reader, now) {
  return pattern.replace(/\{(\w+)\}/g, (token, name) => sayToken(name, instant, reader, now) ?? token);
}

function sayToken(name, instant, reader, now) {
  if (CLOCK_STYLES[name]) return formatIn(reader, instant, CLOCK_STYLES[name]);
  if (DAY_STYLES[name]) return formatIn(reader, instant, DAY_STYLES[name]);
  if (name === "ago") return sayDistance(instant - now, reader);
  const plain = name.replace("_pretty", "");
  if (plain === name || !DAY_STYLES[plain]) return undefined;
  return sayNearDay(instant, reader, now) ?? formatIn(reader, instant, DAY_STYLES[plain]);
}

function sayNearDay(instant, reader, now) {
  const days = Math.round((dayNumber(instant, reader) - dayNumber(now, reader)) / DAY);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(reader.locale ?? "en-GB", { numeric: "auto" }).format(days, "day");
}

function dayNumber(instant, reader) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: reader.tz ?? "UTC" }).format(instant);
  return Date.parse(`${parts}T00:00:00Z`);
}

function sayDistance(gap, reader) {
  const minutes = Math.round(gap / 60000);
  const said = new Intl.RelativeTimeFormat(reader.locale ?? "en-GB", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return said.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return said.format(Math.round(minutes / 60), "hour");
  return said.format(Math.round(minutes / 1440), "day");
}

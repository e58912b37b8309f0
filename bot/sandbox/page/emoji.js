// A small table of emoji; the ones people answer with are drawn here, so that they look the same on every machine.

import { h } from "./dom.js";

const SUN = (x, y, r) => h("circle", { class: "sun", cx: x, cy: y, r });
const RAYS = h("path", { class: "rays", d: "M10 1.5v2.2M10 16.3v2.2M1.5 10h2.2M16.3 10h2.2M4 4l1.5 1.5M14.5 14.5 16 16M16 4l-1.5 1.5M5.5 14.5 4 16" });
const CLOUD = (dy) => h("path", { class: "cloud", transform: `translate(0 ${dy})`, d: "M5.5 14a3.5 3.5 0 0 1-.3-7 4.8 4.8 0 0 1 9.2-.6A3.9 3.9 0 0 1 14.3 14z" });
const RAIN = h("path", { class: "rain", d: "M6.5 14.5l-1 3.5M10.5 14.5l-1 3.5M14.5 14.5l-1 3.5" });
const BOLT = h("path", { class: "bolt", d: "M11 10.5l-3 4.2h2.2L9 19l4-5h-2.4l1.6-3.5z" });
const MIST = h("path", { class: "mist", d: "M2 6h11M5 10h13M2 14h12" });
const HEART = h("path", { class: "heart", d: "M10 17S2.5 12.4 2.5 7.4A3.9 3.9 0 0 1 10 6a3.9 3.9 0 0 1 7.5 1.4C17.5 12.4 10 17 10 17z" });

const DRAWN = {
  sunny: [RAYS, SUN(10, 10, 4.2)],
  partly_sunny: [SUN(7, 6.5, 4.2), CLOUD(2.5)],
  cloud: [CLOUD(0)],
  rain_cloud: [CLOUD(-1.5), RAIN],
  thunder_cloud_and_rain: [CLOUD(-2), RAIN, BOLT],
  fog: [MIST],
  heart: [HEART],
};
const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const CHARACTERS = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", wave: "👋", pray: "🙏", clap: "👏", raised_hands: "🙌", tada: "🎉",
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", information_source: "ℹ️", bulb: "💡",
  lock: "🔒", bell: "🔔", no_bell: "🔕", calendar: "📅", clock3: "🕒", hourglass: "⌛", zap: "⚡", star: "⭐",
  sparkles: "✨", seedling: "🌱", herb: "🌿", leaves: "🍃", ocean: "🌊", tea: "🍵", coffee: "☕", candle: "🕯️",
  crescent_moon: "🌙", telephone_receiver: "📞", speech_balloon: "💬", busts_in_silhouette: "👥", house: "🏠", gear: "⚙️",
  eyes: "👀", smile: "😄", slightly_smiling_face: "🙂", neutral_face: "😐", blue_heart: "💙", green_heart: "💚",
  arrow_left: "⬅️", arrow_right: "➡️", large_green_circle: "🟢", white_circle: "⚪",
};
const NAMES = {
  "☀": "sunny", "⛅": "partly_sunny", "☁": "cloud", "🌧": "rain_cloud", "⛈": "thunder_cloud_and_rain", "🌫": "fog", "❤": "heart",
  ...Object.fromEntries(DIGITS.map((word, digit) => [`${digit}\u20e3`, word])),
};
const IN_TEXT = /:([a-z0-9_+'-]+):|(?:☀|⛅|☁|🌧|⛈|🌫|❤|[0-9](?=\ufe0f?\u20e3))\ufe0f?\u20e3?/gu;

/** What the little picker offers. */
export const TO_REACT_WITH = [
  "sunny", "partly_sunny", "rain_cloud", "thunder_cloud_and_rain", "fog",
  "one", "two", "three", "four", "five", "heart",
];

export const spoken = (name) => name.replaceAll("_", " ");

/** Draws one emoji by its Slack name; unknown names stay readable as :name:. */
export function emoji(name) {
  const facts = { class: "emoji", role: "img", "aria-label": spoken(name), title: `:${name}:` };
  if (DRAWN[name]) return h("span", facts, h("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, DRAWN[name].map(fresh)));
  if (DIGITS.includes(name)) return h("span", { ...facts, class: "emoji digit" }, DIGITS.indexOf(name));
  if (CHARACTERS[name]) return h("span", facts, CHARACTERS[name]);
  return `:${name}:`;
}

/** Splits text into words and drawn emoji, given as :name: or as characters. */
export function withEmoji(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(IN_TEXT)) {
    parts.push(text.slice(from, found.index), emoji(found[1] ?? NAMES[found[0].replaceAll("\ufe0f", "")]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

// A description remembers the element it was drawn as, so each use needs its own copy.
const fresh = (shape) => ({ ...shape });

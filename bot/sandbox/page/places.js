// Puts things where they belong after drawing: conversations at their newest line, menus beside their buttons.

const NEAR = 48;

/** Remembers, before drawing, which conversations stood at their end. */
export function rememberScrolls() {
  const ends = new Map();
  for (const log of document.querySelectorAll("[data-sticks]")) {
    ends.set(log, log.scrollHeight - log.scrollTop - log.clientHeight < NEAR);
  }
  return ends;
}

export function layOut(ends) {
  for (const log of document.querySelectorAll("[data-sticks]")) {
    if (ends.get(log) ?? true) showNewest(log);
  }
  placePopups();
}

/** The newest message from its first line, even where it is longer than the pane. */
function showNewest(log) {
  log.scrollTop = log.scrollHeight;
  const newest = log.lastElementChild;
  const cut = log.getBoundingClientRect().top + 4 - (newest?.getBoundingClientRect().top ?? Infinity);
  if (cut > 0) log.scrollTop -= cut;
}

/** Beside its button, inside the pane, above it where there is no room below. */
function placePopups() {
  for (const popup of document.querySelectorAll("[data-popup]")) {
    const button = popup.parentElement.getBoundingClientRect();
    const pane = popup.closest("[data-seat]").getBoundingClientRect();
    const size = popup.getBoundingClientRect();
    const below = Math.min(pane.bottom, innerHeight) - button.bottom;
    const top = below >= size.height + 8 || below > button.top - pane.top ? button.bottom + 4 : button.top - size.height - 4;
    popup.style.left = `${Math.max(pane.left + 8, Math.min(button.left, pane.right - size.width - 8))}px`;
    popup.style.top = `${Math.max(8, top)}px`;
  }
}

addEventListener("scroll", placePopups, true);
addEventListener("resize", placePopups);

// Puts what the server has made into the page: messages into their order, every other part in its place.
/* global Idiomorph */

const OWN = new Set(["aria-busy", "aria-expanded", "open"]);
const lines = document.getElementById("lines");

/** Take in an answer of the server, and tell the page which messages came. */
export function apply(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement;
  const around = focused.closest("article");
  const came = [...answer.querySelectorAll("#news > li")].filter(placeLine);
  if (came.length) document.getElementById("empty")?.remove();
  answer.querySelectorAll("[data-part]").forEach(placePart);
  if (focused !== document.activeElement) giveBack(focused, around);
  document.dispatchEvent(new CustomEvent("headway:news", { detail: { came } }));
}

/** The keyboard stays where it was: an element that is moved loses it, and one may be gone. */
function giveBack(focused, around) {
  const found = focused.isConnected ? focused : document.getElementById(focused.id);
  const there = found ?? sameButton(focused, around) ?? around;
  there?.focus({ preventScroll: true });
}

/** The button that now stands for the one that was pressed: it may have been ticked since. */
function sameButton(pressed, around) {
  const buttons = around?.querySelectorAll("button") ?? [];
  return [...buttons].find((one) => untick(one) === untick(pressed));
}

function untick(button) {
  return button.textContent.replace("✓", "").trim();
}

/** Put a message where its id belongs. True if it is a new one. */
function placeLine(line) {
  const known = document.getElementById(line.id);
  if (known) {
    Idiomorph.morph(known.querySelector("article"), line.querySelector("article"));
    return false;
  }
  const next = [...lines.children].reverse().find((one) => one.id < line.id);
  if (next) next.after(line);
  else lines.prepend(line);
  return true;
}

function placePart(part) {
  const known = document.getElementById(part.id);
  if (!known || (part.dataset.version && part.dataset.version === known.dataset.version)) return;
  Idiomorph.morph(known, part, { callbacks: { beforeNodeMorphed: mayChange, beforeAttributeUpdated: mayUpdate } });
}

/** A line that says what was told last stays until there is something else to tell. */
function mayChange(before, after) {
  return !(after.dataset && "keep" in after.dataset && before.textContent.trim());
}

/** What a visitor has opened or closed stays so, and what is under way too. */
function mayUpdate(name) {
  return !OWN.has(name);
}

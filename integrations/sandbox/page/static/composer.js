// Writing: commands are completed, Enter sends, and what was begun is still there after a reload.
import { isBusy, send } from "./send.js";

const MOST = 8;
const form = document.getElementById("composer");
const field = document.getElementById("text");
const list = document.getElementById("words");
const hint = document.getElementById("hint");
const options = [...list.children];
const draftKey = `headway text ${document.body.dataset.query}`;

export function followComposer() {
  field.value = sessionStorage.getItem(draftKey) ?? "";
  takeProposal();
  window.addEventListener("hashchange", takeProposal);
  field.addEventListener("input", changed);
  field.addEventListener("keydown", typed);
  field.addEventListener("blur", close);
  // Before the field loses the focus, or the list would be gone before the click.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await sendText(event.submitter);
  });
}

/** A link can propose what to write (#say=…); it is sent by nobody but the visitor. */
function takeProposal() {
  const proposed = new URLSearchParams(location.hash.slice(1)).get("say");
  if (!proposed) return;
  history.replaceState(null, "", location.pathname + location.search);
  fill(proposed);
  close();
  field.focus();
}

async function sendText(submitter) {
  const text = field.value;
  const isProposal = submitter?.name === "instead";
  if (isProposal ? isBusy(form) : !text.trim()) return;
  const sending = send(form, submitter);
  if (submitter?.id === "home") return;
  // The next words can be typed at once; if these did not get through they stand before them again.
  fill("");
  if (!(await sending)) fill([text, field.value].filter(Boolean).join("\n"));
}

function changed() {
  sessionStorage.setItem(draftKey, field.value);
  const text = field.value.toLowerCase();
  const known = text.startsWith("/") ? options.filter((one) => one.dataset.typed.startsWith(text)) : [];
  // What does not fit is found by typing on: nobody has to scroll in a list without the focus.
  const fitting = known.slice(0, MOST);
  options.forEach((one) => { one.hidden = !fitting.includes(one); });
  const exact = fitting.length > 0 && fitting[0].dataset.typed === text;
  list.hidden = fitting.length === 0;
  choose(exact ? null : fitting[0]);
  const begun = options.filter((one) => text.startsWith(`${one.dataset.typed} `) || text === one.dataset.typed);
  hint.textContent = begun.length ? `For example: ${begun.at(-1).dataset.example}` : "";
}

function typed(event) {
  if (event.isComposing) return;
  const shown = options.filter((one) => !one.hidden && !list.hidden);
  const chosen = shown.find((one) => one.ariaSelected === "true");
  const at = shown.indexOf(chosen);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && shown.length) choose(shown.at((at + step + shown.length) % shown.length));
  else if (event.key === "Escape" && shown.length) close();
  else if (event.key === "Enter" && chosen) take(chosen);
  else if (event.key === "Enter" && !event.shiftKey) form.requestSubmit(document.getElementById("send"));
  else return;
  event.preventDefault();
}

function choose(option) {
  options.forEach((one) => { one.ariaSelected = String(one === option); });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function fill(text) {
  field.value = text;
  changed();
}

function take(option) {
  fill(`${option.dataset.typed} `);
  close();
  field.focus();
}

function close() {
  list.hidden = true;
  choose(null);
}

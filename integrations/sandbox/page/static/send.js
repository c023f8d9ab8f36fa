// Sends forms and fetches news, one after the other, so that nothing overtakes anything.
import { apply } from "./parts.js";

const FAILED = "Something went wrong inside Headway. What you typed is still here; please try once more.";
export const UNREACHED = "Headway does not answer. What you typed is still here; this page tries again by itself.";
const alertLine = document.getElementById("alert");
let last = Promise.resolve();

/** Do this when everything that was begun before is done. */
function inTurn(job) {
  last = last.then(job, job);
  return last;
}

/** Say what is wrong, or with "" that nothing is any more. */
export function warn(text) {
  if (alertLine.textContent !== text) alertLine.textContent = text;
  alertLine.hidden = !text;
}

/** Bring in what is new. Whoever does not look at the page has not read it. */
export const refresh = () => inTurn(() => exchange(`/news?${document.body.dataset.query}`));

/** The earlier messages, as HTML; null if they could not be had. */
export const fetchEarlier = (url) => inTurn(() => text(url));

/** Whether a form is under way: whoever presses twice means once. */
export const isBusy = (form) => form.ariaBusy === "true";

/** Do what a form asks for, as it stands now. True if the server did it. */
export async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const url = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const job = () => exchange(url, { method: "POST", body });
  form.ariaBusy = "true";
  try {
    return await ("slow" in form.dataset ? takingTime(form.dataset.slow, job) : inTurn(job));
  } finally {
    form.ariaBusy = "false";
  }
}

/** What takes long says so, and does not keep the news waiting that it makes. */
async function takingTime(meanwhile, job) {
  const told = document.getElementById("told");
  const before = told.textContent;
  told.textContent = meanwhile;
  const isDone = await job();
  if (!isDone) told.textContent = before;
  return isDone;
}

/** Forms are sent in the background; the page stays as it is. */
export function followForms() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-act]") || event.defaultPrevented) return;
    event.preventDefault();
    if (!isBusy(event.target)) send(event.target, event.submitter);
  });
}

/** What was refused is told in words, or in HTML of the server's own with what to write instead. */
function refuse(response, answer) {
  warn(response.status < 500 ? answer : FAILED);
  if (!response.ok) return;
  const told = new DOMParser().parseFromString(answer, "text/html");
  alertLine.replaceChildren(...told.body.children);
}

async function exchange(path, options) {
  const url = new URL(path, location.href);
  url.searchParams.set("since", document.getElementById("since").value);
  if (document.visibilityState === "visible") url.searchParams.set("seen", "1");
  const html = await text(url, options);
  if (html !== null) apply(html);
  return html !== null;
}

async function text(url, options) {
  try {
    const response = await fetch(url, options);
    const answer = await response.text();
    const isRefused = !response.ok || response.headers.has("headway-refused");
    if (isRefused) refuse(response, answer);
    // What was refused stays to be read until something else is done; news come all the time.
    else if (options?.method || alertLine.textContent === UNREACHED) warn("");
    return isRefused ? null : answer;
  } catch {
    warn(UNREACHED);
    return null;
  }
}

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

/** Do what a form asks for. True if the server did it. */
export async function send(form, submitter) {
  if (form.ariaBusy === "true") return false;
  const body = new URLSearchParams(new FormData(form, submitter));
  const url = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const job = () => exchange(url, { method: "POST", body });
  form.ariaBusy = "true";
  try {
    // What takes long must not keep the news waiting that it makes.
    return await ("slow" in form.dataset ? job() : inTurn(job));
  } finally {
    form.ariaBusy = "false";
  }
}

/** Forms are sent in the background; the page stays as it is. */
export function followForms() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-act]") || event.defaultPrevented) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
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
    warn(response.ok ? "" : response.status < 500 ? answer : FAILED);
    return response.ok ? answer : null;
  } catch {
    warn(UNREACHED);
    return null;
  }
}

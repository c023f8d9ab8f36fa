// The form that stands open, as a dialog. What was typed into it outlives closing, errors and reloading.
import { isBusy, send } from "./send.js";

const holder = document.getElementById("dialog");
const draftKey = (dialog) => `headway form ${dialog.dataset.form}`;

export function followDialog() {
  show();
  document.addEventListener("headway:news", show);
  holder.addEventListener("input", ({ target }) => keep(target.closest("dialog")));
  holder.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  }, true);
  holder.addEventListener("submit", async (event) => {
    if (event.submitter?.id === "form-leave") return;
    event.preventDefault();
    if (isBusy(event.target)) return;
    const dialog = event.target.closest("dialog");
    const key = draftKey(dialog);
    if (!(await send(event.target, event.submitter))) return;
    if (dialog.isConnected && dialog.dataset.form && draftKey(dialog) === key) focusWrong(dialog);
    else sessionStorage.removeItem(key);
  });
}

function show() {
  const dialog = holder.querySelector("dialog");
  if (!dialog || dialog.open) return;
  if (!dialog.querySelector("[aria-invalid]")) restore(dialog);
  dialog.showModal();
  dialog.querySelector("input, textarea, select")?.focus();
}

function leave() {
  const form = holder.querySelector("form");
  send(form, form.querySelector("#form-leave"));
}

function focusWrong(dialog) {
  dialog.querySelector("[aria-invalid]")?.focus();
}

function keep(dialog) {
  const typed = [...new FormData(dialog.querySelector("form"))];
  sessionStorage.setItem(draftKey(dialog), JSON.stringify(typed));
}

function restore(dialog) {
  const typed = JSON.parse(sessionStorage.getItem(draftKey(dialog)) ?? "[]");
  for (const [name, value] of typed) dialog.querySelector("form").elements[name].value = value;
}

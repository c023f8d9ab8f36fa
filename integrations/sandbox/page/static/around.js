// What stands around the conversation: the list of people on a phone, and the guide.

/** On a phone the list opens over the conversation, and Escape closes it. */
export function followMenu() {
  const list = () => document.getElementById("who");
  const button = () => document.getElementById("menu");
  const show = (open) => {
    list().classList.toggle("open", open);
    button().setAttribute("aria-expanded", String(open));
    (open ? list().querySelector("a") : button()).focus();
  };
  document.addEventListener("click", ({ target }) => {
    const open = list().classList.contains("open");
    if (target.closest("#menu")) show(!open);
    else if (open && !target.closest("#who")) show(false);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && list().classList.contains("open")) show(false);
  });
}

/** Whoever closes the guide finds it closed again. */
export function followGuide() {
  const details = document.querySelector("#guide details");
  details?.addEventListener("toggle", () => {
    const state = details.open ? "open" : "closed";
    document.cookie = `headway-guide=${state}; path=/; max-age=31536000; samesite=strict`;
  });
}

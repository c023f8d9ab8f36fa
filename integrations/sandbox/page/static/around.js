// What stands around the conversation: the list of people on a phone, and the guide.

/** On a phone the list opens over the conversation, and Escape closes it. */
export function followMenu() {
  const button = document.getElementById("menu");
  const isOpen = () => button.ariaExpanded === "true";
  const show = (open) => {
    button.ariaExpanded = String(open);
    document.body.classList.toggle("shows-people", open);
    (open ? document.querySelector("#who a") : button).focus();
  };
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#menu")) show(!isOpen());
    else if (isOpen() && !target.closest("#who")) show(false);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && isOpen()) show(false);
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

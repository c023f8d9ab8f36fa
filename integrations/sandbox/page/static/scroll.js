// Keeps the right messages in view, and brings in earlier ones when somebody scrolls up to them.
import { fetchEarlier } from "./send.js";

const NEAR = 120;
const scroll = document.getElementById("scroll");
const lines = document.getElementById("lines");
const toEnd = document.getElementById("to-end");

// The container is turned round in the style: its end is at 0, and what is above is negative.
const fromEnd = () => Math.abs(scroll.scrollTop);

export function followScroll() {
  showWhole(lines.lastElementChild);
  watchEarlier();
  scroll.addEventListener("scroll", () => { toEnd.hidden = fromEnd() < scroll.clientHeight; }, { passive: true });
  toEnd.addEventListener("click", () => { scroll.scrollTop = 0; });
  document.addEventListener("headway:news", ({ detail }) => {
    const last = detail.came.at(-1);
    // Whoever writes wants to see the answer, wherever they were reading.
    const isAnswer = detail.came.some((one) => one.querySelector(".by-me"));
    if (last && (isAnswer || fromEnd() < last.offsetHeight + NEAR)) {
      scroll.scrollTop = 0;
      showWhole(last);
    }
  });
}

/** A message that is longer than the window is read from its beginning. */
function showWhole(line) {
  if (line && line.offsetHeight > scroll.clientHeight) line.scrollIntoView({ block: "start", behavior: "instant" });
}

function watchEarlier() {
  const link = document.querySelector("#earlier a");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    showEarlier(link);
  });
  new IntersectionObserver((seen, observer) => {
    // On a busy machine several frames are told of at once, the first of them from before the scrolling.
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    showEarlier(link);
  }, { root: scroll, rootMargin: "400px 0px 0px 0px" }).observe(link);
}

async function showEarlier(link) {
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const html = await fetchEarlier(link.href);
  if (html === null) {
    link.ariaBusy = "false";
    return;
  }
  const part = new DOMParser().parseFromString(html, "text/html");
  const first = lines.firstElementChild;
  lines.prepend(...part.querySelectorAll("#news > li"));
  const place = document.getElementById("earlier");
  const next = part.getElementById("earlier");
  if (document.activeElement === link) first.querySelector("article").focus({ preventScroll: true });
  if (next) place.replaceWith(next);
  else place.remove();
  watchEarlier();
}

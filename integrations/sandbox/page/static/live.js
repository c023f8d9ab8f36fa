// Listens for news. When the server is gone it says so, and tries until it is back.
import { UNREACHED, refresh, warn } from "./send.js";

const RETRY = 1000;

export function followNews() {
  const source = new EventSource("/live");
  source.addEventListener("news", refresh);
  source.addEventListener("error", () => {
    warn(UNREACHED);
    if (source.readyState === EventSource.CLOSED) setTimeout(followNews, RETRY);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") refresh();
  });
}

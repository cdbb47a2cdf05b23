// Reloads the page when there is something else to see. A browser opens only six
// connections to one server, so pages in the background don't hold one.
(() => {
  const address = "/.gongkai/events?version=" + encodeURIComponent(document.currentScript.dataset.version);
  let events = null;
  const stop = () => {
    events?.close();
    events = null;
  };
  const listen = () => {
    if (document.hidden || events) return;
    events = new EventSource(address);
    events.addEventListener("reload", () => {
      stop();
      location.reload();
    });
  };
  // Older browsers leave the template of the findings as it is.
  for (const template of document.querySelectorAll("gongkai-findings > template")) {
    template.parentNode.attachShadow({ mode: "open" }).append(template.content);
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  listen();
})();

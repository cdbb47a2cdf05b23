// Reloads the page when there is something else to see, where the reader was. A browser opens only six connections
// to one server, so pages in the background don't hold one.
(() => {
  const { version, token } = document.currentScript.dataset;
  const address = "/.gongkai/events?version=" + encodeURIComponent(version);
  const place = "gongkai " + location.pathname;
  let events = null;
  const stop = () => {
    events?.close();
    events = null;
  };
  const reload = () => {
    stop();
    sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    location.reload();
  };
  const listen = () => {
    if (document.hidden || events) return;
    events = new EventSource(address);
    events.addEventListener("reload", reload);
  };
  const order = async (what, body) => {
    const answer = await fetch("/.gongkai/" + what, { method: "POST", headers: { "X-Gongkai-Token": token }, body });
    if (!answer.ok) alert(await answer.text());
  };
  const equip = (root) => {
    root.addEventListener("click", (event) => {
      const file = event.target.dataset?.edit;
      if (file) order("edit", file);
    });
    root.addEventListener("submit", (event) => {
      if (!("view" in event.target.dataset)) return;
      event.preventDefault();
      const { day, hidden } = event.target.elements;
      order("show", JSON.stringify({ day: day.value, hidden: hidden.checked }));
    });
    for (const button of root.querySelectorAll("[data-press]")) { // presses what the page has of its own
      const own = document.querySelector(button.dataset.press);
      button.hidden = !own;
      button.addEventListener("click", () => own.click());
    }
    const phone = root.querySelector("[data-phone]");
    if (phone) phone.href += "?page=" + encodeURIComponent(location.pathname);
  };
  // Older browsers leave the templates of what is added as they are.
  for (const template of document.querySelectorAll("gongkai-findings > template, gongkai-bar > template")) {
    template.parentNode.attachShadow({ mode: "open" }).append(template.content);
  }
  for (const added of document.querySelectorAll("gongkai-findings, gongkai-bar")) equip(added.shadowRoot);
  if (window !== top) document.querySelector("gongkai-bar")?.remove(); // the frame around it has one
  equip(document);
  const was = sessionStorage.getItem(place);
  if (was) {
    sessionStorage.removeItem(place);
    history.scrollRestoration = "manual";
    scrollTo(...JSON.parse(was));
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  listen();
})();

// Reports that this story was shown to somebody: not while the page waits behind another tab or is
// made ready ahead, and again when it comes back from the browser's memory. The server decides what
// counts; whatever happens here, the page stays as it is.
(function () {
  "use strict";

  var script = document.currentScript;
  var address = script.dataset.report;

  function show(reads) {
    var place = document.querySelector("[data-reads]");
    if (!place || !(reads > Number(place.dataset.reads))) { return; }
    place.dataset.reads = reads;
    var words = reads === 1 ? script.dataset.one : script.dataset.many;
    place.textContent = words.replace("#", reads.toLocaleString(document.documentElement.lang));
  }

  function send(isLast) {
    if (!window.fetch) { return navigator.sendBeacon && navigator.sendBeacon(address); }
    var how = { method: "POST", keepalive: true, credentials: "omit" };
    fetch(address, how).then(function (answer) {
      if (answer.status === 503 && !isLast) { return setTimeout(send, 5000, true); }
      return answer.status === 200 && answer.json().then(function (said) { show(said.reads); });
    }).catch(function () {
      if (!isLast && navigator.sendBeacon) { navigator.sendBeacon(address); }
    });
  }

  function whenSeen() {
    if (document.visibilityState === "visible") { return send(false); }
    document.addEventListener("visibilitychange", whenSeen, { once: true });
  }

  if (document.prerendering) {
    document.addEventListener("prerenderingchange", whenSeen, { once: true });
  } else {
    whenSeen();
  }
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { whenSeen(); }
  });
})();

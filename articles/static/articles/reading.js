// What a story's page can do besides being read: pass it on, read it aloud, show a video.
// Each works only where the browser can; without this file everything is still there as a link.
(function () {
  "use strict";

  function said(text) {
    document.querySelector(".share__said").textContent = text;
  }

  function marked(address) {
    var field = document.createElement("textarea");
    field.value = address;
    document.body.append(field);
    field.select();
    var copied = document.execCommand("copy");
    field.remove();
    return copied ? Promise.resolve() : Promise.reject();
  }

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var address = button.dataset.copy;
      var copying = navigator.clipboard ? navigator.clipboard.writeText(address) : marked(address);
      copying.then(function () { said(button.dataset.done); }, function () { said(address); });
    });
  });

  document.querySelectorAll("[data-share]").forEach(function (button) {
    button.hidden = !navigator.share;
    button.addEventListener("click", function () {
      navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(function () {});
    });
  });

  document.querySelectorAll("[data-video]").forEach(function (place) {
    var link = place.querySelector("a");
    var button = document.createElement("button");
    button.type = "button";
    button.className = "video__play";
    button.textContent = document.querySelector("[data-play]").dataset.play;
    link.before(button);
    button.addEventListener("click", function () {
      var frame = document.createElement("iframe");
      frame.src = "https://www.youtube-nocookie.com/embed/" + place.dataset.video + "?autoplay=1";
      frame.title = link.textContent;
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      button.replaceWith(frame);
      frame.focus();
    });
  });

  var listen = document.querySelector("[data-stop]");
  var voices = window.speechSynthesis;
  if (!listen || !voices) { return; }
  var start = listen.textContent;

  function indonesian() {
    return voices.getVoices().find(function (voice) {
      // A voice that lives elsewhere would tell somebody what is read here.
      return /^id\b/i.test(voice.lang) && voice.localService;
    });
  }

  function offer() { listen.hidden = !indonesian(); }

  function silent() {
    voices.cancel();
    listen.textContent = start;
    listen.setAttribute("aria-pressed", "false");
  }

  listen.addEventListener("click", function () {
    if (voices.speaking) { return silent(); }
    var parts = document.querySelectorAll(".article h1, .article__summary, .article__body :is(p, li, h2, h3)");
    var last;
    // One paragraph at a time: some browsers fall silent in the middle of a long text.
    parts.forEach(function (part) {
      last = new SpeechSynthesisUtterance(part.textContent);
      last.voice = indonesian();
      last.lang = "id-ID";
      voices.speak(last);
    });
    last.onend = silent;
    listen.textContent = listen.dataset.stop;
    listen.setAttribute("aria-pressed", "true");
  });
  window.addEventListener("pagehide", function () { voices.cancel(); });
  if (voices.addEventListener) { voices.addEventListener("voiceschanged", offer); }
  offer();
})();

// The page works without this. With it, answers come into the page that is shown, and "copy" copies.
"use strict";
(() => {
  const talk = document.getElementById("talk");
  const status = document.getElementById("status");
  const field = document.getElementById("q");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let busy = false;

  const say = (words) => { if (status) { status.textContent = ""; setTimeout(() => { status.textContent = words; }, 30); } };
  const elements = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const get = (path, options = {}) => fetch(path, { credentials: "same-origin", ...options, headers: { "X-Fragment": "1" } });

  // One question: what was asked is shown at once, and the answer under it when it is there.
  async function ask(question, fields, path, from) {
    if (busy || !question.trim()) return;
    busy = true;
    document.querySelector("main").classList.remove("start");
    field.placeholder = talk.dataset.more;
    if (from === field && matchMedia("(pointer: coarse)").matches) field.blur(); // the keyboard would hide the answer
    document.querySelectorAll("[name=after], [name=earlier]").forEach((each) => each.remove());
    const shown = document.createElement("div");
    shown.className = "exchange";
    const bubble = document.createElement("p");
    bubble.className = "question";
    bubble.textContent = question;
    const waiting = document.createElement("p");
    waiting.className = "waiting";
    waiting.textContent = `${talk.dataset.working} …`;
    shown.append(bubble, waiting);
    talk.append(shown);
    shown.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
    say(talk.dataset.working);
    try {
      const body = new URLSearchParams(fields);
      const response = await get(path, { method: "POST", body });
      const came = elements(await response.text());
      const answer = came.querySelector("article");
      if (!answer) {
        waiting.replaceWith(...came.childNodes);
        if (field && from === field) field.value = question;
        return;
      }
      shown.replaceWith(answer);
      enhance(answer);
      say(`${talk.dataset.answered}: ${answer.dataset.headline}`);
      if (from !== field) answer.querySelector("h2").focus({ preventScroll: true });
      answer.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
    } catch {
      waiting.className = "refusal";
      waiting.setAttribute("role", "alert");
      waiting.textContent = talk.dataset.failed;
      if (field && from === field) field.value = question;
    } finally {
      busy = false;
    }
  }

  // "Copy" copies at once; where that is not allowed, the text opens to be copied by hand.
  async function copy(event) {
    event.preventDefault();
    const box = event.currentTarget.parentElement;
    const text = box.querySelector("textarea");
    try {
      await navigator.clipboard.writeText(text.value);
      const summary = box.querySelector("summary");
      const before = summary.textContent;
      summary.textContent = `${talk.dataset.copied} ✓`;
      say(talk.dataset.copied);
      setTimeout(() => { summary.textContent = before; }, 2500);
    } catch {
      box.open = true;
      text.select();
    }
  }

  // A chart or table opens under the card, and closes again.
  async function part(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const link = event.currentTarget;
    if (link.opened) {
      link.opened.hidden = !link.opened.hidden;
      link.setAttribute("aria-expanded", String(!link.opened.hidden));
      return;
    }
    try {
      const response = await get(link.href);
      const came = elements(await response.text());
      link.opened = document.createElement("div");
      link.opened.append(...came.childNodes);
      link.closest(".actions").after(link.opened);
      link.setAttribute("aria-expanded", "true");
      const figure = link.opened.querySelector("figure");
      if (figure) figure.focus();
    } catch {
      location.href = link.href;
    }
  }

  async function tell(event) {
    event.preventDefault();
    const form = event.currentTarget;
    try {
      const response = await get(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      form.replaceChildren(...elements(await response.text()).childNodes);
      say(form.textContent.trim());
    } catch {
      say(talk.dataset.failed);
    }
  }

  function submitted(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const pressed = event.submitter;
    if (pressed && pressed.name) fields.set(pressed.name, pressed.value);
    const typed = form.contains(field);
    const shown = pressed && pressed.name === "q" ? pressed.textContent.trim() : fields.get("q");
    if (typed) field.value = "";
    if (fields.has("chosen")) form.querySelectorAll("button").forEach((each) => { each.disabled = true; });
    document.querySelectorAll("#talk ~ form [name=earlier]").forEach((each) => each.remove());
    ask(String(shown), fields, form.action, typed ? field : pressed);
  }

  function enhance(within) {
    within.querySelectorAll("form[data-ask]").forEach((form) => form.addEventListener("submit", submitted));
    within.querySelectorAll("form[data-tell]").forEach((form) => form.addEventListener("submit", tell));
    within.querySelectorAll("a[data-part]").forEach((link) => link.addEventListener("click", part));
    within.querySelectorAll("details.copy > summary").forEach((each) => each.addEventListener("click", copy));
    within.querySelectorAll("a.tile, a[data-question]").forEach((link) => link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const question = new URL(link.href).searchParams.get("q");
      ask(question, { q: question }, document.querySelector("form.ask").action, link);
    }));
  }

  if (!talk) return;
  enhance(document);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });
})();

/* Long forms are kept while they are written: <form data-autosave="/application/motivation/draft">.
   The form is posted there as it stands, three seconds after the last key and at once when the page is put
   away, as a phone does; any 2xx counts as kept. What is said then stands in the page, in its language. */

const PAUSE = 3000;

function watch(form) {
  const place = form.querySelector("[data-saved]");
  let changes = 0;
  let kept = 0;
  let leaving = false;
  let timer;

  const say = (words) => {
    if (place) place.textContent = words;
  };
  const clock = () =>
    new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });

  async function keep() {
    const upTo = changes;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "autosave" },
        redirect: "error",
      });
      if (!answer.ok) throw new Error(answer.status);
      kept = upTo;
      say(place?.dataset.saved.replace("{time}", clock()));
    } catch {
      say(place?.dataset.unsaved);
      timer = setTimeout(keep, 5 * PAUSE);
    }
  }

  form.addEventListener("input", () => {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || changes === kept || leaving) return;
    clearTimeout(timer);
    keep();
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changes > kept && !leaving) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

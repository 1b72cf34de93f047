/* Forms, made kinder: words are counted, nothing is sent twice. */

/* Words against the limit, said while writing; the hint below the field is the place. */
function countWords(field) {
  const limit = Number(field.dataset.words);
  const used = field.value.trim().split(/\s+/u).filter(Boolean).length;
  const place = document.getElementById(`${field.id}-count`);
  const left = limit - used;
  place.textContent = (left < 0 ? place.dataset.over : place.dataset.count)
    .replace("{over}", -left)
    .replace("{used}", used);
  place.classList.toggle("over", left < 0);
}

for (const field of document.querySelectorAll("[data-words]")) {
  countWords(field);
  field.addEventListener("input", () => countWords(field));
}

/* The second press of the same button is the same wish: it is let fall. The button keeps its name and value. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
});

/* Back by the browser's own button: the page is as it was, and so are its buttons. */
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
});

/* A question before an act that cannot be taken back: <button data-confirm="Withdraw the application?">. */

function ask(question, label) {
  const dialog = document.createElement("dialog");
  const words = document.createElement("p");
  words.id = "question";
  words.textContent = question;
  const answers = document.createElement("form");
  answers.method = "dialog";
  answers.className = "actions";
  answers.append(answer(label, "yes", "btn btn-danger"), answer("Go back", "", "btn btn-quiet"));
  dialog.setAttribute("aria-labelledby", "question");
  dialog.append(words, answers);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function answer(label, value, classes) {
  const button = document.createElement("button");
  button.className = classes;
  button.value = value;
  button.textContent = label;
  return button;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-confirm]");
  if (!button) return;
  event.preventDefault();
  if (await ask(button.dataset.confirm, button.textContent.trim())) button.form.requestSubmit(button);
  else button.focus();
});

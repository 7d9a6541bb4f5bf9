/* Improves the form that asks; without it the form works all the same. Enter sends, a second press is not sent again,
   and the wait is announced. */

const form = document.querySelector("form.ask");
const status = form.querySelector("[role=status]");

function wait(waiting) {
  document.documentElement.toggleAttribute("data-waiting", waiting);
  status.textContent = waiting ? form.dataset.waiting : "";
}

form.elements.namedItem("question").addEventListener("keydown", (event) => {
  // While an input method composes a character, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  if (document.documentElement.hasAttribute("data-waiting")) {
    event.preventDefault();
  } else if (!navigator.onLine) {
    event.preventDefault();
    status.textContent = form.dataset.offline;
  } else {
    wait(true);
  }
});

// The page may come back from the browser's memory as it was left.
window.addEventListener("pageshow", () => wait(false));

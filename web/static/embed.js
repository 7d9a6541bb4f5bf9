/* Makes the snippet and its preview anew at every choice; without it the button of the form does. */

const form = document.querySelector("form.filters");
const frame = document.querySelector("iframe.preview");
let latest = 0;

form.addEventListener("change", async () => {
  const number = ++latest;
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form)).toString();
  const response = await fetch(address);
  if (!response.ok) return;
  const made = new DOMParser().parseFromString(await response.text(), "text/html");
  // A slow answer to an earlier choice comes too late.
  if (number !== latest) return;
  document.getElementById("snippet").textContent = made.getElementById("snippet").textContent;
  frame.contentWindow.location.replace(made.querySelector("iframe.preview").getAttribute("src"));
  history.replaceState(null, "", address);
});

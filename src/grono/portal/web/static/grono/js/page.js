/* Small comforts; every page works without them. */
"use strict";

const summary = document.querySelector(".error-summary");
if (summary) {
  summary.focus();
}

const accountMenu = document.querySelector(".account-menu");
if (accountMenu) {
  const close = () => { accountMenu.open = false; };
  accountMenu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && accountMenu.open) {
      close();
      accountMenu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!accountMenu.contains(event.target)) {
      close();
    }
  });
}

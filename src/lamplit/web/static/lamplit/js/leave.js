/* Asks the browser to hold a page whose last words are not kept anywhere yet. */
export const holdWhile = (isUnkept) => {
  window.addEventListener("beforeunload", (event) => {
    if (isUnkept()) event.preventDefault();
  });
};

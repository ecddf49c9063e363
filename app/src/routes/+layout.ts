/** No page sends a script unless it says so itself: everything is in the page. */
export const csr = false;

/** Reader pages send no script at all: everything is in the page. */
export const csr = false;

/**
 * Makes one tree like the other, and touches nothing that is alike already. Another scene takes the place
 * of what was there whole; what scripts write and what the reader has opened stay as they are.
 */
export function become(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.dataset?.scene !== fresh.dataset?.scene) {
    old.replaceWith(document.importNode(fresh, true));
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.matches('[data-alert], .net')) return;
  const kept = old.nodeName === 'DETAILS' ? 'open' : '';
  for (const { name } of [...old.attributes]) {
    if (name !== kept && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  after.forEach((child, place) => {
    if (before[place]) become(before[place], child);
    else old.append(document.importNode(child, true));
  });
  for (const surplus of before.slice(after.length)) surplus.remove();
}

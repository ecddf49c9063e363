/** Says beside each field how many signs are left, once few are. */
export function countSigns(): void {
  for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-most]')) {
    const place = field.parentElement?.querySelector('[data-count]');
    if (!place) continue;
    const { most, left, over } = field.dataset;
    const say = () => {
      const remaining = Number(most) - [...field.value.trim()].length;
      const words = remaining < 0 ? over : left;
      place.textContent =
        remaining > 40 ? '' : (words?.replace('{count}', String(Math.abs(remaining))) ?? '');
    };
    field.addEventListener('input', say);
    say();
  }
}

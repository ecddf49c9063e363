/** Says beside the field how many signs are left, once few are. */
export function countSigns(): void {
  const field = document.querySelector<HTMLTextAreaElement>('textarea[data-most]');
  const place = document.querySelector('[data-count]');
  if (!field || !place) return;
  const { most, left, over } = field.dataset;
  const say = () => {
    const remaining = Number(most) - [...field.value.trim()].length;
    const words = remaining < 0 ? over : left;
    place.textContent = remaining > 40 ? '' : (words?.replace('{count}', String(Math.abs(remaining))) ?? '');
  };
  field.addEventListener('input', say);
  say();
}

const WARNED = 40_000;
const CLEARED = 60_000;

/** A shared device that nobody touches goes back to its first screen, where the next person begins. */
export function resetWhenIdle(shared: HTMLElement): void {
  const door = shared.dataset.kiosk ?? '/';
  const warning = shared.querySelector<HTMLElement>('[data-idle]');
  if (!warning || location.pathname === door) return;
  let touched = Date.now();
  const touch = () => {
    touched = Date.now();
    warning.hidden = true;
  };
  for (const kind of ['pointerdown', 'keydown', 'scroll', 'input'])
    addEventListener(kind, touch, { passive: true });
  setInterval(() => {
    const idle = Date.now() - touched;
    if (idle >= CLEARED) location.replace(door);
    else if (idle >= WARNED) warning.hidden = false;
  }, 1_000);
}

/** Kinds of device that a page may name to their holder. */
export type Device = 'android' | 'iphone' | 'ipad' | 'mac' | 'windows' | 'linux' | 'other';

/**
 * The kind of device that a browser says it runs on, to be shown to whoever holds it and kept nowhere.
 *
 * @example deviceOf('Mozilla/5.0 (Linux; Android 14; K) …') // 'android'
 */
export function deviceOf(userAgent: string | null): Device {
  const signs: readonly (readonly [RegExp, Device])[] = [
    [/Android/, 'android'],
    [/iPhone/, 'iphone'],
    [/iPad/, 'ipad'],
    [/Macintosh/, 'mac'],
    [/Windows/, 'windows'],
    [/Linux|X11/, 'linux'],
  ];
  return signs.find(([sign]) => sign.test(userAgent ?? ''))?.[1] ?? 'other';
}

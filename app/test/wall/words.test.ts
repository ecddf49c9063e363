import { expect, test } from 'vitest';
import { formatTime } from '#lib/answer/formatTime.ts';
import { deviceOf } from '../../src/routes/reach/deviceOf.ts';

test('the time of a séance is said as people say it', () => {
  expect(formatTime('2026-11-26T19:30', 'fr')).toBe('19\u00A0h\u00A030');
  expect(formatTime('2026-11-26T09:00', 'fr')).toBe('9\u00A0h');
  expect(formatTime('2026-11-26T09:00', 'en')).toBe('09:00');
});

test('a device is named by what its browser says of itself', () => {
  // User agents as browsers send them, their version numbers left off.
  expect(deviceOf('Mozilla/5.0 (Linux; Android 10; K) AppleWebKit Chrome Mobile Safari')).toBe('android');
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit Mobile Safari')).toBe(
    'iphone',
  );
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko Firefox')).toBe('windows');
  expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit Chrome Safari')).toBe('linux');
  expect(deviceOf('')).toBe('other');
  expect(deviceOf(null)).toBe('other');
});

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds, type Place } from '../store/stores.ts';
import { boxHash } from './boxOf.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`on ${name}`, () => {
    const CODE = 'KFC473';
    let place: Place;
    let stage: Stage;
    let room: Room;
    let host: string;

    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        prepare: async (store) => {
          room = await makeRoom(store, CODE);
        },
      });
      host = cookieHeader(await enterAsHost(stage));
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    /** The instance still answers, and the box holds what it held. */
    async function unharmed(before: string): Promise<void> {
      expect((await stage.ask({ path: '/fr' })).status).toBe(200);
      expect(await boxHash(stage)).toBe(before);
    }

    /** Writes bytes to the server as they are; what comes back until it closes, or once it has answered. */
    function raw(bytes: string): Promise<string> {
      return new Promise((resolve) => {
        const socket = connect(stage.port, '127.0.0.1', () => socket.write(bytes));
        let back = '';
        socket.on('data', (piece) => {
          back += piece;
          if (back.includes('\r\n\r\n')) socket.destroy();
        });
        // A server may hang up while it is still being written to.
        socket.on('error', () => {});
        socket.once('close', () => resolve(back));
      });
    }

    it('refuses a huge body on every door before it has read it', async () => {
      const before = await boxHash(stage);
      const megabytes = 'a'.repeat(3 * 1024 * 1024);
      for (const [path, type] of [
        ['/-/vote', 'application/json'],
        [`/en/${CODE}`, 'application/x-www-form-urlencoded'],
        [`/en/${CODE}/write`, 'application/x-www-form-urlencoded'],
        ['/host/enter/kX0', 'application/x-www-form-urlencoded'],
        ['/host/leave', 'application/x-www-form-urlencoded'],
      ]) {
        const { status } = await stage.ask({
          method: 'POST',
          path,
          headers: {
            origin: stage.url,
            'content-type': type,
            cookie: `ballot-${room.inquiry}=${room.secret}; ${host}`,
          },
          body: `text=${megabytes}`,
        });
        expect(status, path).toBe(413);
      }
      await unharmed(before);
    });

    it('refuses a body that says it is small and is not, or says nothing of its size', async () => {
      const before = await boxHash(stage);
      const head = `POST /-/vote HTTP/1.1\r\nhost: localhost:${stage.port}\r\norigin: ${stage.url}\r\ncontent-type: application/json\r\n`;
      const chunk = `${(100_000).toString(16)}\r\n${'a'.repeat(100_000)}\r\n`;
      const chunked = await raw(`${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(10)}0\r\n\r\n`);
      expect(chunked.slice(0, 12)).toBe('HTTP/1.1 413');
      const both = await raw(`${head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`);
      expect(both.slice(0, 12)).toBe('HTTP/1.1 400');
      await unharmed(before);
    });

    it('refuses headers without end, and lines that are no header', async () => {
      const before = await boxHash(stage);
      const host = `host: localhost:${stage.port}\r\n`;
      const long = await raw(`GET /fr HTTP/1.1\r\n${host}cookie: ${'a'.repeat(40_000)}\r\n\r\n`);
      expect(long.slice(0, 12)).toBe('HTTP/1.1 431');
      const folded = await raw(`GET /fr HTTP/1.1\r\n${host}x: a\r\n\0b: c\r\n\r\n`);
      expect(folded.slice(0, 12)).toBe('HTTP/1.1 400');
      const split = await raw(`GET /fr HTTP/1.1\r\n${host}${host}x\r\n\r\n`);
      expect(split.slice(0, 12)).toBe('HTTP/1.1 400');
      await unharmed(before);
    });

    it.each(['', 'a b', '[', 'localhost:99999', 'elsewhere.example/fr', '"><script>'])(
      'survives a visitor who says that the host is «%s»',
      async (name) => {
        const before = await boxHash(stage);
        const back = await raw(`GET /fr HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`);
        expect(back).toMatch(/^HTTP\/1\.1 [24]\d\d /);
        expect(back).not.toContain('<script>');
        await unharmed(before);
      },
    );

    it('answers no method that it does not know with anything but a refusal', async () => {
      const before = await boxHash(stage);
      for (const path of ['/fr', '/host', `/en/${CODE}`, '/-/vote', `/-/room/${CODE}`, '/mark.svg']) {
        for (const method of ['TRACE', 'PROPFIND', 'PUT', 'DELETE', 'PATCH']) {
          const { status, text } = await stage.ask({
            method,
            path,
            headers: { origin: stage.url, cookie: host },
          });
          expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
          expect(status, `${method} ${path}`).toBeLessThan(500);
          expect(text).not.toContain(host);
        }
      }
      await unharmed(before);
    });

    it('takes the method from the request line and from nowhere else', async () => {
      const before = await boxHash(stage);
      const headers = {
        origin: stage.url,
        cookie: host,
        'x-http-method-override': 'POST',
        'x-method-override': 'POST',
      };
      const { status } = await stage.ask({ path: '/host/leave?_method=POST', headers });
      expect(status).toBe(303);
      expect((await stage.ask({ path: '/host', headers: { cookie: host } })).status).toBe(200);
      await unharmed(before);
    });

    it('changes nothing on GET or HEAD, whoever asks', async () => {
      const before = await boxHash(stage);
      const link = await stage.newHostLink();
      const withLink = await boxHash(stage);
      expect(withLink).not.toBe(before);
      for (const path of [
        link,
        '/host/leave',
        `/en/${CODE}`,
        `/en/${CODE}/vote?value=1`,
        `/en/${CODE}/write?text=a`,
      ]) {
        for (const method of ['GET', 'HEAD']) {
          await stage.ask({
            method,
            path,
            headers: { cookie: `${host}; ballot-${room.inquiry}=${room.secret}` },
          });
        }
      }
      expect(await boxHash(stage)).toBe(withLink);
    });

    it.each([
      '/../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/_app/../../../package.json',
      '/_app/%2e%2e%2f%2e%2e%2fpackage.json',
      '/_app/..%5c..%5cserver%5cmanifest.js',
      '//etc/passwd',
      '/etc/passwd%00.svg',
      '/.git/config',
      '/server/manifest.js',
      '/fr/../../box.sqlite',
      '/box.sqlite',
      '/-/../box.sqlite',
      '/%',
      '/%c0%af',
      '/fr/inquiry/%00/everyone',
      '/fr/inquiry/..%2f..%2fbox.sqlite/everyone',
    ])('gives nothing of the machine at %s', async (path) => {
      const { status, text } = await stage.ask({ path });
      expect(status).toBeGreaterThanOrEqual(300);
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(
        /SQLite format|"dependencies"|root:|\[core\]|manifest = |node:internal|at .*\.js:\d/,
      );
    });

    it('keeps strangers out of every page of the console, however the path is written', async () => {
      for (const path of [
        '/host',
        '/host/',
        '//host',
        '/HOST',
        '/host/%2e',
        '/./host',
        '/fr/../host',
        '/host?x=/fr',
        '/host/__data.json',
        '/__data.json/host',
        `/host/${room.inquiry}`,
        `/host/${room.inquiry}/seance/1/run`,
      ]) {
        const { status, text } = await stage.ask({ path });
        expect(text, path).not.toContain(room.code);
        expect(status, path).not.toBe(500);
        // The framework's own way to send away, when data are asked for.
        const away = /^\{"type":"redirect",[^{]*"\/host\/enter"/.test(text);
        if (path.startsWith('/host')) expect(status === 200 && !away, path).toBe(false);
      }
    });

    it.each([
      'GET /fr HTTP/1.0\r\n\r\n',
      'GET http://elsewhere.example/host HTTP/1.1\r\nhost: elsewhere.example\r\n\r\n',
      'GET x://elsewhere.example/host HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET @elsewhere.example/ HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET .elsewhere.example/ HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET //elsewhere.example/ HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET /\\elsewhere.example/ HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET /%5Celsewhere.example/ HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET /fr//elsewhere.example/ HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET /fr/?x=%0D%0Aset-cookie:%20a=b HTTP/1.1\r\nhost: a\r\n\r\n',
      'OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n',
      'CONNECT elsewhere.example:443 HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET /fr HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
    ])('leads nobody elsewhere and does not fall: %j', async (bytes) => {
      const before = await boxHash(stage);
      const back = await raw(bytes.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
      expect(back).not.toMatch(/^HTTP\/1\.1 5/);
      // Back to an address of ours, or nowhere.
      expect(back).not.toMatch(/^location: (?!\.\.\/\w|\/(?![/\\]))/im);
      expect(back).not.toMatch(/^set-cookie: a=b/im);
      await unharmed(before);
    });

    it('answers others while forms that never end wait for their rest', async () => {
      const before = await boxHash(stage);
      const head = `POST /en/${CODE} HTTP/1.1\r\nhost: localhost:${stage.port}\r\norigin: ${stage.url}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 200000\r\n\r\na=`;
      const waiting = Array.from({ length: 200 }, () => {
        const socket = connect(stage.port, '127.0.0.1', () => socket.write(head));
        socket.on('error', () => {});
        return socket;
      });
      await unharmed(before);
      expect((await stage.ask({ path: `/-/room/${CODE}` })).status).toBe(200);
      for (const socket of waiting) socket.destroy();
      await unharmed(before);
    });
  });
}

import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { phoneAddresses } from '../../src/routes/wall/phoneAddresses.ts';
import { roomAddress } from '../../src/routes/wall/roomAddress.ts';

const four = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '02:00:00:00:00:01',
  cidr: `${address}/24`,
});
const six: NetworkInterfaceInfo = {
  address: 'fe80::1',
  internal: false,
  family: 'IPv6',
  netmask: 'ffff:ffff:ffff:ffff::',
  mac: '02:00:00:00:00:01',
  cidr: 'fe80::1/64',
  scopeid: 2,
};

describe('phoneAddresses', () => {
  test('the network of the room comes before those of containers and tunnels', () => {
    const found = phoneAddresses({
      docker0: [four('172.17.0.1')],
      wg0: [four('10.8.0.2')],
      eth0: [four('10.0.4.7'), six],
      wlan0: [four('192.168.1.20')],
    });
    expect(found.map(({ way }) => way)).toEqual(['wlan0', 'eth0', 'wg0', 'docker0']);
  });

  test('this machine alone, and addresses given for want of a network (RFC 3927), are left out', () => {
    expect(
      phoneAddresses({
        lo: [four('127.0.0.1', true)],
        en1: [four('169.254.7.7')],
        en2: undefined,
        en3: [six],
      }),
    ).toEqual([]);
  });
});

describe('roomAddress', () => {
  test('the public address wins, whatever the wall was asked for', () => {
    const address = roomAddress(
      new URL('http://localhost:3000/wall/KFC473?address=10.0.0.9'),
      new URL('https://abord.example/'),
    );
    expect(address).toEqual({
      origin: 'https://abord.example',
      typed: 'abord.example',
      from: 'public',
      choices: [],
    });
  });

  test('a name that other machines know is kept', () => {
    const { origin, typed, from } = roomAddress(new URL('http://salle.lan:3000/wall/KFC473'), undefined);
    expect([origin, typed, from]).toEqual(['http://salle.lan:3000', 'salle.lan:3000', 'here']);
  });

  test('phones are never sent to themselves while there is a network, and its absence is said', () => {
    for (const name of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]']) {
      const { origin, from, choices } = roomAddress(new URL(`http://${name}:3000/wall/KFC473`), undefined);
      const expected = choices[0] ? `http://${choices[0].address}:3000` : `http://${name}:3000`;
      expect([origin, from]).toEqual([expected, choices[0] ? 'network' : 'nowhere']);
    }
  });

  test('an address that is not one of this machine cannot be chosen for it', () => {
    const { typed } = roomAddress(
      new URL('http://salle.lan:3000/wall/KFC473?address=evil.example'),
      undefined,
    );
    expect(typed).toBe('salle.lan:3000');
  });
});

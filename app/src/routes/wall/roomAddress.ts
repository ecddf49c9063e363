import { networkInterfaces } from 'node:os';
import { type PhoneAddress, phoneAddresses } from './phoneAddresses.ts';

/** Where phones find this instance. */
export interface RoomAddress {
  /** What codes to photograph begin with: `http://192.168.1.20:3000`. */
  readonly origin: string;
  /** The same as people type it, without the protocol. */
  readonly typed: string;
  /**
   * Whence it comes: given when Abord started, a local network of this machine, the address at which this
   * page was asked for, or none that a phone could reach.
   */
  readonly from: 'public' | 'network' | 'here' | 'nowhere';
  /** Addresses of this machine to choose from; empty where the address was given. */
  readonly choices: readonly PhoneAddress[];
}

const ownMachine = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address that phones will use: the public one where it was given; else what the wall's own page was
 * asked for, unless only this machine knows it by that name; else its address on the local network, or
 * the one that was chosen among several (`?address=`).
 */
export function roomAddress(url: URL, publicUrl: URL | undefined): RoomAddress {
  if (publicUrl) return { ...named(publicUrl), from: 'public', choices: [] };
  const choices = phoneAddresses(networkInterfaces());
  const asked = url.searchParams.get('address');
  const chosen = choices.find(({ address }) => address === asked);
  if (!chosen && !ownMachine.test(url.hostname)) return { ...named(url), from: 'here', choices };
  const address = chosen ?? choices[0];
  if (!address) return { ...named(url), from: 'nowhere', choices };
  const near = new URL(url.origin);
  near.hostname = address.address;
  return { ...named(near), from: 'network', choices };
}

function named({ origin, host }: URL): { origin: string; typed: string } {
  return { origin, typed: host };
}

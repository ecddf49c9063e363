import type { NetworkInterfaceInfo } from 'node:os';

/** An address of this machine at which phones of the same network may find it. */
export interface PhoneAddress {
  readonly address: string;
  /** What the operating system calls the way out: `wlan0`, `en0`. */
  readonly way: string;
}

/** Ways that lead to other programs of this machine or to another house, seldom to the room. */
const elsewhere = /^(docker|br-|veth|virbr|vmnet|vboxnet|podman|cni|tun|tap|wg|utun|zt|tailscale)/i;

/**
 * Addresses of this machine on its local networks, the likeliest first: those of a way that leads to the
 * room, and among them those that homes, offices and phones give out. IPv4 only, since people may have to
 * type it. Addresses that a machine gave itself for want of a network are left out. O(n log n).
 *
 * @example phoneAddresses({ wlan0: [{ address: '192.168.1.20', family: 'IPv4', internal: false, … }] })
 * // [{ address: '192.168.1.20', way: 'wlan0' }]
 */
export function phoneAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): PhoneAddress[] {
  return Object.entries(interfaces)
    .flatMap(([way, given]) =>
      (given ?? []).flatMap(({ address, family, internal }) =>
        family === 'IPv4' && !internal && !address.startsWith('169.254.') ? [{ address, way }] : [],
      ),
    )
    .sort((a, b) => rank(a) - rank(b) || (a.address < b.address ? -1 : 1));
}

function rank({ address, way }: PhoneAddress): number {
  const network = /^192\.168\./.test(address) ? 0 : /^10\./.test(address) ? 1 : 2;
  return (elsewhere.test(way) ? 10 : 0) + network;
}

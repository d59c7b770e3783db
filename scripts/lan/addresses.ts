import { networkInterfaces } from 'node:os';

/** Bridges of containers, virtual machines and tunnels: no phone is ever on the other side. */
const virtual = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun|vEthernet|cni|flannel)/;

/** This machine's IPv4 addresses in its networks, those of real cards first. */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, isVirtual: virtual.test(name) })),
  );
  return found
    .sort((one, other) => Number(one.isVirtual) - Number(other.isVirtual))
    .map(({ address }) => address);
}

import { readFileSync } from 'node:fs';

/** A socket that takes connections. */
export interface Listener {
  /** Of the socket: by it the process is found that has it. */
  readonly inode: string;
  readonly port: number;
  /** Whether only this machine can reach it. */
  readonly loopback: boolean;
}

/** All of this machine (Linux). */
export function listeners(): readonly Listener[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
    try {
      return listenersIn(readFileSync(file, 'utf8'));
    } catch {
      // A kernel without IPv6 has no tcp6.
      return [];
    }
  });
}

/** TCP_LISTEN: https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html */
const LISTENING = '0A';

/** Those in a table as the kernel writes it: a header, then a socket a line. */
export function listenersIn(table: string): readonly Listener[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      if (state !== LISTENING) return [];
      const [address = '', port = ''] = local.split(':');
      return [{ inode, port: Number.parseInt(port, 16), loopback: isLoopback(address) }];
    });
}

/** 127.0.0.0/8, ::1, and the first as an address of IPv6. The kernel turns the bytes of each word round. */
function isLoopback(address: string): boolean {
  const words = address.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).toReversed()).join('');
  return /^(?:(?:0{20}F{4})?7F.{6}|0{31}1)$/.test(bytes);
}

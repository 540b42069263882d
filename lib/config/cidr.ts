/** A block of IPv4 addresses: `size` of them from `first` on, `size` a power of two. */
export interface Cidr {
  /** The lowest address, as a number. */
  readonly first: number;
  readonly prefix: number;
  /** Number of addresses. */
  readonly size: number;
}

/**
 * Reads a block such as `10.40.0.0/16`; bits behind the prefix are dropped.
 * The text must be a block, as the schema has made sure.
 */
export function parseCidr(text: string): Cidr {
  const [address = '', length = ''] = text.split('/');
  const prefix = Number(length);
  const size = sizeOf(prefix);
  const value = addressValue(address);
  return { first: value - (value % size), prefix, size };
}

/** The block as text, without bits behind the prefix. */
export function cidrText({ first, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** Number of addresses behind a prefix length. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** Whether two blocks have an address in common. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && overlap(outer, inner);
}

// Not with shifts: those of JavaScript are signed.
function addressValue(address: string): number {
  return address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
}

import { listenersIn } from './listeners';
import { descendants } from './process-table';

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

function row(local: string, state: string, inode = 77): string {
  return `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${String(inode)} 1 0000000000000000 100 0 0 10 0`;
}

it.each([
  ['127.0.0.1', '0100007F:11D6', true],
  ['another of 127.0.0.0/8', '0200107F:11D6', true],
  ['::1', '00000000000000000000000001000000:11D6', true],
  ['::ffff:127.0.0.1', '0000000000000000FFFF00000100007F:11D6', true],
  ['0.0.0.0', '00000000:11D6', false],
  ['::', '00000000000000000000000000000000:11D6', false],
  ['10.0.0.127', '7F00000A:11D6', false],
  ['::ffff:10.0.0.1', '0000000000000000FFFF00000100000A:11D6', false],
  ['fe80::1', '000080FE000000000000000001000000:11D6', false],
])('of the kernel is read: %s', (_, local, loopback) => {
  expect(listenersIn([HEADER, row(local, '0A'), ''].join('\n'))).toEqual([
    { inode: '77', port: 4566, loopback },
  ]);
});

it('is no connection', () => {
  expect(listenersIn([HEADER, row('00000000:11D6', '01'), ''].join('\n'))).toEqual([]);
});

it('has descendants in any order of the table', () => {
  const table = [
    [5, 4],
    [4, 2],
    [2, 1],
    [3, 9],
  ].map(([pid = 0, parent = 0]) => ({ pid, parent, command: ['sh'] }));
  expect(descendants(table, 2)).toEqual(new Set([4, 5]));
});

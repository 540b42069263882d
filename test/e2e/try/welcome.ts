import type { Line, Place } from './lines';
import { PATIENT } from './lines';
import type { Player } from './on-stage';
import { shortened } from './on-stage';

/** What stands and waits for a person. */
export interface Ready extends Place {
  readonly zone: string;
  readonly players: readonly Player[];
  readonly lines: readonly Line[];
}

/** The last object of `--json`. Tokens are in the files, where they are kept fresh. */
export function readyObject({ zone, address, folder, players, lines }: Ready): object {
  return {
    event: 'ready',
    zone,
    address,
    folder,
    patient: PATIENT,
    people: players.map(({ file, member, may }) => ({
      name: member.username,
      id: member.id,
      role: member.role,
      may,
      headers: `${folder}/${file}`,
    })),
    lines: lines.map(({ title, command }) => ({ title, command })),
  };
}

/**
 * What a person reads when all is ready.
 *
 * @param port that was wanted
 */
export function welcome({ zone, address, folder, players, lines }: Ready, port: number): string {
  const other = address.endsWith(`:${String(port)}`) ? '' : `   port ${String(port)} is taken`;
  const rows = players.map(({ file, member, may }) => [
    member.username,
    member.role,
    may,
    `${folder}/${file}`,
    shortened(member.tokens.access),
  ]);
  return [
    '',
    `Zone ${zone} stands on this machine. All people in it are made up, and nothing here is for PHI.`,
    '',
    `  API      ${address}/v1/...   (api/openapi.yaml)${other}`,
    `  Patient  ${PATIENT}`,
    '',
    ...table([['who', 'role', '', 'headers for curl', 'token'], ...rows]),
    '',
    `A header file holds the whole token, which is renewed every four minutes: curl -H @${folder}/physician`,
    'Paste into another terminal, in this folder:',
    ...lines.flatMap(({ title, command }, at) => ['', `${String(at + 1)}. ${title}`, '', command]),
    '',
    'Ctrl-C ends it, and leaves nothing behind.',
    '',
  ].join('\n');
}

/** Columns of equal width. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = rows;
  const widths = first.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
  );
}

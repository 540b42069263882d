/** A line to paste into a shell: bash, zsh and sh take it, with curl and what this repository has. */
export interface Line {
  /** What it shows. */
  readonly title: string;
  readonly command: string;
  /** What it prints, each of them. */
  readonly prints: readonly RegExp[];
}

/** Where the lines find what they need. */
export interface Place {
  /** Folder with the header files and bodies, relative to that of the repository: `build/try`. */
  readonly folder: string;
  /** Address of the API. */
  readonly address: string;
}

/** Record number of the made-up patient whom everything is about. */
export const PATIENT = 'MADE-UP-0001';
/** A made-up value of a made-up patient. */
const VALUE = '72 /min';
/** Bodies that hold the exports. */
export const PARTS = [1, 2, 3] as const;

/** The five lines. Each can be pasted again, in any order once the first has been. */
export function linesFor({ folder, address }: Place): readonly Line[] {
  const call = (who: string, path: string, body: string): string =>
    `curl -sw '\\n' -H @${folder}/${who} -d ${body} ${address}/v1/${path}`;
  const field = (rest: string): string =>
    `'{"purpose":"TREAT","items":[{"patientId":"${PATIENT}","dataType":"vitals","field":"pulse",${rest}}]}'`;
  // What the first line has kept: the one thing in it that looks like a JWE.
  const kept = field(`"jwe":"'$(grep -o 'eyJ[^"]*' ${folder}/encrypted.json)'"`);
  const exports = `curl -so /dev/null -w "exports-$n.json: %{http_code}\\n" -H @${folder}/physician -d @${folder}/exports-$n.json ${address}/v1/audit/events`;
  const incidents = call('privacy-officer', 'incidents/list', `'{}'`);
  return [
    {
      title: 'Encrypt a field, as the physician',
      command: `${call('physician', 'phi/encrypt', field(`"text":"${VALUE}"`))} | tee ${folder}/encrypted.json`,
      prints: [/"jwe":"eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+"/],
    },
    {
      title: 'Decrypt it',
      command: call('physician', 'phi/decrypt', kept),
      prints: [/"text":"72 \/min"/],
    },
    {
      title: 'Decrypt it as a nurse who does not care for the patient: denied',
      command: call('nurse', 'phi/decrypt', kept),
      prints: [/"status":403\b/, /"code":"no-care-relation"/],
    },
    {
      title: 'Who saw this patient? With a proof of one row',
      command: `npx tsx test/e2e/try/who-saw.ts ${folder} ${PATIENT} && npx hlz ledger verify-proof ${folder}/row.tlog-proof --key ${folder}/ledger.vkey`,
      prints: [
        /^attending-physician .* 0 denied: .*decrypt \d/m,
        /^nurse .* [1-9]\d* denied: decrypt \d/m,
        /Proven: leaf /,
      ],
    },
    {
      title: '1,001 exports by one person, and the incident that they raise',
      command: `for n in ${PARTS.join(' ')}; do ${exports}; done; for s in 1 2 4 8 16 32; do ${incidents} | grep bulk-export && break; sleep $s; done`,
      prints: [
        ...PARTS.map((n) => new RegExp(`^exports-${String(n)}\\.json: 200$`, 'm')),
        /"rule":"bulk-export"/,
        /"severity":"high"/,
      ],
    },
  ];
}

/** One more than the default of the rule: 1,000 in ten minutes. */
export const EXPORTS = 1_001;
/** Most events of one call. */
const A_CALL = 500;

/**
 * The exports as bodies of calls, for `PARTS`.
 *
 * @param key of its own for each deployed zone: a body that comes again counts once
 */
export function exportBodies(key: string): readonly string[] {
  const event = {
    type: 'phi-export',
    action: 'export',
    outcome: 'success',
    patientId: PATIENT,
    purpose: 'TREAT',
    resource: { type: 'lab-results', ref: 'list-5a1b2c' },
    fields: ['value'],
    recordCount: 1,
    phiAccessed: true,
    exportFormat: 'csv',
    exportDestination: 'workstation',
  };
  return PARTS.map((part, at) => {
    const events = Array.from({ length: Math.min(A_CALL, EXPORTS - at * A_CALL) }, () => event);
    return JSON.stringify({ idempotencyKey: `${key}-${String(part)}`, events });
  });
}

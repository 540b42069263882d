import { duesOf } from '../../../../lambda/breach/clocks/dues';
import { applyEntry } from '../../../../lambda/breach/register/apply';
import type { Author, Change, Entry, Incident } from '../../../../lambda/breach/register/incident';
import { INCIDENT } from './made-up';

/** How the made-up incident came about: one change of each kind, and some more. */

const OFFICER: Author = { kind: 'person', id: 'officer-1', role: 'privacy-officer' };
const OTHER: Author = { kind: 'person', id: 'officer-2', role: 'privacy-officer' };
const DETECTOR: Author = { kind: 'service', id: 'breach-detector' };
const CLOCK: Author = { kind: 'service', id: 'breach-clock' };

const { tenant, origin, facts, hits, counts, assessment } = INCIDENT;
if (hits === undefined || counts === undefined || assessment === undefined) {
  throw new Error('the made-up incident is whole');
}

const CHANGES: readonly (readonly [Author, Change])[] = [
  [
    DETECTOR,
    {
      kind: 'opened',
      tenant,
      origin,
      severity: 'medium',
      discoveredOn: '2026-11-02',
      drill: false,
      hits: { ...hits, count: 1, lastAt: hits.firstAt },
    },
  ],
  [DETECTOR, { kind: 'hit', severity: 'high', hits: { ...hits, count: 2 } }],
  [OFFICER, { kind: 'state', to: 'investigating', why: 'The export was asked for by nobody.' }],
  [OFFICER, { kind: 'facts', facts }],
  [
    OFFICER,
    { kind: 'discovery', discoveredOn: '2026-11-01', why: 'A nurse told her chief on Sunday.' },
  ],
  [OFFICER, { kind: 'counts', counts: { ...counts, total: 500, byState: { CA: 500 } } }],
  [OFFICER, { kind: 'counts', counts }],
  [
    OFFICER,
    {
      kind: 'safe-harbor',
      finding: {
        method: 'AES-256',
        keysCompromised: true,
        rationale: 'The session could decrypt.',
      },
    },
  ],
  [
    OFFICER,
    {
      kind: 'exclusion',
      finding: { exclusion: 'not-retained', rationale: 'Not so: it was kept.' },
    },
  ],
  [OFFICER, { kind: 'assessment', finding: assessment.finding }],
  [OTHER, { kind: 'approval', of: 'assessment' }],
  [OFFICER, { kind: 'state', to: 'confirmed', why: 'Assessed and approved.' }],
  [
    OFFICER,
    {
      kind: 'hold',
      hold: {
        kind: 'oral',
        statedOn: '2026-11-10',
        official: 'Agent Example',
        agency: 'Example Bureau',
        statement: 'memo-17',
      },
    },
  ],
  [
    OFFICER,
    {
      kind: 'associate',
      associate: { associate: 'agreement-7', agent: false, discoveredOn: '2026-11-03', days: 10 },
    },
  ],
  [CLOCK, { kind: 'reminder', clock: 'individuals', due: '2026-12-31', mark: 30 }],
  [
    OFFICER,
    {
      kind: 'notice',
      notice: {
        kind: 'media',
        on: '2026-11-24',
        way: 'press-release',
        jurisdiction: 'CA',
        evidence: 'clipping-3',
      },
    },
  ],
];

export const HISTORY: readonly Entry[] = CHANGES.reduce<{
  readonly entries: readonly Entry[];
  readonly incident?: Incident;
}>(
  ({ entries, incident }, [by, change], index) => {
    const entry = {
      n: index + 1,
      at: Date.UTC(2026, 10, 2 + index, 9, 30, index),
      by,
      change,
      dues: [],
    };
    const next = applyEntry(INCIDENT.id, incident, entry);
    return {
      entries: [...entries, { ...entry, dues: duesOf(next, { targetDays: 30 }) }],
      incident: next,
    };
  },
  { entries: [] },
).entries;

import type { Cast, Member } from '../scenarios/people/scene';

/** Somebody as whom a person may try the zone. */
export interface Player {
  /** Name of his header file. */
  readonly file: string;
  readonly member: Member;
  readonly may: string;
}

/** People of the zone, as the text shows them. */
export function onStage(cast: Cast): readonly Player[] {
  return [
    { file: 'physician', member: cast.physician, may: 'cares for the patient' },
    { file: 'nurse', member: cast.nurse, may: 'does not care for the patient' },
    {
      file: 'privacy-officer',
      member: cast.privacyOfficer,
      may: 'reads reports, works on incidents',
    },
    { file: 'auditor', member: cast.auditor, may: 'reads reports and proofs' },
    { file: 'patient', member: cast.patient, may: 'is the patient: reads who saw the record' },
    {
      file: 'administrator',
      member: cast.administrator,
      may: 'keeps accounts and care teams; sees no PHI',
    },
  ];
}

/** A header file of curl (`-H @file`). */
export function headersFor(token: string): string {
  return `Authorization: Bearer ${token}\nContent-Type: application/json\n`;
}

/** A token as people can look at it: enough to tell it from another one. */
export function shortened(token: string): string {
  return `${token.slice(0, 10)}...${token.slice(-6)}`;
}

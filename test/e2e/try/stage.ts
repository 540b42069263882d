import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import { ROOT } from '../../support/root';
import { expectAnswer } from '../people/api';
import { verifierKey } from '../scenarios/hlz';
import { meet } from '../scenarios/people/people';
import type { PeopleScene } from '../scenarios/people/scene';
import { deployZone } from '../site/deploy-zone';
import type { Site } from '../site/site';
import { functionsOf } from '../zone/functions';
import { ledgerIn } from '../zone/ledger';
import { keepTokensFresh } from './fresh-tokens';
import { openFrontDoor } from './front-door';
import { exportBodies, linesFor, PARTS, PATIENT } from './lines';
import { onStage } from './on-stage';
import { promptLedger } from './prompt-ledger';
import type { Shelf } from './shelf';
import type { Ready } from './welcome';

/** A zone that waits for a person. */
export interface Stage {
  readonly ready: Ready;
  close(): Promise<void>;
}

export interface StageProps {
  readonly site: Site;
  readonly shelf: Shelf;
  /** Port of the front door, when it is free. */
  readonly port: number;
}

/** Deploys a zone, lets people sign in, opens the front door and writes what the five lines need. */
export async function setStage({ site, shelf, port }: StageProps): Promise<Stage> {
  const { aws, report } = site;
  const zone = await deployZone(site);
  const functions = functionsOf(aws);
  const ledger = ledgerIn(aws.s3, zone.ledgerBucket, zone.origin);
  const scene = await meet({ ...site, zone, functions, ledger });
  const key = await report.step('care team, and the public key of the ledger', async () => {
    await careFor(scene);
    return verifierKey(site.shop, zone);
  });
  const prompt = promptLedger(scene);
  const { api, stage } = zone.people;
  const door = await openFrontDoor({
    api: `${aws.endpoint}/restapis/${api}/${stage}/_user_request_`,
    port,
    onCall: prompt.called,
  });
  let endTokens = (): void => undefined;
  const close = async (): Promise<void> => {
    endTokens();
    await door.close();
    await prompt.end();
  };
  try {
    const { address } = door;
    const players = onStage(scene.cast);
    endTokens = keepTokensFresh({ ...scene, players, shelf });
    shelf.put('address', `${address}\n`);
    shelf.put('ledger.vkey', `${key}\n`);
    const bodies = exportBodies(randomUUID());
    PARTS.forEach((part, at) => shelf.put(`exports-${String(part)}.json`, bodies[at] ?? ''));
    const place = { folder: relative(ROOT, shelf.path), address };
    return { ready: { ...place, zone: zone.name, players, lines: linesFor(place) }, close };
  } catch (error) {
    // Nobody else can: an open door would keep this process for ever.
    await close();
    throw error;
  }
}

/** The physician cares for the patient; the nurse does not. */
async function careFor({ api, cast }: PeopleScene): Promise<void> {
  const member = { kind: 'person', id: cast.physician.id };
  const body = { change: 'assign', patientId: PATIENT, member };
  const call = { path: '/v1/care-team', body };
  expectAnswer(await api.asPerson(cast.administrator.tokens.access, call), 200, 'a care team');
}

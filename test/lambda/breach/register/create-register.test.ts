import type { Change } from '../../../../lambda/breach/register/incident';
import { foldHistory } from '../../../../lambda/breach/register/apply';
import { DETECTOR, OFFICER, OPENED, OTHER, START, TENANT, world } from './support/world';

const ID = 'bWFkZS11cC1pbmNpZGVudA';

it('walks an incident from triage to closed', async () => {
  const { register, audit } = world();
  const walk: readonly (readonly [Change, typeof OFFICER])[] = [
    [OPENED, DETECTOR],
    [{ kind: 'state', to: 'investigating', why: 'Looked into.' }, OFFICER],
    [
      {
        kind: 'exclusion',
        finding: { exclusion: 'not-retained', rationale: 'The envelope came back unopened.' },
      },
      OFFICER,
    ],
    [{ kind: 'approval', of: 'exclusion' }, OTHER],
    [{ kind: 'state', to: 'not-a-breach', why: 'It came back.' }, OFFICER],
    [{ kind: 'state', to: 'closed', why: 'Nothing to do.' }, OFFICER],
  ];
  for (const [change, author] of walk) await register.change(TENANT, ID, change, author);
  const history = await register.history(ID);
  expect(history.map(({ change }) => change)).toEqual(walk.map(([change]) => change));
  const incident = await register.find(TENANT, ID);
  expect(incident).toEqual(foldHistory(ID, history));
  expect(incident).toMatchObject({ state: 'closed', version: 6, openedAt: START });
  expect(audit.events().map(({ action }) => action)).toEqual([
    'open-incident',
    'change-state',
    'record-exclusion',
    'approve-finding',
    'change-state',
    'change-state',
  ]);
  expect((await register.list(TENANT, 'closed', { limit: 9 })).entries).toEqual([incident]);
  expect((await register.open({ limit: 9 })).entries).toEqual([]);
});

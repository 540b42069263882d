import { main } from '../../lib/cli/main';
import { fakeIo } from './fake-io';

async function hlz(...args: readonly string[]) {
  const { io, printed } = fakeIo();
  return { exitCode: await main(['access', ...args], io), ...printed };
}

const READ_NOTES = ['--role', 'nurse', '--action', 'read', '--data-type', 'notes'] as const;

describe('hlz access explain', () => {
  it('prints what is allowed, and the policy that allows it', async () => {
    const { exitCode, stdout, stderr } = await hlz('explain', ...READ_NOTES, '--care-team');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^ALLOWED: nurse, read notes, with --care-team\.\n\nnurse-sees, lambda\/access\/policies\/nurse\.cedar, 45 CFR 164\.502\(b\), 164\.514\(d\)\(2\)\n\n {4}@id\("nurse-sees"\)\n/,
    );
    expect(stdout).toMatch(/\n {4}when \{ context\.careTeam .*\};\n$/);
  });

  it('prints what is denied, and what would be needed', async () => {
    const { exitCode, stdout } = await hlz('explain', ...READ_NOTES);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`DENIED: nurse, read notes.
Reason: no-care-relation. No policy permits it.

It would be allowed
  with --care-team, or --department, or --break-glass
`);
  });

  it('prints what forbids, and what must be lifted and given', async () => {
    const asked = ['--role', 'nurse', '--action', 'export', '--data-type', 'notes'];
    const { stdout } = await hlz('explain', ...asked, '--inactive', '--service', 'read, print');
    expect(stdout).toMatch(/^DENIED: nurse through a service, export notes\.\nReason: inactive\. /);
    expect(stdout).toContain('\nalways-inactive, lambda/access/policies/always.cedar, 45 CFR ');
    expect(stdout).toContain('\n    unless { context.serviceNamed };\n');
    expect(stdout).toMatch(
      /\nIt would be allowed\n {2}without --inactive: .*\n {2}with --service naming the action: .*\n {2}with --care-team --approval, or --department --approval, or --break-glass --approval\n$/,
    );
  });

  it('does not choose between two that it was given', async () => {
    const { exitCode, stderr } = await hlz('explain', ...READ_NOTES, '--role', 'auditor');
    expect([exitCode, stderr.split('\n')[0]]).toEqual([
      2,
      'hlz access explain: --role is given twice, expected once.',
    ]);
  });

  it('says when one thing alone stands against it', async () => {
    const { stdout } = await hlz('explain', ...READ_NOTES, '--care-team', '--other-tenant');
    expect(stdout).toMatch(/\nIt would be allowed\n {2}without --other-tenant: [^\n]*\n$/);
  });

  it.each([
    ['nobody may', ['--role', 'nurse', '--action', 'delete', '--data-type', 'notes']],
    [
      'the role never may',
      ['--role', 'it-administrator', '--action', 'read', '--data-type', 'notes'],
    ],
    [
      'no service may for itself',
      ['--service', 'read', '--action', 'read', '--data-type', 'notes'],
    ],
  ])('says when nothing would do: %s', async (_, args) => {
    const { exitCode, stdout } = await hlz('explain', ...args);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nNothing would have it allowed\.\n$/);
  });

  it('asks for a service alone', async () => {
    const { stdout } = await hlz('explain', '--service', 'rotate', '--action', 'rotate');
    expect(stdout).toMatch(/^ALLOWED: a service for itself, rotate\.\n\nservice-renews-keys, /);
    const other = await hlz('explain', '--service', 'read', '--action', 'rotate');
    expect(other.stdout).toMatch(/\nReason: service-not-permitted\. /);
  });

  it('prints JSON', async () => {
    const { exitCode, stdout } = await hlz('explain', ...READ_NOTES, '--restricted', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      question: {
        role: 'nurse',
        service: null,
        action: 'read',
        dataType: 'notes',
        careTeam: false,
        department: false,
        own: false,
        brokenGlass: false,
        approval: false,
        restricted: true,
        active: true,
        sameTenant: true,
      },
      allowed: false,
      reason: 'restricted',
      policies: [
        {
          id: 'always-restricted',
          file: 'always.cedar',
          citation: '45 CFR 164.308(a)(4)(ii)(C), 164.514(d)(2)',
          text: expect.stringContaining('when { context.restricted };'),
        },
      ],
      hindrances: ['restricted'],
      needs: [['careTeam'], ['department'], ['brokenGlass']],
    });
  });

  it.each([
    [['--role', 'nrse', '--action', 'read'], '--role: found "nrse". Did you mean "nurse"?'],
    [['--role', 'nurse', '--action', 'exprt'], '--action: found "exprt". Did you mean "export"?'],
    [['--role', 'nurse', '--action', 'raed'], '--action: found "raed". Did you mean "read"?'],
    [['--role', 'nurse'], '--action is missing. Expected one of read, decrypt, '],
    [['--action', 'read', '--data-type', 'notes'], '--role is missing. Expected one of attending-'],
    [
      [...READ_NOTES.slice(0, 4), '--data-type', 'nots'],
      '--data-type: found "nots". Did you mean "notes"?',
    ],
    [
      READ_NOTES.slice(0, 4),
      '--data-type is missing: "read" is done to a part of a record. Expected',
    ],
    [
      ['--role', 'nurse', '--action', 'break-glass', '--data-type', 'notes'],
      '--data-type: "break-glass" is not done to a part of a record. Leave it out.',
    ],
    [[...READ_NOTES, '--service', 'read,prnt'], '--service: found "prnt". Did you mean "print"?'],
    [[...READ_NOTES, '--care-taem'], 'unknown option --care-taem. Did you mean "--care-team"?'],
    [[...READ_NOTES, 'notes'], 'found "notes", expected options alone.'],
  ])('refuses %j', async (args, problem) => {
    const { exitCode, stdout, stderr } = await hlz('explain', ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`hlz access explain: ${problem}`);
  });
});

describe('hlz access matrix', () => {
  it('prints the matrix', async () => {
    const { exitCode, stdout } = await hlz('matrix');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^## Parts of a record\n/);
    expect(stdout).toMatch(
      /^\| vitals +\| rw +\| rw +\| rw +\| rw +\| - +\| - +\| r +\| de-identified +\|/m,
    );
  });

  it('prints it as JSON', async () => {
    const { stdout } = await hlz('matrix', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      records: {
        nurse: {
          read: { notes: [['careTeam'], ['department'], ['brokenGlass']], insurance: [] },
          export: { vitals: expect.arrayContaining([['careTeam', 'approval']]) },
        },
        billing: { update: { insurance: [[]] } },
      },
      zone: { patient: { 'request-amendment': [['own']] } },
    });
  });

  it('takes no argument', async () => {
    expect((await hlz('matrix', 'nurse')).exitCode).toBe(2);
  });
});

it.each([
  [[], 'a command is missing. The commands are explain, matrix.'],
  [['explian'], 'unknown command "explian". Did you mean "explain"?'],
])('hlz access %j names its commands', async (args, problem) => {
  const { exitCode, stderr } = await hlz(...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(problem);
});

import type { Draft, DraftKind } from '../../../../lambda/breach/notices/draft';
import { DRAFT_KINDS } from '../../../../lambda/breach/notices/draft';
import { BREACH_LOCATIONS, BREACH_TYPES } from '../../../../lambda/breach/notices/hhs-form';
import type { HhsField } from '../../../../lambda/breach/notices/hhs-field';
import { MOST_WORDS } from '../../../../lambda/breach/notices/notes';
import { renderNotice } from '../../../../lambda/breach/notices/render';
import { PHI_KIND_WORDS } from '../../../../lambda/breach/notices/words';
import type { Counts, Incident } from '../../../../lambda/breach/register/incident';
import type { Contacts } from '../../../../lambda/breach/settings';
import { PHI_KINDS } from '../../../../lambda/breach/vocabulary';
import { CONTACTS, INCIDENT, input } from './made-up';

const { facts } = INCIDENT;
const NO_WAY = { tollFree: ' ', email: '', website: '\u200B', postalAddress: '-' };

function draft(kind: DraftKind, change: Partial<Incident> = {}, contacts: Partial<Contacts> = {}) {
  return renderNotice(kind, input(change, contacts));
}

function counted(counts: Partial<Counts>): Partial<Incident> {
  return { counts: { total: 1003, byState: {}, unreachable: 0, ...counts } };
}

function without(field: keyof typeof facts): Partial<Incident> {
  const { [field]: _, ...rest } = facts;
  return { facts: rest };
}

function textOf({ parts }: Draft): string {
  return parts.map(({ text }) => text).join('\n');
}

function whatIsMissing({ missing }: Draft): readonly string[] {
  return missing.map(({ citation }) => citation);
}

describe('the content of 45 CFR 164.404(c)(1)', () => {
  it.each([
    ['A', /copied records of patients/, without('description'), {}],
    ['B', /Social Security number/, without('phiKinds'), {}],
    ['B', /Social Security number/, { facts: { ...facts, phiKinds: [] } }, {}],
    ['C', /Freeze your credit at/, without('steps'), {}],
    ['D', /We now ask for a second factor/, without('mitigation'), {}],
    [
      'D',
      /We now ask for a second factor/,
      { facts: { ...facts, mitigation: ' \n . \u200B' } },
      {},
    ],
    ['E', /Call us for free: 1-800-000-0000/, {}, NO_WAY],
  ] as const)(
    '(%s) stands in the letter; without it, it is missing and marked',
    (part, words, change, contacts) => {
      expect(textOf(draft('letter'))).toMatch(words);
      expect(draft('letter').html).toMatch(words);
      const lacking = draft('letter', change, contacts);
      const citation = `45 CFR 164.404(c)(1)(${part})`;
      expect(whatIsMissing(lacking)).toEqual([citation]);
      expect(textOf(lacking)).not.toMatch(words);
      for (const said of [textOf(lacking), lacking.html]) {
        expect(said).toMatch(/\[MISSING: /);
        expect(said).toContain(`${citation}]`);
      }
      // The media are told the same (164.406(c)), and so is who has no good address.
      for (const kind of ['media', 'substitute'] as const) {
        expect(whatIsMissing(draft(kind, change, contacts))).toContain(citation);
      }
    },
  );

  it('is whole when all of it is there, and says so', () => {
    const { missing, html, parts } = draft('letter');
    expect(missing).toEqual([]);
    expect(html).toContain(
      'Nothing that the rule asks for is empty. Whether it says enough is for you to read.',
    );
    expect(`${html}${String(parts[0]?.text)}`).not.toMatch(/\[MISSING/);
  });

  it.each(['tollFree', 'email', 'website', 'postalAddress'] as const)(
    'is content with %s as the one way to reach the organization',
    (way) => {
      const contacts = { ...NO_WAY, [way]: CONTACTS[way] };
      expect(whatIsMissing(draft('letter', {}, contacts))).toEqual([]);
      expect(textOf(draft('letter', {}, contacts))).toContain(CONTACTS[way]);
    },
  );

  it.each([
    [
      { breachFrom: '2026-10-30', breachTo: '2026-11-02' },
      'between October 30, 2026 and November 2, 2026.',
    ],
    [{ breachFrom: '2026-10-30', breachTo: '2026-10-30' }, 'This happened on October 30, 2026.'],
    [{ breachFrom: '2026-10-30' }, 'This happened on October 30, 2026.'],
    [{}, 'We do not know yet on which day this happened.'],
  ])('tells the days of the breach, if known: %j', (days, sentence) => {
    const { breachFrom: _, breachTo: __, ...rest } = facts;
    const said = textOf(draft('letter', { facts: { ...rest, ...days } }));
    expect(said).toContain(sentence);
    expect(said).toContain('We discovered it on November 2, 2026.');
  });

  it.each([
    [{ breachFrom: '2026-10-30', breachTo: '2026-10-30' }, /^$/],
    [{ breachFrom: '2026-10-30' }, /^The last day .*that it was one day\.$/],
    [{}, /^The first day .*that it is not known\.$/],
  ])('tells who uses it which days the record lacks: %j', (days, note) => {
    const { breachFrom: _, breachTo: __, ...rest } = facts;
    const { notes } = draft('letter', { facts: { ...rest, ...days } });
    expect(notes.filter((each) => each.includes('is not written down')).join('')).toMatch(note);
  });

  it('tells the day that counts for discovery, and that we learned of it later', () => {
    const agent = { associate: 'agreement-7', agent: true, discoveredOn: '2026-10-31' };
    const said = (more: object): string =>
      textOf(draft('letter', { associates: [{ ...agent, ...more }] }));
    for (const [more, learned] of [
      [{}, 'November 2'],
      [{ notifiedOn: '2026-11-01' }, 'November 1'],
    ] as const) {
      expect(said(more)).toContain(
        `We learned of it on ${learned}, 2026. Somebody who works for us knew of it on October 31, 2026. That day counts as the day of discovery.`,
      );
      expect(said(more)).not.toContain('We discovered it');
    }
    expect(said({ notifiedOn: '2026-10-31' })).toContain('We discovered it on October 31, 2026.');
    expect(said({ agent: false })).toContain('We discovered it on November 2, 2026.');
  });

  it.each(['letter', 'substitute', 'media'] as const)(
    'speaks of health in the %s only where a kind of it was involved',
    (kind) => {
      const said = (phiKinds: Incident['facts']['phiKinds'], unreachable: number): string => {
        const { parts } = draft(kind, {
          ...counted({ byState: { CA: 1003 }, unreachable }),
          facts: { description: 'x', steps: 'x', mitigation: 'x', ...(phiKinds && { phiKinds }) },
        });
        return parts.map(({ subject, text }) => subject + text).join();
      };
      for (const unreachable of [9, 10]) {
        expect(said(['name', 'vitals'], unreachable)).toMatch(/(?:your|their) health/);
        for (const kinds of [['name', 'financial', 'insurance'] as const, undefined]) {
          const text = said(kinds, unreachable);
          expect(text).toMatch(/information about (?:you|them)\./);
          expect(text).not.toMatch(/(?:your|their) health|health information|X-rays/);
        }
      }
    },
  );

  it('offers steps that fit the kinds of PHI to who writes the letter, and puts none into it', () => {
    const lacking = draft('letter', without('steps'));
    expect(lacking.missing[0]?.suggestion).toContain('freeze your credit');
    expect(textOf(lacking)).not.toContain('freeze your credit');
    expect(draft('letter', { facts: { phiKinds: ['vitals'] } }).missing[1]).not.toHaveProperty(
      'suggestion',
    );
  });
});

describe('plain language, 45 CFR 164.404(c)(2)', () => {
  it('names each kind of PHI in words of its own that are no words of the record', () => {
    const words = PHI_KINDS.map((kind) => PHI_KIND_WORDS[kind]);
    expect(new Set(words).size).toBe(PHI_KINDS.length);
    for (const word of words) expect(word).toMatch(/^[A-Z]?[a-z’, -]+[A-Za-z’, -]*$/);
  });

  it('keeps its own sentences short', () => {
    const said = [...DRAFT_KINDS].flatMap((kind) =>
      draft(kind, { facts: { phiKinds: ['name'] } }).parts.map(({ text }) =>
        text.split('\n').slice(1).join('\n'),
      ),
    );
    const own = said.join('\n').replaceAll(/\[MISSING[^\]]*\]/g, '');
    const lengths = own
      .split(/[.!?]\s|\n|: /)
      .map((sentence) => sentence.split(/\s+/).filter(Boolean).length)
      .filter((length) => length > 0);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MOST_WORDS);
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThan(12);
  });

  it('tells who writes it of long sentences and words of the trade', () => {
    const long = `${'word '.repeat(MOST_WORDS + 1)}. We closed it.`;
    const description = `The ePHI was taken. ${long}`;
    const { notes } = draft('letter', { facts: { ...facts, description } });
    expect(notes).toContainEqual(
      expect.stringContaining('A sentence of description has more than 25 words'),
    );
    expect(notes).toContainEqual(expect.stringContaining('“ePHI” in description'));
    expect(draft('letter').notes.join(' ')).not.toMatch(/plain word|make two of it/);
  });
});

describe('the substitute notice, 45 CFR 164.404(d)(2)', () => {
  it.each([
    [0, false, [], 'no substitute notice is due'],
    [1, true, ['telephone-script'], 'fewer than 10'],
    [9, true, ['telephone-script'], 'fewer than 10'],
    [10, true, ['posting'], '10 or more'],
    [11, true, ['posting'], '10 or more'],
  ] as const)('of %d persons without a good address', (unreachable, needed, names, note) => {
    const made = draft('substitute', counted({ unreachable }));
    expect(made.needed).toBe(needed);
    expect(made.parts.map(({ name }) => name)).toEqual(names);
    expect(made.notes.join(' ')).toContain(note);
    expect(made.missing).toEqual([]);
  });

  it('needs a toll-free number of its own from 10 persons on, whatever other ways there are', () => {
    const noNumber = { tollFree: '' };
    const many = draft('substitute', counted({ unreachable: 10 }), noNumber);
    expect(whatIsMissing(many)).toEqual(['45 CFR 164.404(d)(2)(ii)']);
    expect(textOf(many)).toContain(
      '[MISSING: a toll-free number that answers for at least 90 days.',
    );
    expect(draft('substitute', counted({ unreachable: 9 }), noNumber).missing).toEqual([]);
  });

  it('stands for 90 days, and its number answers as long', () => {
    const made = draft('substitute', counted({ unreachable: 10 }));
    expect(made.madeOn).toBe('2026-11-26');
    // 90 days later.
    expect(textOf(made)).toContain('You can call until February 24, 2027, or later.');
    expect(made.notes.join(' ')).toContain('it stands until February 24, 2027');
  });
});

describe('the release for the media, 45 CFR 164.406', () => {
  it.each([
    [{ CA: 499 }, []],
    [{ CA: 500 }, []],
    [{ CA: 501 }, ['CA']],
    [{ CA: 300, NV: 300 }, []],
    [{ NV: 501, CA: 502, PR: 500 }, ['CA', 'NV']],
  ] as const)('of residents %j', (byState, states) => {
    const total = Object.values(byState).reduce((sum, residents) => sum + residents, 0);
    const made = draft('media', counted({ total, byState }));
    expect(made.parts.map(({ jurisdiction }) => jurisdiction)).toEqual(states);
    expect(made.needed).toBe(states.length > 0);
    expect(made.notes.some((note) => note.includes('no notice to the media is due'))).toBe(
      states.length === 0,
    );
    for (const { name, jurisdiction, text } of made.parts) {
      expect(name).toBe(`release-${String(jurisdiction)}`);
      expect(text).toContain('FOR IMMEDIATE RELEASE');
    }
  });

  it('names its State and how many live there', () => {
    const made = draft('media', counted({ byState: { DC: 1002 } }));
    expect(textOf(made)).toContain('1,002 of them live in the District of Columbia.');
  });

  it('warns while persons of unknown States could make another one', () => {
    const warns = (counts: Partial<Counts>): boolean =>
      draft('media', counted(counts)).notes.some((note) => note.includes('no State is known'));
    const open = draft('media', counted({ total: 5000, byState: { CA: 1 } }));
    expect(open.notes.join()).not.toContain('no notice to the media is due');
    expect(open.missing[0]).toMatchObject({ where: 'setIncidentCounts: byState' });
    expect(draft('media', counted({ total: 5000, byState: { CA: 1, ZZ: 4999 } })).missing).toEqual(
      [],
    );
    expect(warns({ total: 1003, byState: { CA: 501, NV: 500 } })).toBe(true);
    expect(warns({ total: 1001, byState: { CA: 501, NV: 500 } })).toBe(false);
  });
});

describe('while nobody has counted', () => {
  it.each(['substitute', 'media'] as const)('the %s asks for the counts', (kind) => {
    const { counts: _, ...rest } = INCIDENT;
    const made = renderNotice(kind, { ...input(), incident: rest });
    expect(made.needed).toBe(false);
    expect(made.missing[0]?.where).toBe('setIncidentCounts');
    expect(made.parts).toEqual([]);
  });
});

describe('the data sheet for HHS, 45 CFR 164.408', () => {
  function fieldsOf(change: Partial<Incident> = {}, contacts: Partial<Contacts> = {}) {
    const { sheet } = draft('hhs', change, contacts);
    const all: readonly HhsField[] = sheet?.sections.flatMap(({ fields }) => fields) ?? [];
    return { sheet, value: (label: string) => all.find((field) => field.label === label)?.value };
  }

  it('has the sections of the form in its order, and nothing missing of a whole record', () => {
    const { sheet } = fieldsOf();
    expect(sheet?.sections.map(({ title }) => title)).toEqual([
      'General',
      'Contact',
      'Breach',
      'Notice of breach and actions taken',
      'Attestation',
    ]);
    expect(draft('hhs').missing).toEqual([]);
  });

  it.each([
    [499, 'Fewer Than 500 Individuals'],
    [500, '500 or More Individuals'],
    [501, '500 or More Individuals'],
  ])('of %d persons', (total, affecting) => {
    const { value } = fieldsOf(counted({ total }));
    expect(value('Breach affecting')).toBe(affecting);
    expect(value('Approximate number of individuals affected')).toBe(String(total));
  });

  it('is an addendum once HHS was told, with the number that it gave', () => {
    const { sheet, value } = fieldsOf({
      notices: [{ kind: 'hhs', on: '2026-11-20', way: 'portal', evidence: 'made-up-1' }],
    });
    expect(sheet?.report).toBe('addendum');
    expect(value('Report type')).toBe('Addendum to Previous Report');
    expect(value('Breach tracking number')).toBe('made-up-1');
    expect(fieldsOf().value('Report type')).toBe('Initial Breach Report');
    expect(fieldsOf().value('Breach tracking number')).toBeUndefined();
  });

  it('has days as the portal takes them, and those of the letters once they are out', () => {
    expect(fieldsOf().value('Breach start date')).toBe('10/30/2026');
    expect(fieldsOf().value('Breach end date')).toBe('11/02/2026');
    expect(fieldsOf().value('Discovery start date')).toBe('11/02/2026');
    expect(fieldsOf().value('Individual notice provided: start date')).toBe('expected 12/02/2026');
    const out = ['2026-11-24', '2026-11-20', '2026-11-22'].map((on) => ({
      kind: 'individuals' as const,
      on,
      way: 'first-class-mail' as const,
      evidence: 'made-up-2',
    }));
    const { value } = fieldsOf({ notices: out });
    expect(value('Individual notice provided: start date')).toBe('11/20/2026');
    expect(value('Individual notice provided: projected or expected end date')).toBe('11/24/2026');
  });

  it('says which other notices there had to be', () => {
    expect(fieldsOf().value('Was substitute notice required?')).toBe('Yes: 10 or more individuals');
    expect(fieldsOf().value('Was media notice required?')).toBe('Yes: California');
    const { value } = fieldsOf(counted({ byState: { CA: 500, ZZ: 503 }, unreachable: 9 }));
    expect(value('Was substitute notice required?')).toBe('Yes: fewer than 10 individuals');
    expect(value('Was media notice required?')).toBe('No');
    expect(fieldsOf(counted({})).value('Was substitute notice required?')).toBe('No');
  });

  it.each([
    ['nobody is placed', {}],
    ['none is over 500 yet', { CA: 1 }],
    ['another may be', { CA: 501 }],
  ])('says neither yes nor no about the media while %s', (_, byState) => {
    const { value } = fieldsOf(counted({ total: 5000, byState }));
    expect(value('Was media notice required?')).toBeUndefined();
    expect(draft('hhs', counted({ total: 5000, byState })).missing).toEqual([
      expect.objectContaining({
        where: 'setIncidentCounts: byState',
        citation: '45 CFR 164.406(a)',
      }),
    ]);
  });

  it('does not say when it ended, nor that the letters are out, before that is so', () => {
    const { breachTo: _, ...open } = facts;
    expect(fieldsOf({ facts: open }).value('Breach end date')).toBeUndefined();
    expect(draft('hhs', { facts: open }).missing).toEqual([
      expect.objectContaining({ where: 'describeIncident: breachTo' }),
    ]);
    const ended = (...persons: readonly number[]) =>
      fieldsOf({
        notices: persons.map((many, n) => ({
          kind: 'individuals',
          on: `2026-11-2${String(n)}`,
          way: 'first-class-mail',
          persons: many,
          evidence: 'made-up-2',
        })),
      }).value('Individual notice provided: projected or expected end date');
    expect(ended(900)).toBe('expected 12/02/2026');
    expect(ended(900, 93)).toBe('11/21/2026');
  });

  it('knows every word that stands for a choice of the form, and names the choices for any other', () => {
    for (const [breachType, said] of Object.entries(BREACH_TYPES)) {
      expect(fieldsOf({ facts: { ...facts, breachType } }).value('Type of breach')).toBe(said);
    }
    for (const [location, said] of Object.entries(BREACH_LOCATIONS)) {
      expect(fieldsOf({ facts: { ...facts, location } }).value('Location of breach')).toBe(said);
    }
    const { missing } = draft('hhs', { facts: { ...facts, location: 'constructor' } });
    expect(missing).toEqual([expect.objectContaining({ where: 'describeIncident: location' })]);
    expect(missing[0]?.suggestion).toContain('network-server');
  });

  it('puts each kind of PHI into a group of the form', () => {
    const { value } = fieldsOf({ facts: { ...facts, phiKinds: PHI_KINDS } });
    expect(value('Type of protected health information: Demographic')).toContain('SSN');
    expect(value('Type of protected health information: Financial')).toContain(
      'Claims Information',
    );
    expect(value('Type of protected health information: Clinical')).toBe(
      'Diagnosis/Conditions; Medications; Lab Results; Other Treatment Information',
    );
  });

  it('asks for what the record of an empty incident lacks, each once', () => {
    const { counts: _, ...rest } = INCIDENT;
    const { missing, sheet } = renderNotice('hhs', {
      ...input({}, { entityType: '', postalAddress: '', tollFree: '' }),
      incident: { ...rest, facts: {} },
    });
    expect(missing.map(({ where }) => where).toSorted()).toEqual([
      'config: organization.contact.entityType',
      'config: organization.contact.postalAddress',
      'config: organization.contact.tollFree, or type it into the portal',
      'describeIncident: breachFrom',
      'describeIncident: breachTo',
      'describeIncident: breachType',
      'describeIncident: description',
      'describeIncident: location',
      'describeIncident: mitigation',
      'describeIncident: phiKinds',
      'describeIncident: safeguards',
      'setIncidentCounts: byState',
      'setIncidentCounts: total',
      'setIncidentCounts: unreachable',
    ]);
    for (const { value, missing: lack } of sheet?.sections.flatMap(({ fields }) => fields) ?? []) {
      expect(value === undefined).toBe(lack !== undefined);
    }
  });

  it('names business associates, whose addresses the record does not have', () => {
    const { sheet, value } = fieldsOf({ associates: [{ associate: 'agreement-7', agent: false }] });
    expect(sheet?.sections.map(({ title }) => title)).toContain('Business associate');
    expect(value('Filing as')).toContain('at a Business Associate');
  });

  it('sends records of substance use to the other form as well', () => {
    expect(draft('hhs').notes.join(' ')).not.toContain('Part 2');
    expect(
      draft('hhs', { facts: { ...facts, phiKinds: ['substance-use'] } }).notes.join(' '),
    ).toContain('42 CFR Part 2');
  });
});

describe('every draft', () => {
  it.each(DRAFT_KINDS)('of kind %s is marked, on its page and in each text', (kind) => {
    const made = draft(kind);
    expect(made).toMatchObject({
      kind,
      incident: INCIDENT.id,
      version: 12,
      madeOn: '2026-11-26',
      drill: false,
    });
    expect(made.html).toContain('<span class="mark">DRAFT of 2026-11-26, not sent</span>');
    for (const { text } of made.parts)
      expect(text).toMatch(/^DRAFT of 2026-11-26, .*not to be sent as it is\.\n/);
    const drill = draft(kind, { drill: true });
    expect(drill.html).toContain('<span class="mark">DRILL, DRAFT');
    expect(drill.notes[0]).toContain('send it to nobody');
    for (const { text } of drill.parts) expect(text).toMatch(/^DRILL, DRAFT/);
  });

  it.each(DRAFT_KINDS)('of kind %s says nothing that is not there, whatever is missing', (kind) => {
    const { counts: _, hits: __, assessment: ___, ...bare } = INCIDENT;
    const empty = renderNotice(kind, {
      ...input({}, NO_WAY),
      incident: { ...bare, facts: {} },
      dues: [],
    });
    for (const said of [JSON.stringify(empty), JSON.stringify(draft(kind))]) {
      expect(said).not.toMatch(/undefined|\[object|NaN|>null</);
    }
  });

  it('tells of a hold until it ends, and of the day on which it is due', () => {
    const hold = {
      kind: 'written',
      statedOn: '2026-11-20',
      official: 'x',
      agency: 'x',
      statement: 'x',
    } as const;
    const noted = (until: string): string =>
      draft('letter', { holds: [{ ...hold, until }] }).notes.join(' ');
    expect(noted('2026-11-27')).toContain('a delay until November 27, 2026');
    expect(noted('2026-11-26')).not.toContain('a delay');
    expect(noted('2027-02-01')).toContain('last lawful day February 1, 2027 (45 CFR 164.404(b))');
    const late = renderNotice('letter', input({}, {}, '2027-01-02'));
    expect(late.notes.join(' ')).toContain('OVERDUE since January 1, 2027');
    const done = draft('letter', {
      notices: [{ kind: 'individuals', on: '2026-11-25', way: 'first-class-mail', evidence: 'x' }],
    });
    expect(done.notes.join(' ')).toContain('recorded as done on November 25, 2026');
  });

  it.each([
    ['investigating', true, 'It is not confirmed yet'],
    ['confirmed', true, ''],
    ['not-a-breach', false, 'found to be no breach'],
  ] as const)('of an incident in state %s', (state, needed, note) => {
    for (const kind of DRAFT_KINDS) expect(draft(kind, { state }).needed).toBe(needed);
    expect(draft('letter', { state }).notes.join(' ')).toContain(note);
  });
});

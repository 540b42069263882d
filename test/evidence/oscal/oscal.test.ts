import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeControls } from '../../../lib/controls/judge';
import { CONTROLS } from '../../../lib/controls/table';
import type { JudgedControl, JudgedMechanism } from '../../../lib/controls/judged';
import type { EvidenceFile, EvidenceModel } from '../../../lib/evidence/model';
import { oscalFiles } from '../../../lib/evidence/oscal';
import { line, uuid } from '../../../lib/evidence/oscal/words';
import { GIVEN } from '../../../lib/evidence/tests/given';
import { evidenceZoneOf, ledgerOf } from '../../support/ledgers';
import { ROOT } from '../../support/root';
import { shippedConfig } from '../../support/templates';
import { madeUpModel } from '../page/support/model';

/** NIST's own schema of all models, see the page beside it. */
const SCHEMA = join(ROOT, 'test', 'vectors', 'oscal', 'oscal_complete_schema.json');

const ECFR = /^https:\/\/www\.ecfr\.gov\/current\/title-45\/section-164\.\d+(?:#p-164\.\d+\S+)?$/;

/** What a value of a document is, by its place: `/catalog/groups/0/id`. */
type Entry = readonly [place: string, key: string, value: unknown];

/** Everything in a document, objects and lists too. */
function entries(value: unknown, place = ''): readonly Entry[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): readonly Entry[] => [
    [`${place}/${key}`, key, inner],
    ...entries(inner, `${place}/${key}`),
  ]);
}

/** Texts under a key, anywhere in a document. */
function under(document: unknown, key: RegExp): readonly string[] {
  return entries(document).flatMap(([, name, value]) =>
    key.test(name) && typeof value === 'string' ? [value] : [],
  );
}

type Documents = Readonly<Record<string, unknown>>;

function parsed(files: readonly EvidenceFile[]): Documents {
  return Object.fromEntries(
    files.map(({ path, content }) => [path, JSON.parse(content) as unknown]),
  );
}

function documentsOf(model: EvidenceModel): Documents {
  return parsed(oscalFiles(model));
}

const HOSTILE =
  '<script>alert(1)</script> =cmd()|"[x](javascript:alert(1)) *b* `c` \n\u0000\u202e é';

/** The shipped zone: its table, its templates, and what the gate says of them. */
function production(): EvidenceModel {
  const config = shippedConfig('production');
  const zone = evidenceZoneOf('production');
  const ledger = ledgerOf('production');
  const controls = judgeControls({ controls: CONTROLS, config, zone, ledger, tests: undefined });
  return { ...madeUpModel(), config, zone, ledger, controls, tests: undefined };
}

const MADE_UP = madeUpModel();
const HOSTILE_NAMES = madeUpModel((text) => `${text} ${HOSTILE}`);
const MODELS: Readonly<Record<string, EvidenceModel>> = {
  'a made-up zone': MADE_UP,
  'a zone of hostile names': { ...HOSTILE_NAMES, source: MADE_UP.source },
  'a zone of which nothing was judged': {
    ...MADE_UP,
    controls: MADE_UP.controls.filter(({ mechanisms }) => mechanisms.length === 0),
    ledger: { ...MADE_UP.ledger, rows: [], packs: [] },
  },
  production: production(),
};

const ajv = new Ajv({ strictTypes: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

describe.each(Object.entries(MODELS))('of %s', (_, model) => {
  const files = oscalFiles(model);
  const documents = parsed(files);
  const results = documents['oscal/assessment-results.json'];
  const plan = documents['oscal/assessment-plan.json'];

  it('every document is valid by the schema of NIST', () => {
    expect(Object.keys(documents)).toHaveLength(4);
    for (const [path, document] of Object.entries(documents)) {
      const valid = validate(document);
      // Each model of the schema complains of what is another model.
      const errors = (validate.errors ?? []).filter(({ instancePath }) => instancePath !== '');
      expect({ path, valid, errors: valid ? [] : errors }).toEqual({
        path,
        valid: true,
        errors: [],
      });
    }
  });

  it('no UUID is used twice in a document, and each that is referred to is there', () => {
    for (const [path, document] of Object.entries(documents)) {
      const own = under(document, /^uuid$/);
      expect(new Set(own).size).toBe(own.length);
      // The results stand on the plan, which they import.
      const known = new Set([...own, ...under(document === results ? plan : {}, /^uuid$/)]);
      const dangling = under(document, /.-uuid$/).filter((id) => !known.has(id));
      expect({ path, dangling }).toEqual({ path, dangling: [] });
    }
  });

  it('every link leads somewhere: into the document, the pack, or the eCFR', () => {
    const beside = new Set([
      ...Object.keys(documents),
      'checks.csv',
      ...model.zone.stacks.map(({ id }) => `templates/${id}.template.json`),
    ]);
    for (const document of Object.values(documents)) {
      const own = new Set(under(document, /^uuid$/));
      const leads = (href: string): boolean =>
        href.startsWith('#')
          ? own.has(href.slice(1))
          : beside.has(join('oscal', href)) || ECFR.test(href);
      const links = under(document, /^(?:href|source)$/);
      expect(links.filter((href) => !leads(href))).toEqual([]);
    }
  });

  it('every control, statement and objective that is named is in the catalog', () => {
    const catalog = documents['oscal/catalog.json'];
    const ids = under(catalog, /^id$/);
    expect(new Set(ids).size).toBe(ids.length);
    const named = Object.values(documents).flatMap((document) =>
      under(document, /^(?:control-id|target-id|objective-id|statement-id)$/),
    );
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(under(catalog, /^title$/).length).toBeGreaterThan(model.controls.length);
  });

  it('rules examine and tests test; nothing else is said to have happened', () => {
    const methods = entries(results).flatMap(([, key, value]) =>
      key === 'methods' ? [value] : [],
    );
    for (const method of methods) {
      expect([['EXAMINE'], ['TEST']]).toContainEqual(method);
    }
    const tested = methods.filter((method) => JSON.stringify(method) === '["TEST"]');
    expect(tested.length > 0).toBe(model.tests !== undefined && model.ledger.rows.length > 0);
  });

  it('is the same, byte for byte, each time', () => {
    expect(oscalFiles(model)).toEqual(files);
  });
});

interface Finding {
  readonly props: readonly { readonly value: string }[];
  readonly 'related-observations'?: readonly { readonly 'observation-uuid': string }[];
  readonly target: { readonly 'target-id': string; readonly status: { readonly state: string } };
  readonly 'related-risks'?: readonly { readonly 'risk-uuid': string }[];
}
interface Observation {
  readonly uuid: string;
  readonly description: string;
  readonly methods: readonly string[];
  readonly props: readonly { readonly name: string; readonly value: string }[];
  readonly remarks?: string;
}
interface Result {
  readonly remarks: string;
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly risks: readonly {
    readonly uuid: string;
    readonly status: string;
    readonly title: string;
    readonly props?: readonly { readonly name: string; readonly remarks?: string }[];
  }[];
}

function resultOf(model: EvidenceModel): Result {
  const document = documentsOf(model)['oscal/assessment-results.json'] as {
    readonly 'assessment-results': { readonly results: readonly Result[] };
  };
  const [result] = document['assessment-results'].results;
  if (result === undefined) throw new Error('there is no result');
  return result;
}

describe('findings', () => {
  const { findings, risks } = resultOf(MADE_UP);
  const by = Object.fromEntries(
    findings.map(({ props, target }) => [props[0]?.value, target.status.state]),
  );

  it('are satisfied where it is shown, not where there are exceptions, and missing where nobody looked', () => {
    expect(by).toEqual({
      shown: 'satisfied',
      'shown-with-exceptions': 'not-satisfied',
      'partly-shown': 'not-satisfied',
      failing: 'not-satisfied',
    });
  });

  it('are of what the zone does, never of the statement of the rule', () => {
    for (const { target } of findings) {
      expect(target).toMatchObject({ type: 'objective-id' });
      expect(target['target-id']).toMatch(/_obj\.zone$/);
    }
  });

  it('come with risks, of which nobody of the customer has accepted any', () => {
    const asked = risks.filter(({ status }) => status === 'deviation-requested');
    for (const { props } of asked) {
      const approval = props?.find(({ name }) => name === 'approval');
      expect(approval).toMatchObject({ value: 'not-recorded' });
      expect(approval?.remarks).toContain('A developer wrote the reason');
    }
    expect(risks.map(({ status }) => status).toSorted()).toEqual(['deviation-requested', 'open']);
    const known = new Set(risks.map((risk) => risk.uuid));
    const related = findings.flatMap((finding) => finding['related-risks'] ?? []);
    expect(related.length).toBeGreaterThan(0);
    for (const risk of related) expect(known).toContain(risk['risk-uuid']);
  });
});

describe('observations', () => {
  it.each(['a made-up zone', 'production'])(
    'of a finding are of the resources and tests of its mechanisms, and of no others: %s',
    (name) => {
      const model = MODELS[name] ?? MADE_UP;
      const { findings, observations } = resultOf(model);
      const byId = new Map(observations.map((observation) => [observation.uuid, observation]));
      for (const finding of findings) {
        const control = model.controls.find(
          ({ oscalId }) => finding.target['target-id'] === `${oscalId}_obj.zone`,
        );
        const words = (control?.mechanisms ?? []).flatMap(({ rows, tests }) => [
          ...rows.map(({ verdict }) => verdict),
          ...tests.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'not-run'),
        ]);
        const seen = (finding['related-observations'] ?? []).flatMap(
          ({ 'observation-uuid': id }) => byId.get(id)?.props ?? [],
        );
        const counted = seen.flatMap(({ name: word, value }) =>
          Array.from({ length: Number(value) }, () => word),
        );
        expect(counted.toSorted()).toEqual([...words].toSorted());
      }
      expect(findings.length).toBeGreaterThan(0);
    },
  );

  it('take in every check, once for each mechanism or once', () => {
    const { observations } = resultOf(MADE_UP);
    const text = observations.map(({ description }) => description).join(' ');
    const others = MADE_UP.ledger.rows.filter(({ verdict }) => verdict !== 'compliant');
    expect(others.length).toBeGreaterThan(0);
    for (const { verdict, path } of others) expect(text).toContain(`${verdict}: ${path}.`);
    const none = { ...MADE_UP, controls: [] };
    const counts = resultOf(none).observations.flatMap(({ props }) => props);
    expect(counts.reduce((sum, { value }) => sum + Number(value), 0)).toBe(
      MADE_UP.ledger.rows.length,
    );
  });

  it('say whose word dates and tests are', () => {
    const { remarks, observations } = resultOf(MADE_UP);
    expect(remarks).toContain(line('SOURCE_DATE_EPOCH'));
    expect(remarks).toContain('nothing ties them to the commit');
    const tests = observations.filter(({ methods }) => methods.includes('TEST'));
    expect(tests.length).toBeGreaterThan(0);
    for (const test of tests) expect(test.remarks).toContain(GIVEN);
  });

  it('stay small enough to be read by tools of others', () => {
    for (const { content } of oscalFiles(MODELS['production'] ?? MADE_UP)) {
      expect(Buffer.byteLength(content)).toBeLessThan(1_200_000);
    }
  });
});

describe('the status of an implementation', () => {
  /** By our status, of one made-up control with other people or mechanisms. */
  function said(change: Partial<JudgedControl>): readonly (string | undefined)[] {
    const control = MADE_UP.controls.find(({ mechanisms }) => mechanisms.length > 0);
    if (control === undefined) throw new Error('no control has a mechanism');
    const { 'component-definition': definition } = documentsOf({
      ...MADE_UP,
      controls: [{ ...control, duties: [], ...change }],
    })['oscal/component-definition.json'] as {
      readonly 'component-definition': { readonly components: readonly unknown[] };
    };
    const found = entries(definition).flatMap(([, key, value]) =>
      key === 'implemented-requirements'
        ? (value as readonly { props: Observation['props'] }[])
        : [],
    );
    expect(found.length).toBeGreaterThan(0);
    return [
      ...new Set(
        found.map(({ props }) => props.find(({ name }) => name === 'implementation-status')?.value),
      ),
    ];
  }
  const [made] = MADE_UP.controls.flatMap(({ mechanisms }) => mechanisms);
  const here = [{ ...made, left: '' }] as readonly JudgedMechanism[];
  const left = [{ ...made, left: 'Somebody else does it.' }] as readonly JudgedMechanism[];

  it('is implemented only where it is shown, and nobody else has a part in it', () => {
    const mechanisms = here;
    expect(said({ status: 'shown', doneBy: 'code', mechanisms })).toEqual(['implemented']);
    expect(said({ status: 'shown', doneBy: 'shared', mechanisms })).toEqual(['partial']);
    expect(said({ status: 'shown-with-exceptions', mechanisms })).toEqual(['partial']);
  });

  it('is not said of what was not shown, or fails', () => {
    expect(said({ status: 'not-shown', mechanisms: here })).toEqual([undefined]);
    expect(said({ status: 'failing', mechanisms: here })).toEqual([undefined]);
  });

  it('is an alternative where config leaves all of it to somebody else', () => {
    expect(said({ status: 'not-shown', mechanisms: left })).toEqual(['alternative']);
    expect(said({ status: 'partly-shown', mechanisms: [...here, ...left] })).toEqual(['partial']);
  });
});

it('is told apart from what is seen at another commit, while things of the zone keep their names', () => {
  const later = { ...MADE_UP, source: { ...MADE_UP.source, commit: 'fedcba98' } };
  const ids = (model: EvidenceModel, name: string) =>
    under(documentsOf(model)[`oscal/${name}.json`], /^uuid$/);
  const again = new Set(ids(later, 'assessment-results'));
  expect(ids(MADE_UP, 'assessment-results').filter((id) => again.has(id))).toEqual([]);
  expect(ids(later, 'component-definition')).toEqual(ids(MADE_UP, 'component-definition'));
});

it('makes UUIDs of version 5', () => {
  expect(uuid('a')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(uuid('a', 'b')).not.toBe(uuid('a,b'));
});

it('writes no markup of others', () => {
  expect(line(' a\n<b>*c*</b> ')).toBe(String.raw`a \<b\>\*c\*\</b\>`);
  const text = JSON.stringify(documentsOf({ ...HOSTILE_NAMES, source: MADE_UP.source }));
  expect(text).toContain('script');
  expect(/(?<!\\)<script|\u202e/.test(text)).toBe(false);
});

import fc from 'fast-check';
import { inlineSvg } from '../../../lib/evidence/page/inline-svg';
import { element, ELEMENTS } from '../../../lib/evidence/pictures/draw/svg';
import { anyText } from '../../support/any-text';
import { changed, drawn, FEWER, found, PICTURES, said, spoken, TEMPLATES } from './support/drawn';
import { zoneNamed } from './support/hostile';
import { randomly } from './support/shuffle';
import { all, liesOn, linesOf, overlap, readSvg, textBoxes, wirePieces } from './support/svg';

/** https://www.w3.org/TR/xml/#charsets */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

describe('the pictures of a zone', () => {
  it('show every function, table, stream, bucket and topic', () => {
    const words = said(PICTURES).toLowerCase();
    const types = ['DynamoDB::Table', 'Kinesis::Stream', 'S3::Bucket', 'SNS::Topic'];
    const names = types.flatMap((type) => found(TEMPLATES, `AWS::${type}`).map(spoken));
    const workloads = found(TEMPLATES, 'AWS::IAM::Role').flatMap(({ properties: { Tags: tags } }) =>
      Array.isArray(tags)
        ? (tags as { Key: string; Value: string }[])
            .filter(({ Key: key }) => key === 'hlz-workload')
            .map(({ Value: value }) => value)
        : [],
    );
    expect(names.length + workloads.length).toBeGreaterThan(35);
    expect([...names, ...workloads].filter((name) => !words.includes(name))).toEqual([]);
  });

  it('have a line of its own for every table where data of patients flows', () => {
    const lines = new Set(
      linesOf(PICTURES.get('data-flow')?.svg ?? '').map((line) => line.toLowerCase()),
    );
    const tables = found(TEMPLATES, 'AWS::DynamoDB::Table').map(spoken);
    expect(tables.filter((name) => !lines.has(name) && !lines.has(`table ${name}`))).toEqual([]);
  });

  it('show every subnet and endpoint', () => {
    const words = said(PICTURES, 'network');
    const subnets = found(TEMPLATES, 'AWS::EC2::Subnet').map(({ properties }) =>
      String(properties['CidrBlock']),
    );
    const services = found(TEMPLATES, 'AWS::EC2::VPCEndpoint').map(
      ({ properties: { ServiceName: name } }) =>
        /[a-z0-9-]+(?="?[\]}"]*$)/.exec(JSON.stringify(name))?.[0] ?? 'unreadable',
    );
    expect([...subnets, ...services].filter((name) => !words.includes(name))).toEqual([]);
    expect(new Set(services).size).toBe(9);
  });

  it('have no text on text, and no line through text', () => {
    for (const { svg } of PICTURES.values()) {
      const root = readSvg(svg);
      const texts = textBoxes(root);
      const lines = wirePieces(root);
      const [, , width, height] = (root.attributes.get('viewBox') ?? '').split(' ').map(Number);
      const clashes = texts.flatMap((text, at) =>
        [...texts.slice(at + 1), ...lines]
          .filter((other) => overlap(text, other))
          .map((other) => [text.what, other.what]),
      );
      expect(clashes).toEqual([]);
      const outside = texts.filter(
        ({ right, bottom }) => right > (width ?? 0) || bottom > (height ?? 0),
      );
      expect(outside).toEqual([]);
    }
  });

  it('have no line on another line but where both begin or end at one place', () => {
    for (const { svg } of PICTURES.values()) {
      const lines = wirePieces(readSvg(svg));
      const clashes = lines.flatMap((line, at) =>
        lines
          .slice(at + 1)
          .filter((other) => other.what !== line.what && liesOn(line, other))
          .map((other) => [line.what, other.what]),
      );
      expect(clashes).toEqual([]);
    }
  });

  it('are what the page takes: small, marked as images, with ids of their own', () => {
    const ids = [...PICTURES.values()].flatMap(({ svg, title, explains }) => {
      expect(inlineSvg(svg).styles).toHaveLength(1);
      expect(Buffer.byteLength(svg)).toBeLessThan(60_000);
      const root = readSvg(svg);
      expect(root.attributes.get('role')).toBe('img');
      const [first, second] = root.children;
      expect([first?.name, first?.text]).toEqual(['title', title]);
      expect(second?.name).toBe('desc');
      expect(second?.text.startsWith(explains)).toBe(true);
      const own = all(root).flatMap(({ attributes }) => attributes.get('id') ?? []);
      const named = ['aria-labelledby', 'aria-describedby'].map((name) =>
        root.attributes.get(name),
      );
      expect(named).toEqual(own.slice(0, 2));
      return own;
    });
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have rules of style only for what is in them', () => {
    for (const { id, svg } of PICTURES.values()) {
      const [style = ''] = inlineSvg(svg).styles;
      const selectors = style
        .replaceAll(/@media[^{]*\{(.*)\}$/gm, '$1')
        .split('\n')
        .map((rule) => rule.split('{')[0] ?? '');
      expect(selectors.filter((selector) => !selector.startsWith(`.hlz-${id}`))).toEqual([]);
    }
  });

  it('are the same bytes, in whatever order the resources stand', () => {
    const shuffled = new Map(
      [...TEMPLATES].map(([id, template]) => [
        id,
        {
          ...template,
          Resources: Object.fromEntries(randomly(Object.entries(template.Resources))),
        },
      ]),
    );
    expect([...drawn(shuffled).values()]).toEqual([...PICTURES.values()]);
  });

  it('are none of a zone without a network, stores and topics', () => {
    const empty = new Map([['Keys', { Resources: {} }]]);
    expect(drawn(empty).size).toBe(0);
    const without = new Map([...TEMPLATES].filter(([id]) => id !== 'Network'));
    expect([...drawn(without).keys()]).toEqual(['data-flow', 'audit-flow', 'alerts']);
  });
});

describe('a zone of others', () => {
  it('is drawn though a stack is missing that others refer to', () => {
    for (const missing of ['Keys', 'Archive', 'Baseline', 'Identity', 'Breach']) {
      const left = new Map([...FEWER].filter(([id]) => id !== missing));
      expect(() => drawn(left)).not.toThrow();
    }
  });

  it('says of what it has no picture, and draws rules that tell topics', () => {
    const [topic] = found(TEMPLATES, 'AWS::SNS::Topic');
    const more = changed(FEWER, topic?.stack ?? '', (resources) => ({
      ...resources,
      Files: { Type: 'AWS::EFS::FileSystem', Properties: {} },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { ScheduleExpression: 'rate(7 days)', Targets: [{ Arn: { Ref: topic?.id } }] },
        Metadata: { 'aws:cdk:path': 'Baseline/Weekly/Resource' },
      },
    }));
    const pictures = drawn(more);
    expect(pictures.get('data-flow')?.explains).toContain('Not drawn: 1 AWS::EFS::FileSystem.');
    expect(said(pictures, 'data-flow')).toContain('Not drawn');
    expect(said(PICTURES, 'data-flow')).not.toContain('Not drawn');
    expect(said(pictures, 'alerts')).toContain('Weekly: every 7 days');
  });
});

describe('an element', () => {
  it('escapes its text and the values of its attributes', () => {
    const text = `<a href="x">&]]>`;
    const node = readSvg(element('text', { class: text }, text).markup);
    expect(node.attributes.get('class')).toBe(text);
    expect(node.text).toBe(text);
    // From right to left, and without a width: nobody sees what the words around it then say.
    expect(element('text', {}, 'a\u202Eb\u200Bc').markup).toBe('<text>a\uFFFDb\uFFFDc</text>');
  });
});

describe('a hostile name', () => {
  const KNOWN = new Set<string>(ELEMENTS);
  const ATTRIBUTES = new Set(
    [...PICTURES.values()].flatMap(({ svg }) =>
      all(readSvg(svg)).flatMap(({ attributes }) => [...attributes.keys()]),
    ),
  );
  const names = fc.oneof(
    anyText({ minLength: 1, maxLength: 40 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><image href="https://evil.example/x.png"/>',
      ']]>',
      '--><svg onload="x">',
      '&lt;&#60;&amp;',
      '\u0000\uFFFE\uD800',
      'x'.repeat(300),
      '__proto__',
    ),
  );

  it('is text on every picture, and never markup', () => {
    fc.assert(
      fc.property(names, (name) => {
        const pictures = drawn(zoneNamed(name));
        expect([...pictures.keys()]).toEqual(['network', 'data-flow', 'audit-flow', 'alerts']);
        for (const { svg } of pictures.values()) {
          const nodes = all(readSvg(svg));
          expect(nodes.filter((node) => !KNOWN.has(node.name))).toEqual([]);
          const attributes = nodes.flatMap((node) => [...node.attributes.keys()]);
          expect(attributes.filter((attribute) => !ATTRIBUTES.has(attribute))).toEqual([]);
          expect(svg).not.toMatch(NOT_IN_XML);
          expect(() => inlineSvg(svg)).not.toThrow();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('stays within its card, whatever its length', () => {
    for (const { svg } of drawn(zoneNamed(`${'W'.repeat(200)} ${'i'.repeat(200)}`)).values()) {
      const root = readSvg(svg);
      const texts = textBoxes(root);
      expect(
        texts.flatMap((text, at) => texts.slice(at + 1).filter((other) => overlap(text, other))),
      ).toEqual([]);
    }
  });
});

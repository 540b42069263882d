import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/root';

/** A rule as it stands in AWS's own HIPAA pack. */
export interface AwsPackRule {
  readonly name: string;
  readonly identifier: string;
  readonly types: readonly string[];
  /** Every parameter that the rule takes, with the value of AWS's pack if that sets one. */
  readonly parameters: ReadonlyMap<string, string | undefined>;
}

/** The rules of `aws-hipaa-pack-rules.txt`, whose head says where they are from. */
export const AWS_PACK: readonly AwsPackRule[] = readFileSync(
  join(__dirname, 'aws-hipaa-pack-rules.txt'),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', identifier = '', types = '', parameters = ''] = line.split('\t');
    return {
      name,
      identifier,
      types: list(types, ', '),
      parameters: new Map(
        list(parameters, '; ').map((text) => {
          const [key = '', value] = text.split('=');
          return [key, value];
        }),
      ),
    };
  });

function list(text: string, separator: string): readonly string[] {
  return text === '-' ? [] : text.split(separator);
}

/** Citations of AWS's page on the pack by rule, as the table of rules of cdk-nag has them. */
export function citationsOfNag(): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(join(ROOT, 'node_modules/cdk-nag/RULES.md'), 'utf8');
  const section = page.slice(page.indexOf('## HIPAA Security'), page.indexOf('## NIST 800-53'));
  return new Map(
    section.split('\n').flatMap((line) => {
      const [, text = '', file = ''] =
        /^\| \[([^\]]+)\]\([^)]*developerguide\/([^)]+)\.html\)/.exec(line) ?? [];
      if (text === '') return [];
      const citations = (line.split('|').at(-2) ?? '').match(/164\.\d+(?:\(\w+\))+/g) ?? [];
      // Rules that cdk-nag implements have a name of their own; the others have AWS's.
      return [[text.startsWith('HIPAA.') ? file : text, citations.toSorted()] as const];
    }),
  );
}

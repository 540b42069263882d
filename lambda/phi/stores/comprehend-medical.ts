import type { ComprehendMedicalClient, Entity } from '@aws-sdk/client-comprehendmedical';
import { DetectPHICommand } from '@aws-sdk/client-comprehendmedical';
import { UnavailableError } from '../../access/errors';
import { describeError } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import type { Chunk } from '../detect/chunks';
import { chunksOf, unitsOf } from '../detect/chunks';
import type { Finding, Identifier, PhiDetector } from '../detect/finding';
import { resolve } from '../detect/resolve';

/**
 * A call takes fewer than 20,000 bytes:
 * https://docs.aws.amazon.com/comprehend-medical/latest/api/API_DetectPHI.html
 */
const LONGEST = { bytes: 19_999, overlap: 400 } as const;

/**
 * Its types (https://docs.aws.amazon.com/comprehend-medical/latest/dev/textanalysis-phi.html) as ours. A
 * profession is none of the eighteen identifiers by itself. A type that is new is an identifier of some
 * kind until somebody has looked.
 */
const IDENTIFIERS: ReadonlyMap<string, Identifier | undefined> = new Map([
  ['NAME', 'name'],
  ['ADDRESS', 'geographic'],
  ['DATE', 'date'],
  ['AGE', 'date'],
  ['PHONE_OR_FAX', 'telephone'],
  ['EMAIL', 'email'],
  ['ID', 'other'],
  ['URL', 'url'],
  ['PROFESSION', undefined],
]);

/** An id of any kind: who knows its form or its label knows better. */
const SURENESS_OF_ID = 0.5;

export interface ComprehendMedicalProps {
  /** Hears when a call fails, and never of the text. Default: nobody hears. */
  readonly log?: Logger;
}

/**
 * Amazon Comprehend Medical, DetectPHI: English text only. A text that is longer than a call takes is
 * asked about in chunks, one after the other.
 */
export function comprehendMedicalDetector(
  client: Pick<ComprehendMedicalClient, 'send'>,
  { log }: ComprehendMedicalProps = {},
): PhiDetector {
  return {
    async detect(text) {
      const findings: Finding[] = [];
      for (const chunk of chunksOf(text, LONGEST)) {
        if (chunk.text.trim() === '') continue;
        try {
          const { Entities = [], PaginationToken } = await client.send(
            new DetectPHICommand({ Text: chunk.text }),
          );
          if (PaginationToken !== undefined) throw new RangeError('The answer is cut short');
          findings.push(...findingsOf(chunk, Entities));
        } catch (error) {
          // The message of a refused call may repeat the text, so that only its name is kept.
          const { name } = describeError(error);
          log?.error('comprehend-medical-failed', { error: name });
          throw new UnavailableError('Comprehend Medical', { cause: new Error(name) });
        }
      }
      return resolve(text, findings);
    },
  };
}

/** @throws RangeError when an entity does not say where it is: what cannot be placed cannot be redacted */
function findingsOf({ start, text }: Chunk, entities: readonly Entity[]): readonly Finding[] {
  const units = unitsOf(
    text,
    entities.flatMap(({ BeginOffset = -1, EndOffset = -1 }) => [BeginOffset, EndOffset]),
  );
  return entities.flatMap(({ BeginOffset = -1, EndOffset = -1, Type = '', Score = 1 }) => {
    const [from, to] = [units.get(BeginOffset), units.get(EndOffset)];
    if (from === undefined || to === undefined || from >= to) {
      throw new RangeError('An entity is not within the text');
    }
    const identifier = identifierOf(Type, text, from, to);
    if (identifier === undefined) return [];
    const confidence = identifier === 'other' ? Math.min(Score, SURENESS_OF_ID) : Score;
    const label = IDENTIFIERS.has(Type) ? Type.toLowerCase().replaceAll('_', '-') : 'unknown';
    return [{ identifier, start: start + from, end: start + to, confidence, label }];
  });
}

const YEAR_ALONE = /^['’]?(?:19|20)\d{2}$/;
/** Not further from a number than this stands its word of fax. */
const FAX_BEFORE = /(?:fax|facsimile)\D{0,24}$/i;
const FAX_BEHIND = /^ ?[([]fax/i;

function identifierOf(
  type: string,
  text: string,
  from: number,
  to: number,
): Identifier | undefined {
  const value = text.slice(from, to);
  // A year is no identifier, nor is an age up to 89: 45 CFR 164.514(b)(2)(i)(C).
  if (type === 'DATE' && YEAR_ALONE.test(value)) return undefined;
  if (type === 'AGE' && isYoung(value)) return undefined;
  if (type === 'PHONE_OR_FAX') {
    const isFax = FAX_BEFORE.test(text.slice(Math.max(0, from - 40), from));
    return isFax || FAX_BEHIND.test(text.slice(to, to + 8)) ? 'fax' : 'telephone';
  }
  return IDENTIFIERS.has(type) ? IDENTIFIERS.get(type) : 'other';
}

/** In words it may be any age. */
function isYoung(value: string): boolean {
  const ages = value.match(/\d+/g) ?? [];
  return ages.length > 0 && ages.every((age) => Number(age) <= 89);
}

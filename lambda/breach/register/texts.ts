import { phiLike, withoutTollFree } from '../../shared/phi-like';
import { isOpaqueId } from '../../shared/audit/opaque';
import { ChangeRefusedError } from '../errors';
import type { Change } from './incident';
import { named } from './named';

/** What people write into the register is quoted in letters, forms and files: nothing of a person may stand in it. */

/** @throws ChangeRefusedError that names the fields, and what each looks like */
export function checkTexts(change: Change): void {
  const found = [
    ...Object.entries(textsOf(change)).map(
      ([field, text]) => [field, text === undefined ? [] : phiLike(text, 'prose')] as const,
    ),
    ...Object.entries(idsOf(change)).map(
      ([field, id]) =>
        [
          field,
          id === undefined || isOpaqueId(id) ? [] : ['something else than an opaque id'],
        ] as const,
    ),
  ].filter(([, kinds]) => kinds.length > 0);
  if (found.length === 0) return;
  const fields = found.map(([field, kinds]) => `${field} looks like ${kinds.join(' and ')}`);
  throw new ChangeRefusedError(
    'phi-in-text',
    `The register holds nothing that tells who a person is: ${named(fields, '; ')}. Say it without.`,
  );
}

type Fields = Readonly<Record<string, string | undefined>>;

/** Every text of a change that a person wrote, by its field. */
function textsOf(change: Change): Fields {
  switch (change.kind) {
    case 'opened':
      return textsOfFacts(change.facts ?? {});
    case 'facts':
      return textsOfFacts(change.facts);
    case 'discovery':
    case 'withdraw':
    case 'state':
      return { why: change.why };
    case 'safe-harbor':
      return { method: change.finding.method, rationale: change.finding.rationale };
    case 'exclusion':
      return { rationale: change.finding.rationale };
    case 'assessment':
      return { ...change.finding.factors, rationale: change.finding.rationale };
    case 'hold': {
      const { official, agency, statement } = change.hold;
      return { official, agency, statement };
    }
    case 'notice':
      return { evidence: change.notice.evidence };
    default:
      return {};
  }
}

/**
 * Texts of facts as they are judged. Letters tell by two of them whom to call: there a toll-free number, which is of
 * no private person, may stand.
 */
export function textsOfFacts(facts: Extract<Change, { kind: 'facts' }>['facts']): Fields {
  const { title, description, location, breachType, steps, mitigation, safeguards } = facts;
  return {
    title,
    description,
    location,
    breachType,
    steps: steps === undefined ? undefined : withoutTollFree(steps),
    mitigation: mitigation === undefined ? undefined : withoutTollFree(mitigation),
    safeguards,
  };
}

function idsOf(change: Change): Fields {
  if (change.kind === 'associate') {
    const { associate, worksFor } = change.associate;
    return { associate, worksFor };
  }
  return change.kind === 'notice' ? { associate: change.notice.associate } : {};
}

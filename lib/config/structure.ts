import { parse } from 'yaml';
import type { z } from 'zod';
import { expectation } from './expectation';
import { didYouMean } from './nearest';
import type { Path, Problem } from './problems';
import { pathText, quoted } from './problems';
import type { Profile } from './schema';
import { zoneConfigSchema } from './schema';
import { exampleAt, fits, knownKeys } from './schema-lookup';
import type { Sourced } from './sourced';
import { at, lineAt, plain } from './sourced';

/** A config that may have problems. */
export interface Draft {
  /** What the file says. */
  readonly written: Sourced;
  /** The same, over the defaults of a profile. */
  readonly merged: Sourced;
  /** What a value that is left out falls back to; nothing when the file names no known profile. */
  readonly fallback?: { readonly profile: Profile; readonly defaults: Sourced } | undefined;
}

/** What in a draft does not have the shape of a config. */
export function structuralProblems(draft: Draft): readonly Problem[] {
  const result = zoneConfigSchema.safeParse(plain(draft.merged), { error: expectation });
  const issues = result.error?.issues ?? [];
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'invalid_key') return [wrongKey(draft, path, issue)];
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(draft, path, key))
      : [wrongValue(draft, path, issue)];
  });
}

function unknownKey({ written }: Draft, parent: Path, key: string): Problem {
  const path = [...parent, key];
  const known = knownKeys(parent);
  return {
    path: pathText(path),
    line: lineAt(written, path),
    message: 'unknown key.',
    mend: didYouMean(key, known, `Remove it; the keys here are ${known.join(', ')}.`),
  };
}

/** For a mapping of which the file chooses the keys. */
function wrongKey({ written }: Draft, path: Path, { issues }: z.core.$ZodIssueInvalidKey): Problem {
  return {
    path: pathText(path),
    line: lineAt(written, path),
    message: `unknown key, ${issues[0]?.message ?? 'expected another'}.`,
    mend: 'Rename it, or remove it.',
  };
}

function wrongValue({ written, fallback }: Draft, path: Path, issue: z.core.$ZodIssue): Problem {
  const found = at(written, path);
  const keys = knownKeys(path);
  const expected = keys.length === 0 ? issue.message : `${issue.message} with ${keys.join(', ')}`;
  return {
    path: pathText(path),
    line: lineAt(written, path),
    message: `${describe(found)}, ${expected}.`,
    mend:
      requoted(path, found) ??
      nearMiss(found, issue) ??
      leaveOut(path, fallback) ??
      writeOut(path, found),
  };
}

function describe(found: Sourced | undefined): string {
  const value = found && plain(found);
  if (found === undefined || value === undefined) return 'missing';
  if (found.kind === 'map') return 'found a mapping';
  if (found.kind === 'list') return `found ${found.items.length === 0 ? 'an empty' : 'a'} list`;
  return typeof value === 'string' ? `found ${quoted(value)}` : `found ${found.text}`;
}

/** For a value that would be right with quotes, or without. */
function requoted(path: Path, found: Sourced | undefined): string | undefined {
  if (found?.kind !== 'scalar' || found.value === null) return undefined;
  if (typeof found.value !== 'string') {
    return fits(path, found.text) ? `Put it in quotes: ${quoted(found.text)}.` : undefined;
  }
  const bare = /^[\w.+-]+$/.test(found.value) ? parse(found.value) : undefined;
  return fits(path, bare) ? `Take the quotes off: ${found.value}.` : undefined;
}

/** For a word that is nearly one of those that are allowed. */
function nearMiss(found: Sourced | undefined, issue: z.core.$ZodIssue): string | undefined {
  if (issue.code !== 'invalid_value' || found?.kind !== 'scalar') return undefined;
  const words = issue.values.filter((value) => typeof value === 'string');
  return didYouMean(found.text, words, '') || undefined;
}

/** For a value that has a default. */
function leaveOut(path: Path, fallback: Draft['fallback']): string | undefined {
  const value = at(fallback?.defaults, path);
  const isEntry = path.some((step) => typeof step === 'number');
  if (fallback === undefined || value === undefined || isEntry) return undefined;
  const what = value.kind === 'map' ? 'defaults' : `default ${JSON.stringify(plain(value))}`;
  return `Correct it, or leave it out for the ${fallback.profile} ${what}.`;
}

/** For everything else. */
function writeOut(path: Path, found: Sourced | undefined): string {
  const key = path.at(-1);
  const example = exampleAt(path);
  if (typeof key === 'number') return 'Correct it, or remove it from the list.';
  if (example !== undefined) return `Write it like \`${key}: ${scalarText(example)}\`.`;
  if (found !== undefined) return 'Correct it.';
  // The one mapping without a default, which every shipped config writes out.
  return path[0] === 'organization'
    ? 'Add it, as in config/sandbox.yaml.'
    : 'Add it: config/schema.json says what it is.';
}

/** As YAML: text that would be read as a number is quoted. */
function scalarText(example: string): string {
  return typeof parse(example) === 'string' ? example : quoted(example);
}

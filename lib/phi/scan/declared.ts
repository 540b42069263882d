import { extname } from 'node:path';
import { classifyName } from '../../../lambda/phi/detect/names';
import type { Found } from './found';
import { classificationOf, ENCRYPTED_SUFFIX, identifierOf, isEncryptedField } from './found';

/** PHI told from names in a file: columns of SQL, keys with a value in data, fields that code declares. */

const DATA: ReadonlySet<string> = new Set(['.json', '.ndjson', '.jsonl', '.yaml', '.yml', '.log']);
const TABLES: Readonly<Record<string, string>> = { '.csv': ',', '.tsv': '\t', '.psv': '|' };
const CODE: ReadonlySet<string> = new Set([
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.py',
  '.java',
  '.kt',
  '.cs',
  '.go',
  '.rb',
  '.php',
  '.swift',
  '.rs',
  '.prisma',
  '.graphql',
  '.proto',
]);

/** So many things have a name, an address or a date that the name alone tells nothing. */
const TOO_COMMON =
  /^(?:full_?|display_?|file_?)?names?$|^(?:url|uri|link|href|website|date|address|version|type|status|notes?|plan|conditions?|findings?|outcome|history|weight|height|temperature|procedures?|key|link|user_?name|login|signature|device|serial|handle)$/i;

/** `CREATE TABLE name (` and `ALTER TABLE name ADD COLUMN`. */
const TABLE =
  /\b(?:create\s+(?:unlogged\s+|temp(?:orary)?\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."`[\]]{1,130})\s*\(|alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?([\w."`[\]]{1,130})\s+add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?)/gi;
const COLUMN = /^\s*["`[]?([A-Za-z_]\w{0,62})["`\]]?\s+([A-Za-z]\w*)/;
const NO_COLUMN =
  /^(?:constraint|primary|foreign|unique|check|exclude|like|index|key|references)$/i;
const MUTE_TYPE = /^(?:bool(?:ean)?|bit|uuid|serial|bigserial|interval)$/i;

/** A key and what stands behind it, in JSON, YAML and lines of a log. */
const PAIR =
  /["']?\b([A-Za-z][\w.-]{1,62})["']?\s?[:=]\s?(?:"([^"\n]{1,400})"|'([^'\n]{1,400})'|([^\s"',;{}[\]]{1,400}))/g;
/** No value: a type, a variable, a hole of a template. */
const NO_VALUE =
  /^(?:null|undefined|none|nil|true|false|string|number|text|object|array|integer|varchar|redacted|\*+|x+|[$%{<[(].*|\[.*\])$/i;

/** `name: type`, `private String name`, `name = models.CharField` and the like. */
const DECLARED =
  /(?:^|[\s(,{])(?:(?:readonly|private|public|protected|final|static|val|var|let|const|optional|required|repeated|string|String|Str|str|text|Date|LocalDate)\s+)*([A-Za-z_]\w{2,62})\??\s*(?::|=\s*(?:models|db|Column|mapped_column|Field|z|t|varchar|text|fields)\b|;)/gm;

interface Context {
  readonly file: string;
  /** Line at which the text begins, from 1. */
  readonly line: number;
}

/** What names tell in a stretch of a file. */
export function declaredIn(text: string, { file, line }: Context): readonly Found[] {
  const type = extname(file).toLowerCase();
  const lineAt = lineCounter(text, line);
  const at = (
    place: Found['place'],
    field: string,
    index: number,
    extra: Partial<Found> = {},
  ): readonly Found[] => {
    const plain = field.endsWith(ENCRYPTED_SUFFIX)
      ? field.slice(0, -ENCRYPTED_SUFFIX.length)
      : field;
    const identifier = identifierOf(classifyName(plain));
    if (identifier === undefined) return [];
    const classification = classificationOf(identifier);
    const encrypted = field !== plain;
    const where = { file, field, line: lineAt(index), count: 1 };
    return [{ place, ...where, identifier, classification, encrypted, ...extra }];
  };
  if (type === '.sql') return [...columnsIn(text, at)];
  const separator = TABLES[type];
  if (separator !== undefined && line === 1) return headerIn(text, separator, at);
  if (DATA.has(type)) return [...pairsIn(text, at)];
  return CODE.has(type) ? [...fieldsIn(text, at)] : [];
}

type At = (
  place: Found['place'],
  field: string,
  index: number,
  extra?: Partial<Found>,
) => readonly Found[];

function* columnsIn(text: string, at: At): Generator<Found> {
  for (const match of text.matchAll(TABLE)) {
    const table = (match[1] ?? match[2] ?? '').replaceAll(/["`[\]]/g, '');
    const from = match.index + match[0].length;
    const body = match[1] === undefined ? text.slice(from).split(/[,;]/, 1)[0] : bodyOf(text, from);
    let index = from;
    for (const part of partsOf(body ?? '')) {
      const [, name = '', type = ''] = COLUMN.exec(part) ?? [];
      if (name !== '' && !NO_COLUMN.test(name) && !MUTE_TYPE.test(type)) {
        yield* at('column', name, index + part.search(/\S/), { table });
      }
      index += part.length + 1;
    }
  }
}

/** Up to the bracket that closes what was opened before. */
function bodyOf(text: string, from: number): string {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(from, at);
  }
  return text.slice(from);
}

/** Cut at commas that are in no brackets. */
function partsOf(body: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === '(') depth += 1;
    else if (body[at] === ')') depth -= 1;
    else if (body[at] === ',' && depth === 0) {
      parts.push(body.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, body.slice(from)];
}

/** A number, a day or an address: no name of a column, and the line is no header. What it says is never told. */
const SURELY_VALUE = /^(?!\d{4}$)[\d(+$-][\d\s().,/:-]{2,}$|@/;

function unquoted(cell: string): string {
  return cell.trim().replaceAll(/^["']|["']$/g, '');
}

function headerIn(text: string, separator: string, at: At): readonly Found[] {
  const [header = '', ...rows] = text.split('\n');
  const first = rows.find((row) => row.trim() !== '');
  if (first === undefined) return [];
  const cells = first.split(separator);
  const fields = header.split(separator).map(unquoted);
  if (fields.some((field) => SURELY_VALUE.test(field))) return [];
  return fields.flatMap((field, place) => {
    const value = unquoted(cells[place] ?? '');
    // Of a table the header says what every row has: `name` is of somebody.
    return value === '' ? [] : at('value', field, 0, { encrypted: isEncryptedField(value) });
  });
}

function* pairsIn(text: string, at: At): Generator<Found> {
  for (const match of text.matchAll(PAIR)) {
    const [, key = '', double, single, bare] = match;
    const value = double ?? single ?? bare ?? '';
    if (TOO_COMMON.test(key) || NO_VALUE.test(value)) continue;
    const found = at('value', key, match.index, { encrypted: isEncryptedField(value) });
    // Health data alone, without a person beside, is in every configuration of a clinic.
    yield* found.filter(({ identifier }) => identifier !== 'health');
  }
}

function* fieldsIn(text: string, at: At): Generator<Found> {
  for (const match of text.matchAll(DECLARED)) {
    const [whole, name = ''] = match;
    if (TOO_COMMON.test(name)) continue;
    const found = at('declaration', name, match.index + whole.indexOf(name));
    yield* found.filter(({ identifier }) => identifier !== 'health' && identifier !== 'url');
  }
}

/** Line of a place; places come in their order. */
function lineCounter(text: string, first: number): (index: number) => number {
  let line = first;
  let seen = 0;
  return (index) => {
    // A place before the last one is on its line, or above: never told later than it is.
    for (let at = text.indexOf('\n', seen); at >= 0 && at < index; at = text.indexOf('\n', seen)) {
      line += 1;
      seen = at + 1;
    }
    return line;
  };
}

/**
 * Whether a JSON filter pattern of CloudWatch Logs counts an event: as much of the syntax as our
 * patterns use. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @param absentDiffers whether `!=` holds for a field that is not there, which AWS does not document.
 */
export function counts(
  pattern: string,
  event: unknown,
  { absentDiffers }: { readonly absentDiffers: boolean },
): boolean {
  const tokens = [...pattern.matchAll(TOKEN)].map(([token]) => token);
  let next = 0;
  const take = (expected?: string): string => {
    const token = tokens[next];
    next += 1;
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`found ${token ?? 'the end'}, expected ${expected ?? 'more'}: ${pattern}`);
    }
    return token;
  };
  const chain = (operator: string, operand: () => boolean): boolean => {
    const values = [operand()];
    while (tokens[next] === operator) {
      take();
      values.push(operand());
    }
    return operator === '||' ? values.includes(true) : !values.includes(false);
  };
  const either = (): boolean => chain('||', () => chain('&&', condition));
  const condition = (): boolean => {
    if (tokens[next] === '(') {
      take();
      const inner = either();
      take(')');
      return inner;
    }
    const selector = take();
    const values = at(event, selector);
    const operator = take();
    // Of a wildcard, AWS documents nothing but equality: one element is enough.
    if (operator !== '=' && selector.includes(ANY_ELEMENT)) {
      throw new Error(`a wildcard with ${operator}: ${pattern}`);
    }
    if (operator === 'NOT EXISTS') return values.length === 0;
    const wanted = take();
    const equal = values.some((value) => matches(value, wanted));
    if (operator === '=') return equal;
    if (operator !== '!=') throw new Error(`unknown operator ${operator}: ${pattern}`);
    return values.length === 0 ? absentDiffers : !equal;
  };
  take('{');
  const result = either();
  take('}');
  if (next < tokens.length) throw new Error(`more than a pattern: ${pattern}`);
  return result;
}

const TOKEN = /NOT EXISTS|\|\||&&|!=|[{}()=]|"[^"]*"|[^\s{}()=!"]+/g;

const ANY_ELEMENT = '[*]';

/** What a selector finds: no value, or one, or with a wildcard one of each element of an array. */
function at(event: unknown, selector: string): readonly unknown[] {
  const [root, ...path] = selector.replaceAll(ANY_ELEMENT, `.${ANY_ELEMENT}`).split('.');
  if (root !== '$') throw new Error(`not a selector: ${selector}`);
  return path.reduce<readonly unknown[]>(
    (nodes, key) => nodes.flatMap((node) => step(node, key)),
    [event],
  );
}

function step(node: unknown, key: string): readonly unknown[] {
  if (key === ANY_ELEMENT) return Array.isArray(node) ? (node as readonly unknown[]) : [];
  if (typeof node !== 'object' || node === null) return [];
  const value = (node as Readonly<Record<string, unknown>>)[key];
  return value === undefined ? [] : [value];
}

/** `*` is a wildcard at the start or the end of a text only. */
function matches(value: unknown, wanted: string): boolean {
  const text = wanted.replace(/^"(.*)"$/, '$1');
  const found = String(value);
  if (text.startsWith('*')) return found.endsWith(text.slice(1));
  return text.endsWith('*') ? found.startsWith(text.slice(0, -1)) : found === text;
}

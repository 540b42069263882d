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
    const value = at(event, take());
    const operator = take();
    if (operator === 'NOT EXISTS') return value === undefined;
    const wanted = take();
    if (operator === '=') return value !== undefined && matches(value, wanted);
    if (operator !== '!=') throw new Error(`unknown operator ${operator}: ${pattern}`);
    return value === undefined ? absentDiffers : !matches(value, wanted);
  };
  take('{');
  const result = either();
  take('}');
  if (next < tokens.length) throw new Error(`more than a pattern: ${pattern}`);
  return result;
}

const TOKEN = /NOT EXISTS|\|\||&&|!=|[{}()=]|"[^"]*"|[^\s{}()=!"]+/g;

function at(event: unknown, selector: string): unknown {
  const [root, ...path] = selector.split('.');
  if (root !== '$') throw new Error(`not a selector: ${selector}`);
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null
        ? (node as Readonly<Record<string, unknown>>)[key]
        : undefined,
    event,
  );
}

/** `*` is a wildcard at the start or the end of a text only. */
function matches(value: unknown, wanted: string): boolean {
  const text = wanted.replace(/^"(.*)"$/, '$1');
  const found = String(value);
  if (text.startsWith('*')) return found.endsWith(text.slice(1));
  return text.endsWith('*') ? found.startsWith(text.slice(0, -1)) : found === text;
}

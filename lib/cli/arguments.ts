import { parseArgs } from 'node:util';
import { didYouMean } from '../config/nearest';
import type { CommandOptions } from './command';
import { UsageError } from './command';

/**
 * Options and other arguments of a command.
 * @throws UsageError for an option that is not one, naming the nearest, or that is misused.
 */
export function parseCommandLine<const O extends CommandOptions>(
  args: readonly string[],
  options: O,
) {
  const given = new Set<string>();
  const config = { args: [...args], options, allowPositionals: true } as const;
  for (const token of parseArgs({ ...config, strict: false, tokens: true }).tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const known = [...Object.keys(options), 'help'].map((other) => `--${other}`);
      const otherwise = `The options are ${known.join(', ')}.`;
      throw new UsageError(`unknown option ${rawName}. ${didYouMean(rawName, known, otherwise)}`);
    }
    if (option.type === 'string' && option.multiple !== true && given.has(name)) {
      throw new UsageError(`${rawName} is given twice, expected once.`);
    }
    given.add(name);
    if (option.type === 'boolean' && value !== undefined) {
      throw new UsageError(`${rawName} takes no value: found "${value}".`);
    }
    if (option.type === 'string' && value === undefined) {
      throw new UsageError(`${rawName} has no value.`);
    }
    if (option.type === 'string' && inlineValue === false && /^-./.test(value ?? '')) {
      throw new UsageError(
        `${rawName}: found "${value ?? ''}", which looks like an option. Write ${rawName}=${value ?? ''} if it is the value.`,
      );
    }
  }
  return parseArgs(config);
}

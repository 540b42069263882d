/** Columns of a usage text. */
const WIDTH = 104;

/** Words with commas between them, on as many lines as they need. All lines but the first begin at `margin`. */
export function wrapped(words: readonly string[], margin: number): string {
  const lines = words.reduce<readonly string[]>(
    (done, word, at) => {
      const text = at === words.length - 1 ? word : `${word},`;
      const [line = '', ...before] = done.toReversed();
      const longer = line === '' ? text : `${line} ${text}`;
      const earlier = before.toReversed();
      return longer.length + margin > WIDTH ? [...earlier, line, text] : [...earlier, longer];
    },
    [''],
  );
  return lines.join(`\n${' '.repeat(margin)}`);
}

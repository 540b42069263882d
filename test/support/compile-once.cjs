const vm = require('node:vm');

const compileFunction = vm.compileFunction;
const compiled = new Map();

/**
 * Jest compiles every module again for every test file: a seventh of all that a run does. Here a module
 * is compiled once a process, and run anew in the context of each file, so that files share its code
 * and nothing else.
 */
vm.compileFunction = function compileOnce(code, parameters, options) {
  const context = options?.parsingContext;
  if (context === undefined) return compileFunction(code, parameters, options);
  const { filename } = options;
  // On the first line, so that the lines of errors stay as they are.
  const head = `(function (${parameters.join(', ')}) {`;
  const known = compiled.get(filename);
  if (known?.code === code && known.head === head) return known.script.runInContext(context);
  // V8 asks the one that compiled it for what it imports later: not the same for every file.
  if (/\bimport\s*\(/.test(code)) return compileFunction(code, parameters, options);
  const script = new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
  compiled.set(filename, { code, head, script });
  return script.runInContext(context);
};

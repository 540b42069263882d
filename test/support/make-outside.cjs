const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const { transform } = require('../../jest.config.cjs');
const [[, options]] = Object.values(transform);

/** Loads a module of TypeScript, and what it imports, as the process itself and not as a test file. */
function load(file) {
  const before = require.extensions['.ts'];
  require.extensions['.ts'] = (module, filename) => {
    const source = readFileSync(filename, 'utf8');
    const { code } = transformSync(source, { ...options, filename, swcrc: false });
    module['_compile'](code, filename);
  };
  try {
    return require(file);
  } finally {
    if (before === undefined) delete require.extensions['.ts'];
    else require.extensions['.ts'] = before;
  }
}

let makers;
const made = new Map();

/**
 * Jest loads CDK anew for every test file, which then makes its first zone four times as slowly as its
 * fifth. Here a process makes them all with one CDK, and each once. Texts go in and come out: nothing
 * that a test file could change for another.
 */
module.exports = function makeOutside(what, given) {
  const key = `${what} ${given}`;
  makers ??= load('./makers.ts').MAKERS;
  const text = made.get(key) ?? JSON.stringify(makers[what](JSON.parse(given)));
  made.set(key, text);
  return text;
};

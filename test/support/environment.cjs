const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');
require('./compile-once.cjs');
const makeOutside = require('./make-outside.cjs');

const entered = new Set();
for (const method of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function enter(...args) {
    entered.add(this);
    return Reflect.apply(original, this, args);
  };
}

/** See `once.ts`. */
const madeOnce = new Map();

/**
 * Jest makes an `AsyncLocalStorage` for each test file and never gives it back. Before Node 24 every
 * promise then asks each of them: after a hundred files an `await` takes thirty times as long, and
 * what the files had in memory stays there.
 */
module.exports = class Environment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { watch, watchAll } = config.globalConfig;
    // The process outlives the code there.
    const outlives = watch || watchAll;
    this.global.madeOnce = outlives ? new Map() : madeOnce;
    this.global.makeOutside = outlives ? undefined : makeOutside;
  }

  async teardown() {
    for (const storage of entered) storage.disable();
    entered.clear();
    await super.teardown();
  }
};

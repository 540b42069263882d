'use strict';

// Loaded before the code of a function: its clock is wrong by so many minutes, as that of a machine may be.
const skew = Number(process.env.CLOCK_SKEW_MINUTES) * 60_000;
const now = Date.now;

globalThis.Date = new Proxy(Date, {
  get: (target, name, receiver) =>
    name === 'now' ? () => now() + skew : Reflect.get(target, name, receiver),
  construct: (target, args, made) =>
    Reflect.construct(target, args.length === 0 ? [now() + skew] : args, made),
  apply: () => new Date(now() + skew).toString(),
});

// What the code will see, for the log: who sets a clock wants to know that it was set.
const ahead = [Date.now(), new Date().getTime()].map((time) => Math.round((time - now()) / 60_000));
process.stderr.write(`minutes ahead: ${ahead.join(' and ')}.\n`);

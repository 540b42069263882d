#!/usr/bin/env node
// Lets Node.js read TypeScript, wherever it was started.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
createRequire(import.meta.url)('./hlz.ts');

#!/usr/bin/env node
// Lets Node.js read TypeScript, wherever it was started.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

// The SDKs of the lock file work with this Node.js; what later ones ask for is no news for an operator.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
register();
createRequire(import.meta.url)('./hlz.ts');

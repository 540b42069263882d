import { join } from 'node:path';
import { build } from 'esbuild';
import { slimSchemas } from '../../../../../lib/bundle/slim-schemas';
import { ROOT } from '../../../../support/root';

test('leaves a handler room within 500 kB', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'lambda/shared/audit/stores/kinesis-audit-trail.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [slimSchemas],
    legalComments: 'none',
    write: false,
  });
  // The clients of Kinesis and S3 are 402 kB of it, zod/mini 34: zod itself would be 450.
  expect(outputFiles[0]?.contents.byteLength).toBeLessThanOrEqual(460_000);
});

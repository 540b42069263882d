import { bundled } from '../../../../bundle/bundled';

test('leaves a handler room within 500 kB', async () => {
  const bytes = await bundled(`export * from './lambda/shared/audit/stores/kinesis-audit-trail';`);
  // The clients of Kinesis and S3 are 265 kB of it, zod/mini 34: zod itself would be 450.
  expect(bytes.byteLength).toBeLessThanOrEqual(350_000);
});

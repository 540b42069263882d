import { fieldsOf } from '../../shared/json';
import type { ShardBatch } from '../shard-batch';
import { readShardBatch } from '../shard-batch';

/** What one invocation has to seal: records of one shard in their order, or what is in the spool. */
export type SealerEvent = ({ readonly kind: 'stream' } & ShardBatch) | { readonly kind: 'spool' };

/**
 * Reads a batch of a Kinesis event source mapping, or `{"spool":true}` of the schedule. Of what the
 * records hold nothing is read.
 *
 * @throws LedgerEventError when anything is not as expected
 */
export function readSealerEvent(event: unknown): SealerEvent {
  const fields = fieldsOf(event);
  return fields['spool'] === true && Object.keys(fields).length === 1
    ? { kind: 'spool' }
    : { kind: 'stream', ...readShardBatch(event, '{"spool":true}') };
}

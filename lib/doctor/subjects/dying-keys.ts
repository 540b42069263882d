import type { Answers } from '../answers';
import type { Finding } from '../finding';
import { ifSeen, some, teller } from '../finding';

/** Keys of an earlier zone of this name that are about to be deleted, as far as keys can be read. */
export function dyingKeys(answers: Pick<Answers, 'dyingKeys'>): readonly Finding[] {
  const tell = teller('leftovers', 'Keys');
  return ifSeen(answers.dyingKeys, tell.unseen, ({ keys, looked, denied, beyond }) => {
    const unread = [
      ...(denied > 0 ? [`${denied} that who asks may not read (kms:DescribeKey)`] : []),
      ...(beyond > 0 ? [`${beyond} after the first ${looked}`] : []),
    ];
    const partly = tell.partly(
      `Keys of the account that were not looked at: ${unread.join(', and ')}.`,
      'See in the console of KMS whether one of this zone waits for its deletion.',
    );
    const more = unread.length === 0 ? [] : [partly];
    if (keys.length === 0 && more.length > 0) return more;
    if (keys.length === 0) return tell.fine('None of this name waits for its deletion.');
    const names = keys.map(
      ({ KeyId = '?', DeletionDate }) =>
        `${KeyId}${DeletionDate === undefined ? '' : ` on ${DeletionDate.toISOString().slice(0, 10)}`}`,
    );
    return [
      tell.look(
        `${keys.length} of an earlier zone of this name are about to be deleted: ${some(names)}. What they encrypted is then gone for ever.`,
        'Be sure that nothing of it must be kept. Until then `aws kms cancel-key-deletion --key-id` brings one back.',
      ),
      ...more,
    ];
  });
}

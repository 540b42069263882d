import type { Rule } from '../rule';
import { retentionClassOf } from '../reading/tags';
import type { JsonObject } from '../reading/zone-view';

interface Watcher {
  /** Name of the setting that makes it. */
  readonly setting: string;
  readonly type: string;
  /** Further words of the finding. */
  readonly kind: string;
  readonly isIt: (properties: JsonObject) => boolean;
}

const anyOne = (): boolean => true;

/** What watches an account, by the setting of config that makes it. */
const WATCHERS: readonly Watcher[] = [
  { setting: 'trail', type: 'AWS::CloudTrail::Trail', kind: '', isIt: anyOne },
  {
    setting: 'configRecorder',
    type: 'AWS::Config::ConfigurationRecorder',
    kind: '',
    isIt: anyOne,
  },
  { setting: 'guardDuty', type: 'AWS::GuardDuty::Detector', kind: '', isIt: anyOne },
  { setting: 'securityHub', type: 'AWS::SecurityHub::Hub', kind: '', isIt: anyOne },
  {
    setting: 'externalAccessAnalyzer',
    type: 'AWS::AccessAnalyzer::Analyzer',
    kind: ' of external access',
    isIt: ({ Type: type }) => type === 'ACCOUNT' || type === 'ORGANIZATION',
  },
  {
    setting: 'unusedAccessAnalyzer',
    type: 'AWS::AccessAnalyzer::Analyzer',
    kind: ' of unused access',
    isIt: ({ Type: type }) =>
      type === 'ACCOUNT_UNUSED_ACCESS' || type === 'ORGANIZATION_UNUSED_ACCESS',
  },
  {
    setting: 'macie',
    type: 'AWS::Macie::Session',
    kind: ' that is enabled',
    isIt: ({ Status: status = 'ENABLED' }) => status === 'ENABLED',
  },
];

export const watchedStore: Rule = {
  name: 'WatchedStore',
  asks: "A store of patients' data stands in an account that is watched, by all that config asks for.",
  citations: ['164.312(b)', '164.308(a)(1)(ii)(D)'],
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::S3::Bucket'],
  reads: WATCHERS.map(({ type }) => type),
  find: (store, zone) => {
    if (retentionClassOf(store) !== 'phi') return undefined;
    const created = new Set(
      zone.expectations.settings
        .filter(({ mode }) => mode === 'create')
        .map(({ setting }) => setting),
    );
    const asked = WATCHERS.filter(({ setting }) => created.has(setting));
    // Where others watch the account, or nobody does, nothing has been looked at.
    if (asked.length === 0) return undefined;
    return asked
      .filter(({ type, isIt }) => !zone.ofType(type).some(({ properties }) => isIt(properties)))
      .map(
        ({ setting, type, kind }) =>
          `Setting ${setting} is create, and the zone has no ${type}${kind}. Add it, or set ${setting} to existing where somebody else makes it.`,
      );
  },
};

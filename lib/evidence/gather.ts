import type { AccessMatrix } from '../access/matrix';
import type { CheckLedger } from '../compliance/check-ledger';
import type { ZoneConfig } from '../config/schema';
import { judgeControls } from '../controls/judge';
import { CONTROLS } from '../controls/table';
import type { ChecklistAnswers } from './checklist';
import { CHECKLISTS } from './checklists';
import { configFile } from './config-file';
import { inventories } from './inventories';
import { sha256 } from './manifest';
import type { EvidenceModel, EvidenceSource, GivenTests } from './model';
import { pictures } from './pictures';
import type { EvidenceZone } from './zone/evidence-zone';

export interface GatherProps {
  readonly source: EvidenceSource;
  readonly config: ZoneConfig;
  readonly zone: EvidenceZone;
  readonly ledger: CheckLedger;
  readonly problems: readonly string[];
  readonly answers: ChecklistAnswers['answers'];
  /** SHA-256 of the file of the answers. */
  readonly answersFile?: string | undefined;
  readonly tests: GivenTests | undefined;
  /** Who may do what to records, as the access policies answer: reading them takes an engine that starts slowly. */
  readonly matrix: AccessMatrix;
}

/** Everything that a pack says of a synthesized zone. */
export function gatherEvidence(props: GatherProps): EvidenceModel {
  const { matrix, answersFile, ...given } = props;
  const { config, zone, ledger, tests } = given;
  return {
    ...given,
    inputs: {
      config: sha256(Buffer.from(configFile(config))),
      tests: tests?.run,
      answers: answersFile,
    },
    controls: judgeControls({ controls: CONTROLS, config, zone, ledger, tests }),
    tables: inventories({ config, zone, ledger, matrix }),
    pictures: pictures(zone),
    checklists: CHECKLISTS,
  };
}

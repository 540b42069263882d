import { readFileSync } from 'node:fs';
import type { ZoneConfig } from '../../lib/config/schema';
import { GovernanceStack } from '../../lib/stacks/governance-stack';
import type { TemplateJson } from './templates';
import { firstStack } from './first-stacks';

/** The Governance stack of a zone, with no more of the zone than it stands on. */
export function governanceOf(config: ZoneConfig): {
  readonly stack: GovernanceStack;
  readonly template: TemplateJson;
} {
  const app = firstStack(config, 'Governance');
  const stack = app.node.findChild('Governance');
  if (!(stack instanceof GovernanceStack)) throw new Error('no Governance stack');
  const { templateFullPath } = app
    .synth({ skipValidation: true })
    .getStackArtifact(stack.artifactId);
  return { stack, template: JSON.parse(readFileSync(templateFullPath, 'utf8')) as TemplateJson };
}

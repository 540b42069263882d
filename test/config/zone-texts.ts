import { ConfigError, resolveZoneConfig } from '../../lib/config/load';

/** The smallest good sandbox: nine lines, so that what a test adds begins on line 10. */
export const SANDBOX = `profile: sandbox
name: demo
account: "444455556666"
region: us-east-1
owner: team
organization:
  name: Mercy
  securityOfficial: { name: Sam, email: sam@hospital.example }
  privacyOfficial: { name: Pat, email: pat@hospital.example }
`;

/** The smallest good production zone: eleven lines, since its organization is one flow mapping. */
export const PRODUCTION = `profile: production
name: demo
account: "444455556666"
region: us-east-1
owner: team
organization: { contact: { tollFree: 1-800-555-0100 },
  name: Mercy,
  securityOfficial: { name: Sam, email: sam@hospital.example },
  privacyOfficial: { name: Pat, email: pat@hospital.example } }
alerts: { security: [sam@hospital.example], operations: [pat@hospital.example] }
archive: { acceptIrreversibleLock: true }
`;

/** The smallest good zone of an emulator. */
export const EMULATOR = SANDBOX.replace('sandbox', 'emulator').replace(
  '444455556666',
  '000000000000',
);

/** What is said about a bad text: one line a problem, without the margin. None for a good text. */
export function problemLines(text: string): readonly string[] {
  try {
    resolveZoneConfig(text, 'zone.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [, ...lines] = error.message.split('\n');
    return lines.map((line) => line.replace(/^ {2}/, ''));
  }
}

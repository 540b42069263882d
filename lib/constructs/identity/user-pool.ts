import {
  CfnUserPool,
  CfnUserPoolGroup,
  CfnUserPoolRiskConfigurationAttachment,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ROLES } from '../../../lambda/identity/roles';
import { acknowledge } from '../../compliance/acknowledge';
import { isEmulated } from '../../config/emulator';
import type { ZoneConfig } from '../../config/schema';
import { removalPolicy } from '../base/removal-policy';

export interface ZoneUserPoolProps {
  readonly config: ZoneConfig;
  /** Called before and after somebody signs in, and before he gets tokens. When it throws, he gets none. */
  readonly signIn: IFunction;
}

/** As many as Cognito remembers. */
const PASSWORDS_REMEMBERED = 24;

/**
 * Who has an account, and how he shows that it is his: password and authenticator app, or a passkey
 * that asks for finger, face or PIN. Administrators make accounts; nobody signs up.
 */
export class ZoneUserPool extends Construct {
  /** Its id is `ref`. */
  readonly pool: CfnUserPool;
  /** What its tokens have as `iss`. */
  readonly issuer: string;

  constructor(scope: Construct, id: string, { config, signIn }: ZoneUserPoolProps) {
    super(scope, id);
    const { passkeyDomain } = config.identity;
    this.pool = new CfnUserPool(this, 'Pool', {
      userPoolName: `hlz-${config.name}`,
      // With it come the check of passwords against breaches, and the log of sign-ins.
      userPoolTier: 'PLUS',
      userPoolAddOns: { advancedSecurityMode: 'ENFORCED' },
      deletionProtection: config.profile === 'production' ? 'ACTIVE' : 'INACTIVE',
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      usernameConfiguration: { caseSensitive: false },
      // No phone number, so no text message; the second factor is asked for after a new password too.
      accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
      autoVerifiedAttributes: ['email'],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
      mfaConfiguration: 'ON',
      enabledMfas: ['SOFTWARE_TOKEN_MFA'],
      webAuthnUserVerification: 'required',
      webAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      ...(passkeyDomain === undefined ? {} : { webAuthnRelyingPartyId: passkeyDomain }),
      policies: {
        passwordPolicy: {
          minimumLength: 12,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: 1,
          passwordHistorySize: PASSWORDS_REMEMBERED,
        },
        signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
      },
      lambdaConfig: {
        preAuthentication: signIn.functionArn,
        postAuthentication: signIn.functionArn,
        // Not every way to tokens passes the two before: this one they all do.
        preTokenGeneration: signIn.functionArn,
      },
    });
    this.pool.applyRemovalPolicy(removalPolicy(config));
    this.issuer = `https://cognito-idp.${config.region}.amazonaws.com/${this.pool.ref}`;
    new CfnPermission(this, 'CallsSignIn', {
      action: 'lambda:InvokeFunction',
      functionName: signIn.functionArn,
      principal: 'cognito-idp.amazonaws.com',
      sourceAccount: config.account,
      sourceArn: this.pool.attrArn,
    });
    for (const role of ROLES) {
      new CfnUserPoolGroup(this, pascalCase(role), {
        userPoolId: this.pool.ref,
        groupName: role,
        description: `Role ${role}`,
      }).applyRemovalPolicy(removalPolicy(config));
    }
    if (isEmulated(config)) {
      this.acknowledgeEmulator();
    } else {
      new CfnUserPoolRiskConfigurationAttachment(this, 'Risk', {
        userPoolId: this.pool.ref,
        clientId: 'ALL',
        compromisedCredentialsRiskConfiguration: {
          actions: { eventAction: 'BLOCK' },
          eventFilter: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'],
        },
      });
    }
  }

  private acknowledgeEmulator(): void {
    acknowledge(this.pool, {
      rules: ['LandingZone-CognitoUserPool'],
      kind: 'emulator',
      reason:
        'CloudFormation of the emulator has no AWS::Cognito::UserPoolRiskConfigurationAttachment. Its zone is for a test and holds made-up data.',
      citation: '45 CFR 164.308(a)(5)(ii)(D)',
      review: '2027-11-22',
    });
  }
}

/** `front-desk` as `FrontDesk`. */
function pascalCase(words: string): string {
  return words
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** What nobody may read into this page. */
export const NOT_COVERED: readonly string[] = [
  'Whether anybody complies with HIPAA. “No open finding” is what rules looked for in templates; it is never “compliant”.',
  'The account itself. The page is made from templates, offline: what somebody changed in the account later, and whether the zone was deployed at all, is seen by AWS Config, CloudTrail and Security Hub there.',
  'What the customer does: the risk analysis, policies, training, contracts, notices. The matrix names the duty and what to keep; nothing here shows that it was done.',
  'What AWS does in its data centres. Its reports are in AWS Artifact, and so is the Business Associate Addendum, which the customer must have accepted.',
  'Applications and data that stand in the zone. Their code was not looked at.',
  'The Privacy Rule (45 CFR part 164, subpart E), state law, and rules that are only proposed.',
];

import { MBI } from '../../../shared/identifier-forms';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEFORE, BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

/** Letters and digits in one piece or with dashes, at least four of them digits. */
const NUMBER = `(?=(?:[A-Z-]{0,6}\\d){4})[A-Z0-9](?:-?[A-Z0-9]){5,15}${BEHIND}`;

/** `Member ID` + 8 to 12 letters and digits, as the requirements have them. */
const EIGHT_TO_TWELVE = `(?=(?:[A-Z]{0,6}\\d){4})[A-Z0-9]{8,12}${BEHIND}`;

/** A Medicare number in the three parts in which a card has it. */
const APART = `[1-9][A-Z][A-Z0-9]\\d [A-Z][A-Z0-9]\\d [A-Z]{2}\\d{2}${BEHIND}`;

const ID = '(?:identification|number|num|no|nbr|id|#)';
const member = labelled({
  identifier: 'health-plan-number',
  label: 'labelled',
  words: `
    member subscriber beneficiary enrollee policy policyholder insurance medicaid medicare mbi
    hicn health plan ins insured payer payor carrier group recipient cardholder hmo ppo tricare bcbs
    mbr contract coverage rx umid medi aetna cigna humana uhc kaiser anthem id
  `,
  name: `(?:member|subscriber|beneficiary|enrollee|policy(?:holder)?|insurance|insured|ins|payer|recipient|cardholder|group|plan|payor|carrier|mbr|contract|coverage|rx|health[ _-]?plan)\\.?(?:['’]s)?[ _-]{0,2}(?:(?:member|policy|plan|card|beneficiary|medicaid)[ _-]{0,2})?${ID}|(?:medicaid|medicare|medi-cal|hmo|ppo|tricare|bcbs|aetna|cigna|humana|uhc|kaiser|anthem)(?:[ _-]{0,2}(?:${ID}|beneficiary|member|recipient|card)){0,3}|mbi|hicn?|umid|cardholder|(?<![A-Za-z][ _-]?)id ?(?:#|no\\.?|number)|member|subscriber|beneficiary|policy|insurance`,
  value: `${NUMBER}|${APART}`,
  far: EIGHT_TO_TWELVE,
});

/** Unlike the first three characters of other codes, these are all letters. */
const LETTERS_AND_NINE = sticky(`${BEFORE}[A-Z]{3}[- ]?\\d{9}${BEHIND}`);

/** https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi-with-format.pdf */
const MEDICARE = sticky(`${BEFORE}(?:${MBI})${BEHIND}`);

const formed: Recognizer = {
  codes: true,
  look(text, at) {
    const match = matchAt(LETTERS_AND_NINE, text, at);
    if (match !== undefined) {
      const end = at + match[0].length;
      const identifier = 'health-plan-number';
      return [{ identifier, start: at, end, confidence: 0.8, label: 'three-letters' }];
    }
    const medicare = matchAt(MEDICARE, text, at);
    if (medicare === undefined) return NOTHING;
    const end = at + medicare[0].length;
    return [
      { identifier: 'health-plan-number', start: at, end, confidence: 0.93, label: 'medicare' },
    ];
  },
};

export const HEALTH_PLAN: readonly Recognizer[] = [member, formed];

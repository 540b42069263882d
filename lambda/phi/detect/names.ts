import type { Identifier } from './finding';

/** What a column, field or JSON key holds, told from its name. */
export interface NameClass {
  /** Of a person; absent when the name tells of none. */
  readonly identifier?: Identifier;
  /** Health data: PHI of low sensitivity wherever it is tied to a person, and no identifier. */
  readonly health?: true;
}

/** Words of a name: `patientDOB`, `patient_dob`, `Patient-DOB` and `patient.dob1` are patient and dob. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

const ID = '(?:id|ids|number|numbers|no|num|nbr|nr|identifier|code|key|hash)';

/** Names of what the system itself keeps: when it wrote a row, and what its things are called. */
const OF_THE_SYSTEM =
  /\b(?:file|host|domain|class|event|table|column|function|server|queue|bucket|topic|stack|role|policy|resource|index|schema|field|type|module|package|service|app|product|item|brand|generic|trade|drug|medication|test|lab|procedure|facility|hospital|clinic|pharmacy|company|group|department|plan|payer|payor|insurance|carrier|network|device|model|diagnosis|condition|code|unit|template|form|report|tag|label|category) ?names?\b/;
const WRITTEN_AT =
  /\b(?:created|updated|modified|deleted|inserted|synced|archived|processed|imported|exported|expires|expiry|expiration|valid|started|finished|retried|migrated|locked|queued|published|effective|last (?:login|seen|sync|modified|updated)|row|batch)\b/;

/** In the order in which they are asked: the first that fits tells. `email address` is no street. */
const IDENTIFIERS: readonly (readonly [Identifier, RegExp])[] = [
  ['email', /\b(?:e ?mails?|email ?address(?:es)?)\b/],
  ['ip-address', /\b(?:ip|ipv|ip ?addr(?:ess)?(?:es)?|client ip|remote addr)\b/],
  ['ssn', /\b(?:ssns?|social ?security|soc sec|itin|tin|tax ?id|last ?four|ssn last)\b/],
  ['fax', /\b(?:fax|facsimile|telefax)\b/],
  [
    'telephone',
    /\b(?:phones?|telephones?|tel|mobile|cell|cellphone|pager|msisdn|phone ?(?:number|no|num)|(?:home|work|mobile|cell)phone)\b/,
  ],
  [
    'photograph',
    /\b(?:photos?|photographs?|pictures?|portrait|headshot|avatar|selfie|mugshot|(?:face|facial|patient|profile|id) ?(?:image|img|pic|scan)s?)\b/,
  ],
  [
    'biometric',
    /\b(?:finger ?prints?|thumb ?prints?|voice ?prints?|palm ?prints?|biometrics?|retinal?|iris|face ?(?:id|print|template|embedding|encoding)|voice (?:sample|recording)|dna)\b/,
  ],
  [
    'vehicle',
    /\b(?:vins?|(?:license|licence|number|registration) ?plates?|plates?|vehicles?|chassis)\b/,
  ],
  [
    'device',
    /\b(?:serials?|serial ?(?:no|number|num)|devices?|udi|imei|meid|mac|mac ?addr(?:ess)?|implants?|pacemaker)\b/,
  ],
  ['url', /\b(?:urls?|uri|website|web ?site|web ?page|home ?page|link)\b/],
  [
    'license-number',
    /\b(?:licen[cs]es?|lic|npi|dea|passports?|driv(?:er|ers|ing) ?(?:licen[cs]e)?|dln?|certificates?|certification|credential (?:id|no|number))\b/,
  ],
  [
    'medical-record-number',
    new RegExp(
      `\\b(?:e?mrns?|medical ?record(?: ?${ID})?|(?:patient|pat|pt|chart|hospital) ?${ID}|patientid|chart)\\b`,
    ),
  ],
  [
    'health-plan-number',
    new RegExp(
      `\\b(?:members?(?: ?${ID})?|memberid|subscribers?(?: ?${ID})?|beneficiar(?:y|ies)(?: ?${ID})?|insurances?(?: ?${ID})?|insured(?: ?${ID})?|(?:health |insurance )plan(?: ?${ID})?|plan ?${ID}|policy ?(?:holder )?${ID}|payer ?${ID}|mbi|hicn|medicaid|medicare|group ?(?:number|no))\\b`,
    ),
  ],
  [
    'account-number',
    new RegExp(
      `\\b(?:accounts?(?: ?${ID})?|accts?(?: ?${ID})?|iban|(?:credit |debit )?cards?(?: ?${ID})?|pan|routing(?: ?${ID})?|bank|guarantor ?${ID})\\b`,
    ),
  ],
  [
    'geographic',
    /\b(?:addr(?:ess)?(?:es)?|street|city|town|village|county|zip|zipcode|zip ?code|postal|postal ?code|postcode|precinct|geo ?code|latitude|longitude|lat|lng|lon|gps|coordinates|residence|apartment|apt|birth ?place|place of birth)\b/,
  ],
  [
    'date',
    /\b(?:dob|dod|dos|births?|birth ?(?:date|day)|born|ages?|dates?|datetime|admit(?:ted)?|admission|discharged?|deceased|death|died|visit ?(?:time|day)|appointment)\b/,
  ],
  [
    'name',
    /\b(?:names?|(?:first|last|full|middle|maiden|given|family|sur|fore|nick|patient)name|surname|forename|initials|lname|fname|mname|alias|aka|next of kin|emergency contact|guardian|spouse|mother|father)\b/,
  ],
  [
    'other',
    new RegExp(
      `\\b(?:(?:encounter|visit|claim|accession|specimen|case|episode|referral|study|badge|employee|person|user|client) ?${ID}|username|user ?name|login|handle|signature)\\b`,
    ),
  ],
];

const HEALTH =
  /\b(?:diagnos[ei]s|diagnostics?|diagnosed|dx|conditions?|medications?|meds|medicines?|drugs?|rx|prescriptions?|prescribed|dos(?:e|es|age)|allerg(?:y|ies|ens?)|labs?|lab ?results?|vitals?|blood|bp|bmi|systolic|diastolic|pulse|heart ?rate|temperature|weight|height|symptoms?|procedures?|treatments?|therap(?:y|ies)|immuni[sz]ations?|vaccin(?:e|es|ation|ations)|icd|cpt|loinc|snomed|ndc|rxnorm|hiv|pregnan(?:t|cy)|mental|psych(?:iatric|iatry)?|substance|alcohol|smok(?:er|ing)|tobacco|disabilit(?:y|ies)|imaging|radiology|patholog(?:y|ies)|genetics?|genom(?:e|ic|ics)|prognosis|complaints?|chief complaint|histor(?:y|ies) of present illness|medical history|family history|problem ?list|surger(?:y|ies)|surgical|care ?plan|treatment plan|plan|notes?|clinical ?notes?|assessments?|impressions?|findings?|observations?|encounters?|discharge summary|a1c|hba1c|glucose|cholesterol|insulin|disease|illness|injur(?:y|ies)|disorder|outcome|referral reason|reason for visit)\b/;

/** Of an identifier's words, those that tell of its kind, state or time instead of its value. */
const ABOUT =
  /\b(?:type|types|status|state|count|enabled|verified|confirmed|format|flag|kind|category|company|balance|preference|consent)$/;

/** Whether dates of the system only: an account's `created at` is of no person. */
function isOfTheSystem(words: string): boolean {
  return OF_THE_SYSTEM.test(words) || WRITTEN_AT.test(words) || ABOUT.test(words);
}

/**
 * What a column, field or JSON key holds, by its name alone, in snake, camel or kebab case. It leans
 * towards saying too much: somebody looks at what it says.
 */
export function classifyName(name: string): NameClass {
  const words = wordsOf(name);
  const identifier = isOfTheSystem(words)
    ? undefined
    : IDENTIFIERS.find(([, form]) => form.test(words))?.[0];
  return {
    ...(identifier === undefined ? {} : { identifier }),
    ...(HEALTH.test(words) ? { health: true as const } : {}),
  };
}

/**
 * What a file or part of this media type is: pictures may show a face, and a voice is a biometric
 * (45 CFR 164.514(b)(2)(i)(P), (Q)).
 *
 * @param type such as `image/jpeg`
 */
export function classifyMediaType(type: string): NameClass {
  const [family = ''] = type.trim().toLowerCase().split('/');
  if (family === 'image' || family === 'video') return { identifier: 'photograph' };
  return family === 'audio' ? { identifier: 'biometric' } : {};
}

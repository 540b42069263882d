import type { Finding } from '../finding';
import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky } from '../recognizer';
import { GIVEN_NAMES } from './given-names';
import { isNameWord } from './name-words';

/** A word with a capital, in any script that has them, or an initial. */
const WORD =
  "(?:(?![JS]r\\b)\\p{Lu}[\\p{L}\\p{M}]{1,24}(?:['’-]\\p{L}[\\p{L}\\p{M}]{0,24}){0,2}|\\p{Lu}['’]\\p{Lu}[\\p{L}\\p{M}]{1,24}|\\p{Lu}\\.(?:-?\\p{Lu}\\.)?|\\p{Lu}(?=[ ]\\p{Lu}))";
const PARTICLE =
  '(?:(?:de|del|della|der|den|la|las|le|los|van|von|bin|ibn|al|el|da|das|di|dos|du|y|ter|ten|zu) ){0,2}';
const SUFFIX = '(?:,? (?:Jr|Sr|JR|SR|II|III|IV)(?![\\p{L}])\\.?)?';
/** `Jane Q. Roe`, and `Roe, Jane Q.` */
export const FULL = `${WORD}(?:[ \\t]{1,2}${PARTICLE}${WORD}){0,4}${SUFFIX}`;
const LAST_FIRST = `${WORD}(?:[ -]${WORD})?, {0,2}${WORD}(?: ${WORD}){0,2}`;
const PERSON = sticky(
  `(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof)\\.? )?(?:${LAST_FIRST}(?![\\p{L}])|${FULL})`,
  'u',
);
const TITLE = /^(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof)\.? /;

/** A name that begins here, up to the first word that is part of none. */
export function personAt(
  text: string,
  at: number,
  confidence: number,
  label: string,
  fewest = 1,
): readonly Finding[] {
  const [whole = ''] = matchAt(PERSON, text, at) ?? [];
  const title = TITLE.exec(whole)?.[0].length ?? 0;
  const name = nameIn(whole.slice(title));
  if (name === '' || name.split(/\s+/).length < fewest) return NOTHING;
  const start = at + title;
  return [{ identifier: 'name', start, end: start + name.length, confidence, label }];
}

/** `Roe's`, with which a name ends. */
const OF_SOMEBODY = /['’]s\s*$/;

function nameIn(whole: string): string {
  const words = whole.split(/(?<=\s)/);
  const stranger = words.findIndex((word) => !isNameWord(word.trim()));
  const own = stranger < 0 ? words : words.slice(0, stranger);
  const owner = own.findIndex((word) => OF_SOMEBODY.test(word));
  const kept = (owner < 0 ? own : own.slice(0, owner + 1)).join('');
  const name = kept.replace(/[\s,]+$/, '').replace(OF_SOMEBODY, '');
  // An initial alone may be anything; its full stop is kept, another one ends the sentence.
  return /\p{L}[\p{L}\p{M}'’]/u.test(name) ? name.replace(/(?<=\p{L}{2})(?<![JS]r)\.$/u, '') : '';
}

interface Cue {
  readonly words: string;
  /** From the word on to where the name begins. */
  readonly lead: string;
  readonly confidence: number;
  readonly label: string;
  /** Fewest words of the name. Default: 1. */
  readonly fewest?: number;
}

/** Recognizes a name by what stands before it. */
function cue({ words, lead, confidence, label, fewest }: Cue): Recognizer {
  const form = sticky(lead, 'iu');
  return {
    words,
    look(text, at) {
      const match = matchAt(form, text, at);
      if (match === undefined) return NOTHING;
      return personAt(text, at + match[0].length, confidence, label, fewest);
    },
  };
}

const COLON =
  '["\'*]{0,3}[ \\t]{0,3}(?:\\([^()\\n]{0,24}\\)[ \\t]?)?[:=][ \\t]{0,8}\\n?["\'*]{0,2}';
const TO_THE_COLON = '[A-Za-z/ ()-]{0,32}?';

const titled = cue({
  words: 'dr drs mr mrs ms miss mx messrs',
  lead: '(?:drs?|mrs?|ms|miss|mx|messrs)\\.?[ \\t]{1,2}',
  confidence: 0.9,
  label: 'title',
});

const calling = cue({
  words: `
    doctor prof professor nurse rev reverend judge officer attorney pastor rabbi sgt capt lt
    deputy detective dear aide
  `,
  lead: '(?:doctor|prof|professor|nurse|rev|reverend|judge|officer|attorney|pastor|rabbi|sgt|capt|lt|deputy|detective|dear|aide)\\.?[ \\t]{1,2}',
  confidence: 0.75,
  label: 'title',
});

/** Names of things. */
const OF_THINGS =
  '(?<!(?:drug|medication|medicine|brand|generic|trade|test|file|product|procedure|facility|hospital|pharmacy|company|insurance|plan|study|device|host|domain|class|event|table|column|clinic|group|field|lab|server|function|display|payer|carrier|diagnosis)[ _-]?)';
const named = cue({
  words: 'name names fullname firstname lastname surname forename alias aka',
  lead: `${OF_THINGS}(?:names?|fullname|firstname|lastname|surname|forename|alias|aka)(?:${COLON}|[ ]is[ ]{1,2}|[ \\t]{2,8}|[ \\t]?\\|[ \\t]?)`,
  confidence: 0.92,
  label: 'field',
});

/** A quoted value of a field of a name, in whatever letters. `first` and `family` are fields of FHIR. */
const QUOTED = sticky(
  `${OF_THINGS}(?:(?:names?|fullname|firstname|lastname|surname|forename)["']?|(?:first|last|middle|given|family)["'])[ ]?[:=][ ]?\\[?(["'])([^"'\\n]{2,80})\\1`,
  'iu',
);
const quoted: Recognizer = {
  words: 'name fullname firstname lastname surname forename first last middle given family',
  look(text, at) {
    const match = matchAt(QUOTED, text, at);
    const [whole = '', , value = ''] = match ?? [];
    if (!/\p{L}{2}/u.test(value)) return NOTHING;
    const end = at + whole.length - 1;
    return [
      { identifier: 'name', start: end - value.length, end, confidence: 0.9, label: 'field' },
    ];
  },
};

/** Fields whose value is a person. */
const person = cue({
  words: `
    patient pt client provider physician attending pcp surgeon author dictator resident
    consultant guardian spouse contact kin informant witness caregiver subscriber guarantor
    insured policyholder signature anesthesiologist interpreter cc re from to by nurse proxy
    scribe employee respondent mother father parent practitioner therapist assistant
    technologist radiologist pathologist cardiologist clinician manager donor
  `,
  lead: `[a-z]{2,16}${TO_THE_COLON}${COLON}`,
  confidence: 0.85,
  label: 'field',
});

const addressed = cue({
  words:
    'patient pt client resident inmate newborn baby infant veteran subscriber member insured guarantor provider physician surgeon author attending intern therapist rn np',
  lead: '[a-z]{2,10}\\.?,?[ \\t]{1,2}(?:(?:-|is|named|name is|identified as|is named)[ \\t]{1,2})?',
  confidence: 0.75,
  label: 'patient',
});

const related = cue({
  words: `
    mother father mom dad wife husband son daughter brother sister spouse partner aunt uncle
    niece nephew cousin grandmother grandson grandfather granddaughter stepson stepdaughter
    stepmother stepfather girlfriend boyfriend fiance fiancé fiancée guardian caregiver friend
    neighbor roommate grandma grandpa landlord employer proxy coworker twin surrogate
  `,
  lead: '\\p{L}{3,13}(?:-in-law)?,?[ \\t]{1,2}(?:(?:is|named|name is|is named|called|,)[ \\t]{1,2}|\\()?',
  confidence: 0.75,
  label: 'relation',
});

const VERBS =
  'signed|seen|dictated|reviewed|evaluated|examined|ordered|prescribed|referred|performed|accompanied|written|transcribed|authored|entered|verified|administered|completed|prepared|approved|interviewed|in|for|followed|treated|attended|assisted|admitted|attested|cosigned|co-signed|authenticated|documented|recorded|witnessed|obtained|collected|requested|given|read|interpreted|done|updated|called|supervised|discharged|consulted|notified|assessed|counseled|managed|scribed|filed|submitted|received|checked|scheduled|provided|read back|reported|escorted|driven|transported|placed|inserted|removed|made';
const agent = cue({
  words: 'by',
  lead: `(?<=(?<![a-z])(?:${VERBS})(?: (?:electronically|digitally|today|and dictated))? )by[: \\t]{1,3}`,
  confidence: 0.78,
  label: 'agent',
});

const met = cue({
  words: `
    spoke spoken discussed met contacted called notified paged saw informed named thank attn
    attention contact told c follow referred referral
  `,
  lead: '(?:spoken?|discussed|met|contacted|called|notified|paged|saw|informed|named|thank|attn|attention|contact|told|follow(?:[ -]up)?|referr(?:ed|al)|c/o)[: ]{0,2}[ \\t]{1,2}(?:(?:with|to|the|case|plan|results|care|his|her|their|attending|back|you,?)[ \\t]{1,2}){0,3}',
  confidence: 0.65,
  label: 'agent',
  fewest: 2,
});

const CREDENTIAL =
  '(?:MD|M\\.D\\.|DO|D\\.O\\.|RN|R\\.N\\.|NP|PA-C|PA|PhD|Ph\\.D\\.|LPN|LVN|DDS|DMD|CRNA|FNP(?:-C|-BC)?|APRN|ARNP|DNP|LCSW|LMFT|PharmD|DPM|OD|DPT|PT|OTR|OT|RRT|RT|BSN|MSN|CNM|CNA|CMA|MA|Esq|MBBS|MPH|FACC|FACS|FACP|RD|PsyD)';
const QUALIFIED = sticky(
  `(?<=(?<![\\p{L}])(${FULL}),? {1,2})${CREDENTIAL}(?![A-Za-z])(?!\\.? \\d{5})`,
  'u',
);
const COMMA = /, {1,2}$/;

/** `Jane Roe, MD` */
const qualified: Recognizer = {
  words: `
    md m do d rn r np pa ph lpn lvn dds dmd crna fnp aprn arnp dnp lcsw lmft pharm dpm od dpt pt
    otr ot rrt rt bsn msn cnm cna cma ma esq mbbs mph facc facs facp rd psy
  `,
  look(text, at) {
    const match = matchAt(QUALIFIED, text, at);
    if (match === undefined) return NOTHING;
    const [credential, whole = ''] = match;
    const hasComma = COMMA.test(text.slice(Math.max(0, at - 3), at));
    // Two letters are words too, and states.
    if (!hasComma && /^(?:DO|PA|PT|OD|OT|RT|MA|RD)$/.test(credential)) return NOTHING;
    const words = whole.split(/(?<=\s)/);
    const stranger = words.findLastIndex((word) => !isNameWord(word.trim()));
    const name = words.slice(stranger + 1).join('');
    if (name.trim() === '' || (name.trim().split(/\s/).length < 2 && !hasComma)) return NOTHING;
    const end = text.lastIndexOf(whole, at) + whole.length;
    return [
      { identifier: 'name', start: end - name.length, end, confidence: 0.85, label: 'credential' },
    ];
  },
};

/** `Crohn disease` is of nobody here. */
const EPONYM = sticky(
  `(?:${WORD}[ -]){1,3}(?:disease|syndrome|sign|test|score|criteria|catheter|clamp|scale|tumou?r|procedure|maneuver|position|classification|fracture|lymphoma|palsy|stain|virus|index|method|[Pp]rotocol)(?![A-Za-z])`,
  'u',
);

/** A common given name needs no word before it; with what follows it is surer. */
const known: Recognizer = {
  words: GIVEN_NAMES,
  look(text, at) {
    if (!/\p{Lu}/u.test(text[at] ?? '') || matchAt(EPONYM, text, at) !== undefined) return NOTHING;
    const both = personAt(text, at, 0.72, 'given-name', 2);
    return both.length > 0 ? both : personAt(text, at, 0.5, 'given-name');
  },
};

const SIGNED = sticky('/s/[ \\t]{0,3}');
const signed: Recognizer = {
  characters: '/',
  look(text, at) {
    const match = matchAt(SIGNED, text, at);
    return match === undefined ? NOTHING : personAt(text, at + match[0].length, 0.9, 'signature');
  },
};

export const NAME: readonly Recognizer[] = [
  titled,
  calling,
  named,
  quoted,
  person,
  addressed,
  related,
  agent,
  met,
  qualified,
  known,
  signed,
];

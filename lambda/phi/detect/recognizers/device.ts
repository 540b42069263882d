import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEFORE, BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

const NUMBER = `(?=[A-Z./-]{0,8}\\d)[A-Z0-9](?:[-./]?[A-Z0-9]){3,24}${BEHIND}`;

const said = labelled({
  identifier: 'device',
  label: 'labelled',
  words: `
    serial sn s ser device udi imei implant pacemaker pump lead model icd generator stimulator
    meid mac
  `,
  name: '(?:(?:device|implant|pacemaker|pump|lead|icd|generator|stimulator)[ _-]{0,2})?(?:serial|ser\\.?)(?:[ _-]?(?:number|num|no|#))?|s\\/n|sn|(?:device|implant|pacemaker|pump|lead|generator|stimulator)[ _-]{0,2}(?:identifier|number|no\\.|id|#|s\\/n|sn)|udi|imei|meid|mac[ _-]?(?:address|addr|id)',
  value: `(?:\\+)?${NUMBER}`,
  confidence: 0.9,
});

/**
 * `(01)` and 14 digits, then parts of the making: https://www.fda.gov/media/96648/download (UDI formats by
 * FDA-accredited issuing agency, GS1).
 */
const GS1 = sticky(
  `\\(01\\) ?\\d{14}(?: ?\\((?:10|21)\\) ?[A-Za-z0-9-]{1,20}| ?\\((?:11|17)\\) ?\\d{6}){0,4}`,
);

const udi: Recognizer = {
  characters: '(',
  look(text, at) {
    const match = matchAt(GS1, text, at);
    if (match === undefined) return NOTHING;
    const end = at + match[0].length;
    return [{ identifier: 'device', start: at, end, confidence: 0.97, label: 'udi' }];
  },
};

const MAC = sticky(
  `${BEFORE}[0-9A-F]{2}([:-])(?:[0-9A-F]{2}\\1){4}[0-9A-F]{2}(?![A-Za-z0-9:-])`,
  'i',
);

/** Address of a network card (IEEE 802), seen from its first separator. */
const card: Recognizer = {
  characters: ':-',
  look(text, at) {
    const match = at < 2 ? undefined : matchAt(MAC, text, at - 2);
    if (match === undefined) return NOTHING;
    const end = at - 2 + match[0].length;
    return [{ identifier: 'device', start: at - 2, end, confidence: 0.9, label: 'mac-address' }];
  },
};

/** The number of a thing that somebody wears or carries within, by what it is alone: letters, then digits. */
const OF_THING = `[A-Z]{1,4}-?\\d{5,12}${BEHIND}`;
const thing = labelled({
  identifier: 'device',
  label: 'labelled',
  words: `
    device implant pacemaker pump lead generator stimulator defibrillator monitor sensor valve stent lens prosthesis
    cgm glucometer cpap ventilator concentrator wheelchair
  `,
  name: 'device|implant|pacemaker|pump|lead|generator|stimulator|defibrillator|monitor|sensor|valve|stent|lens|prosthesis|cgm|glucometer|cpap|ventilator|concentrator|wheelchair',
  value: OF_THING,
  confidence: 0.7,
  far: OF_THING,
});

export const DEVICE: readonly Recognizer[] = [said, thing, udi, card];

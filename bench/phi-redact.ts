import { createLocalDetector } from '../lambda/phi/detect/local-detector';
import { redact } from '../lambda/phi/detect/redact';
import type { Figure } from './measure';
import { median } from './measure';

const RUNS = 5;
/** Notes of a run, about 4 kB each. */
const NOTES = 1000;

/**
 * Megabytes of notes that one core redacts in a second, in CPU time: found with the recognizers of this
 * machine, and replaced. The notes are ordinary ones, in which something is found in every third line.
 */
export async function phiRedact(): Promise<readonly Figure[]> {
  const detector = createLocalDetector({
    patterns: [{ identifier: 'medical-record-number', form: 'MH-999999' }],
  });
  const notes = Array.from({ length: NOTES }, (_, at) => note(at));
  const megabytes = Buffer.byteLength(notes.join('')) / 1e6;
  const speeds: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = process.cpuUsage();
    for (const text of notes) redact(text, await detector.detect(text));
    const { user, system } = process.cpuUsage(start);
    speeds.push((megabytes * 1e6) / (user + system));
  }
  return [{ id: 'phi.redact', value: median(speeds), unit: 'MB/s', goal: 5, atLeast: true }];
}

const PEOPLE = ['Kowalska, Anna', 'Jane Doe', 'Tomas Okafor', 'Mei-Ling Zhao', "Sean O'Leary"];
const STREETS = ['Elm Street', 'N. Cedar Ave', 'Old Mill Road', 'Juniper Ct, Apt 4'];

/** Made up, and never the same twice. */
function note(at: number): string {
  const person = PEOPLE[at % PEOPLE.length] ?? '';
  const digits = String(1_000_000 + at * 7919);
  const day = String((at % 28) + 1).padStart(2, '0');
  const head = [
    `Patient: ${person}    MRN: ${digits}    DOB: 03/${day}/1957`,
    `Address: ${at + 12} ${STREETS[at % STREETS.length] ?? ''}, Springfield, IL 62704`,
    `Phone: (217) 555-${digits.slice(-4)}    Member ID: W${digits}12`,
    `Seen by Dr. ${PEOPLE[(at + 1) % PEOPLE.length] ?? ''} on 2021-11-${day}, record MH-${digits.slice(0, 6)}.`,
  ].join('\n');
  return `${head}\n${Array.from({ length: 4 }, (_, part) => course(at * 4 + part)).join('\n')}\n`;
}

/** A stretch of a note with doses, values and codes, in which little is of a person. */
function course(at: number): string {
  const day = String((at % 28) + 1).padStart(2, '0');
  return [
    'HISTORY: The patient presents with three days of productive cough, subjective fever and malaise.',
    `Denies chest pain, hemoptysis and leg swelling. Pain ${at % 10}/10. Last seen on 10/${day}/2021 for follow up.`,
    'MEDICATIONS: metformin 500 mg BID, lisinopril 10 mg daily, hydrocodone-acetaminophen 10/325 as needed.',
    `VITALS: BP ${110 + (at % 40)}/80, HR 72, RR 16, T 98.6 F, SpO2 97% on room air, weight 81.5 kg.`,
    'LABS: WBC 7.2 (4.5-11.0), Hgb 13.4, Plt 250, Na 138, K 4.1, creatinine 0.9, A1c 7.1 %, pH 7.38 (7.35-7.45).',
    'EXAM: Alert and oriented, no acute distress. Lungs clear to auscultation, heart regular, abdomen soft.',
    'ASSESSMENT: Type 2 diabetes mellitus without complications (E11.9), hypertension (I10), bronchitis (J20.9).',
    `PLAN: Continue current therapy, repeat LOINC 4548-4 in three months, call 217-555-01${day} with concerns.`,
    'Discussed diet and exercise with the daughter, who agrees. Return in two weeks or sooner if worse.',
  ].join('\n');
}

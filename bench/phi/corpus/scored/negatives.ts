import type { List } from '../values';

/** Of nobody, though much of it looks like somebody's. */
export const NEGATIVES: List = [
  `Start [[drug]] [[#]].5 mg nightly; may increase by 2.5 mg every 7-14 days to 20 mg. Do not exceed 60 mg in 24 hours. Hold if K > 5.5 or eGFR < 30.`,
  `Vitals q4h: [[bp]], 88, 20, 37.2 C, 93% on 2 L NC. I/O 1850/1620. Height 5'7", weight 164 lb. GCS 4/5/6. Reflexes 2+/4. Hearing 30 dB at 4000 Hz.`,
  `Ferritin 11 ng/mL, TIBC 450, iron sat 6/100, MCV 71.2, retic 1.1. TSH 2.41, free T4 1.08. Lipids 212/148/41/141. ESR 28, CRP 3.6. UA SG 1.018, pH 6.0.`,
  `Codes billed: 99283, 73110-RT, 29125, J1885 x 2, G0439. Diagnoses S52.501A, W01.0XXA, Y92.009. Modifiers 25, 59. Revenue 0450. DRG 470. HCPCS E0114.`,
  `Package label: NDC 50580-488-10, [[drug]] 500 mg, 24 ct, lot 9F[[###]], store 20-25 C. Alternate NDC 68382-0022-01 and 00904-5818-60.`,
  `Cup [[#########]] spun. Cup [[#########]] spun. Tube [[#########]] clotted, tube [[#########]] short by 0.4 mL. Rack 12/40 full.`,
  `Purchase order [[###]]-[[###]]-[[####]] ships with requisition [[####]]-[[###]]-[[####]]. Bin 14-220-7. Work order [[##]]-[[#######]]. Ticket CHG00[[#####]].`,
  `Plate [[not-npi]] read at 450 nm. Bottle [[not-npi]] flagged positive at 14.2 h, gram-positive cocci in clusters. Reagent [[not-npi]] opened.`,
  `Deploy 10.2.0-rc.1 after 9.14.7; rollback to 9.14.6. OpenSSL 3.0.13, PostgreSQL 16.3, ICU 74.2, kernel 6.1.0-21. Ports 5432/6432. Quorum 2/3.`,
  `Inclusion: CHA2DS2-VASc >= 2, HAS-BLED <= 3, MELD 10-20. Hazard ratio 0.74 (0.58-0.94), NNT 42, n = 1,204/2,611, I2 31%, 12/24/36 month follow-up.`,
  `Dilute 1:1000, then 1/8 serial. Odds 7/2. Suture 4-0 and 5-0. Needle 25 g x 5/8 in. French 16/5 cc balloon. Score 7/10, goal 3/10, later 2/10.`,
  `Discussed risks, benefits and alternatives including no treatment. All questions answered. Verbalized understanding of [[problem]] and of when to seek care. Time spent 35 minutes.`,
  `BiPAP 12/6, FiO2 0.35, rate 16, Vt 430, minute volume 7.9. PaO2/FiO2 240. CVP 9, MAP 68, CI 2.6, SVR 1040. Norepi 0.08 mcg/kg/min. Lactate 3.1 -> 1.9.`,
  `SOP 204.7 section 3.2.1: thaw at 37 C for 3-5 min, wash 2x in 10 mL PBS, count 1.2 x 10^6/mL, passage 1:4. Part 4471-A0093, filter 0.22 um.`,
  `[{"loinc":"2951-2","v":137,"u":"mmol/L"},{"loinc":"2823-3","v":4.4,"u":"mmol/L"},{"loinc":"33914-3","v":71,"u":"mL/min/1.73"}] batch [[########]]`,
  `month;visits;no_show;fill
1;[[####]];0.1[[#]];82.4
2;[[####]];0.1[[#]];85.0
3;[[####]];0.0[[#]];91.7`,
  `SPM|1|||SER^Serum
OBX|1|NM|6690-2^WBC^LN||11.[[#]]|10*3/uL|4.5-11.0|H
OBX|2|NM|777-3^PLT^LN||2[[##]]|10*3/uL|150-400|N`,
  `In a cohort of adults aged 40 to 79 with [[problem]], [[drug]] lowered the rate of admission by 1.8 per 100 person-years. Which study design was used?`,
  `Staffing grid: census 22, RN 5, CNA 3, HPPD 8.1. Float 2 to 6 West. Crash cart lock 0[[#####]]. Fridge 3.8 C, range 2-8. Next audit in 30 days.`,
  `Heparin 25,000 units/250 mL at 18 units/kg/h; aPTT 46-70 no change; 71-90 decrease 2. Vancomycin 1.25 g q12h, trough 15-20. KCl 20 mEq/100 mL over 2 h.`,
  `Spirometry: FEV1 1.62 (58%), FVC 2.71 (77%), ratio 0.60, DLCO 61%. After albuterol +210 mL, 13%. 6MWT 340 m, Borg 2 -> 5. mMRC 2, CAT 18/40.`,
  `GET /health 204 in 3 ms; upstream 502 x 2; cpu 61%; commit 9c1185a5c5e9fc54612808977ee8f548b2258d31; span 00f067aa0ba902b7; etag "33a64df5"; shard 0007-0012`,
  `TPN: dextrose 15%, amino acids 5%, lipids 20% 250 mL/d, 83 mL/h, 2,010 kcal. Phos 3.1, Mg 1.9, TG 188. Advance tube feeds 10 mL q6h to 55.`,
  `Post-op: ambulate TID, incentive spirometer 10x/h, DVT prophylaxis, advance diet. Drain 40/25/15 mL. Staples out day 10-14. Weight bear 50%.`,
  `Growth: weight 62nd percentile, length 48th, head 70th. ASQ 55/60/50/60/55. Hgb 11.4, lead < 2. Two servings of dairy, 4-6 oz juice at most.`,
];

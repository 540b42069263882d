import type { List } from '../values';

/** Of nobody, though much of it looks like somebody's. */
export const NEGATIVES: List = [
  `Give [[drug]] [[##]] mg PO BID x 10 days, then 1/2 tab daily. Max 4000 mg/24 h. Hold for SBP < 90 or HR < 50. Target INR 2.0-3.0.`,
  `BP [[bp]], HR [[##]], RR 16, T 98.6 F, SpO2 97% RA, wt 72.4 kg, ht 170 cm, BMI 25.1. Pain 3/10. Strength 5/5 UE, 4/5 LE. Visual acuity 20/40 OD, 20/25 OS.`,
  `Na 138, K 4.1, Cl 102, CO2 24, BUN 14, Cr 0.9, glucose 104, WBC 7.8, Hgb 13.2, Hct 39.8, plt 245. Troponin <0.01 x 2. BNP 118.`,
  `ICD-10: E11.9, I10, J44.1, M17.11, Z79.4. CPT 99213, 99214-25, 36415, 80053. LOINC 4548-4, 2160-0, 718-7. SNOMED 44054006, 38341003. RxNorm 860975.`,
  `NDC 00071-0155-23 [[drug]] 10 mg, 90 count, lot [[####]]-A, exp checked. NDC 0093-7367-56 also acceptable.`,
  `[[##]][[#######]] CBC resulted. [[##]][[#######]] BMP resulted. [[##]][[#######]] hemolyzed, recollect. Turnaround 42 min.`,
  `Order no. [[###]]-[[####]]-[[###]]; requisition 20-[[####]]-[[####]]; batch [[####]].[[###]].[[###]]; PO [[#######]].`,
  `Specimen [[not-npi]] rejected: insufficient volume. Replacement [[not-npi]] accepted. Control lot [[not-npi]].`,
  `Upgrade the interface engine to version 4.12.3 (build 20.1.4471). Schema v2.5.1, FHIR R4 4.0.1, TLS 1.2/1.3, Node 20.19.2. Restart takes 30-45 s.`,
  `Admission criteria: two or more of RR >= 30, BUN >= 20 mg/dL, SBP < 90. Score 0-1 outpatient, 2 short stay, 3-5 ICU. Sensitivity 0.87 (95% CI 0.81-0.92), p = 0.003.`,
  `Mix 1:10 with saline. Titer 1:640. Ratio of male to female 3/2. Apply 1/4 in. gauze. Steps 3/4 complete. Rate 5/6 of baseline.`,
  `The patient was counselled on diet and exercise, smoking cessation, and medication adherence for [[problem]]. Return to clinic in 3 months or sooner as needed.`,
  `Ventilator: AC 14/450/5/40%, PIP 24, plateau 19. ABG 7.38/42/88/24. ETT 7.5 at 22 cm. RASS -1. Propofol 20 mcg/kg/min, fentanyl 50 mcg/h.`,
  `Protocol 11-04-7 rev C: centrifuge 10 min at 1500 x g, aliquot 3 x 500 uL, store at -80. Catalog 17-1440-02. Kit REF 05344-7.`,
  `{"code":"718-7","value":13.2,"unit":"g/dL","range":"12.0-15.5","flag":"N","seq":[[#######]],"rev":"1.0.[[##]]"}`,
  `code,display,count,rate
E11.9,type 2 diabetes,[[####]],0.[[###]]
I10,hypertension,[[#####]],0.[[###]]
J44.1,COPD with exacerbation,[[###]],0.0[[##]]`,
  `OBX|1|NM|2345-7^Glucose^LN||1[[##]]|mg/dL|70-99|H|||F
OBX|2|NM|2160-0^Creatinine^LN||0.9|mg/dL|0.6-1.2|N|||F`,
  `A [[age]]-year-old with [[problem]] is started on [[drug]]. Which of the following is the most likely adverse effect? (A) cough (B) rash (C) hyperkalemia (D) tremor`,
  `Bed census 214/260 at shift change. 12 pending discharges, 7 boarding. Nurse ratio 1:4 on stepdown, 1:2 in ICU. Wait 3 h 20 min.`,
  `Sodium bicarbonate 50 mEq/50 mL amp. Dextrose 50% 25 g/50 mL. Epinephrine 1 mg/10 mL q3-5 min. Amiodarone 300 mg then 150 mg. Joules 120-200.`,
  `Ejection fraction 55-60%. LVIDd 4.8 cm, LVIDs 3.1 cm, IVSd 1.0 cm, E/A 1.2, E/e' 9, RVSP 28 mmHg. Mild MR, trace TR.`,
  `HTTP 200 in 184 ms, p99 912 ms; retry 3/5; heap 512/1024 MB; port 8443; thread-17; trace 4bf92f3577b34da6a3ce929d0e0e4736; uuid 6f1c2b8e-93d4-4f0a-8b1e-2a7d5c9e0f31`,
  `Insulin sliding scale: 150-199 2 units, 200-249 4 units, 250-299 6 units, 300-349 8 units, >350 call. Carb ratio 1:12. Correction 1:50 > 120.`,
  `Discharge teaching complete. Diet: cardiac, 2 g sodium, 1.5 L fluid. Activity as tolerated. No lifting over 10 lb. Wound clean, dry, intact.`,
  `Gestational age 38w4d, G3P2002, fundal height 37 cm, FHR 142, GBS negative, cervix 3/80/-1. Apgars 8/9. Birth weight 3.41 kg.`,
];

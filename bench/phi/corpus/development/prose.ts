import type { List } from '../values';

/** Notes, letters, messages. */
export const PROSE: List = [
  `SUBJECTIVE: [[pt.full]] is a [[age]] y.o. with [[problem]] who presents for follow-up. Last seen [[date.us]]. Reports good adherence to [[drug]] [[##]] mg daily.
OBJECTIVE: BP [[bp]], HR [[##]], SpO2 9[[#]]% on RA. A1c 7.[[#]].
ASSESSMENT/PLAN: 1. [[problem]]: continue [[drug]]. 2. Labs before next visit on [[date.short]].
Signed: [[dr.full]], MD  NPI: [[npi]]`,

  `Patient Name: [[pt.turned]]
DOB: [[dob.us]]    MRN: [[mrn]]
Admit Date: [[date.us]]    Discharge Date: [[date.us]]
Attending: Dr. [[dr.full]]

DISCHARGE SUMMARY
Mr. [[pt.family]] was admitted with [[problem]] and treated with IV antibiotics. He improved on hospital day 3 and was discharged home on [[drug]] [[##]] mg BID. He should call [[telephone.parentheses]] for a fever above 101.5 F.`,

  `[[date.long]]

[[dr.full]], MD
[[street]]
[[city]], [[state]] [[zip]]

Re: [[pt.full]], DOB [[dob.short]]

Dear Dr. [[dr.family]],

Thank you for referring this pleasant [[age]]-year-old with [[problem]]. I saw [[pt.given]] in clinic on [[date.long]]. Echocardiogram shows an EF of 55-60%. I started [[drug]] and will see the patient again in 6 weeks. Please call my office at [[telephone.dashes]] or fax records to [[fax.dashes]].

Sincerely,
[[kin.full]], MD`,

  `FAX COVER SHEET
To: [[dr.full]]   Fax: [[fax.parentheses]]
From: [[org]]   Phone: [[telephone.parentheses]]
Date: [[date.us2]]   Pages: 4
Re: Referral, [[pt.full]], SSN [[ssn]], Member ID [[member]]
Insurance: [[insurer]]
Dx: [[problem]] (ICD-10 I10). Please schedule within 2 weeks.`,

  `[[time]] Pt resting comfortably. VS BP [[bp]], P [[##]], R 18, T 98.[[#]]. [[drug]] [[##]] mg PO given per order. Daughter [[kin.given]] at bedside, cell [[telephone.dashes]]. Will continue to monitor. -- [[rn.initial]], RN`,

  `NURSING ADMISSION NOTE [[date.military]]
[[pt.upper]] arrived from ED by stretcher accompanied by spouse [[kin.full]]. Allergies: penicillin. Lives at [[street]], [[city]], [[state]]. Emergency contact: [[kin.full]] at [[telephone.dots]]. Fall risk 45 (Morse). Oriented x3.`,

  `Hi Dr. [[dr.family]], this is [[pt.full]] (DOB [[dob.short2]]). I ran out of my [[drug]] last week and the pharmacy says they need a new prescription. My number is [[telephone.dashes]] or email me at [[pt.email]]. Thanks! [[pt.given]]`,

  `From: [[pt.email]]
To: [[dr.email]]
Subject: lab results
Date: [[date.weekday]]

Good morning, could you send me the results from [[date.month-day]]? The portal at [[url]] says not available.
[[pt.full]]`,

  `ED PROVIDER NOTE
Chief complaint: chest pain x 2 hours.
HPI: [[age]]M h/o [[problem]] brought in by EMS at [[time]] on [[date.short2]]. Troponin 0.0[[#]], ECG NSR 72, no ST changes. Given ASA 325 mg.
PMH: [[problem]], [[problem]]
Soc: retired machinist, lives with wife [[kin.given]] in [[city]].
Dispo: obs. D/w Dr. [[dr.family]] (cards) who will see in AM.
MRN [[mrn.7]]`,

  `Operative Report
Patient: [[pt.middle]]
Medical Record Number: [[mrn]]
Date of Operation: [[date.ordinal]]
Surgeon: [[dr.full]], M.D.
Implant: total knee system, serial number [[serial]], UDI [[udi]]
Estimated blood loss: 150 mL. Sponge and needle counts correct x2.`,

  `The patient, a [[age-over-89]]-year-old woman from [[city]], was found down at home by her son [[kin.full]] on [[date.mon]]. She was last seen well on [[date.month-day]]. CT head negative. Na 128, K 3.[[#]], Cr 1.[[#]].`,

  `PSYCHIATRIC EVALUATION
Identifying data: [[pt.full]] is a [[age]]-year-old employed at a lumber yard. Date of birth: [[dob.long]]. Date of evaluation: [[date.long]].
The patient was referred by [[dr.full]], LCSW. Denies SI/HI. PHQ-9 14, GAD-7 11. Started [[drug]] 50 mg qhs.
Licence of evaluator: [[license]]. DEA [[dea]].`,

  `HOME HEALTH VISIT
Pt: [[pt.turned-middle]]  Medicare #: [[mbi]]  SOC: [[date.us]]
Address: [[street]], [[city]], [[state]] [[zip9]]
Directions: second house past the church. Gate code posted.
Wound 3.2 x 1.8 x 0.4 cm, moderate serous drainage. Next visit [[date.md]].`,

  `PRIOR AUTHORIZATION REQUEST
Patient: [[pt.full]]  DOB: [[dob.us]]  Policy: [[insurer]]
Member ID: [[member.digits]]  Group: 00[[###]]
Prescriber: [[dr.full]] NPI [[npi]] DEA# [[dea]]
Drug: [[drug]] [[##]] mg, qty 30, refills 5. Tried and failed: [[drug]].
Fax determination to [[fax.dots]].`,

  `MVC NOTE: Restrained driver, 2019 sedan VIN [[vin]], plate [[plate]], struck at ~35 mph on [[date.us]]. GCS 15. FAST negative. C-spine cleared clinically. Passenger [[kin.full]] evaluated in bay 4. Claim filed with [[insurer]]; account number [[account]].`,

  `Telephone encounter [[date.dashes]] [[time]]
Caller: [[kin.full]] (mother). Callback [[telephone.plus-spaces]].
Child [[pt.given]] [[pt.family]], DOB [[dob.dashes]], with T 102.4 F x 1 day, taking fluids. Weight 14.[[#]] kg. Advised acetaminophen 160 mg/5 mL, 6.5 mL q6h prn. ED if lethargic.`,

  `[[rn.given]]: can someone cover bed 12?
[[dr.given]]: sure, who is it
[[rn.given]]: [[pt.full]], mrn [[mrn]], post op day 2, needs [[drug]] at [[time]]
[[dr.given]]: ok. call me at [[telephone.bare]] if bp over 180/100`,

  `REFERRAL: [[pt.turned]] / [[dob.us2]] / F
Home [[telephone.spaces]]  Work [[telephone.dashes]]
SS# [[ssn]]
Reason: [[problem]], evaluate and treat 2x/week x 6 weeks.
Ordering: [[dr.initial]], NPI# [[npi]]`,

  `Death note. Called to bedside at [[time]] on [[date.day-month]]. [[pt.full]], age [[age-over-89]], unresponsive, no pulse, pupils fixed. Time of death [[time]]. Family ([[kin.full]], [[telephone.dashes]]) notified. Attending Dr. [[dr.full]] aware.`,

  `Pathology
Name: [[pt.upper]]   Acct #: [[account]]   Collected: [[date.us]] [[time]]   Received: [[date.us]]
Specimen A: skin, left forearm, shave. 0.6 x 0.5 x 0.1 cm.
Diagnosis: basal cell carcinoma, nodular, margins involved.
Electronically signed by [[dr.full]], MD on [[date.us]].`,

  `Dear [[pt.given]],

Your appointment with Dr. [[dr.family]] is confirmed for [[date.weekday]] at [[time]]. Please arrive 15 minutes early and bring your insurance card (member number [[member]]). To reschedule call [[telephone.one]] or visit [[url]].

[[org]]
[[street]]
[[city]], [[state]] [[zip]]`,

  `Research consent reviewed with [[pt.full]] on [[date.iso]]. Contact preference: [[pt.email]]. Alternate contact: [[kin.full]] (brother), [[telephone.dashes]], [[street]], [[city]]. Device: continuous glucose monitor S/N [[serial]].`,

  `SOCIAL WORK
Met with [[pt.given]] and her partner [[kin.given]] today re: housing. They were evicted from [[street]] in [[date.month-year]]. Referred to county services, ph [[telephone.dashes]]. Verified SSN [[ssn.spaces]] for application. Follow up [[date.month-ordinal]].`,

  `Radiology: CT ABD/PELVIS W CONTRAST
Patient: [[pt.turned]]  MRN: [[mrn.zeros]]  Exam date: [[date.oracle]]
Indication: abdominal pain. Comparison: [[date.oracle2]].
Findings: 4 mm nonobstructing left renal calculus. Appendix normal. No free air.
Dictated by [[dr.full]]. Report called to [[rn.full]] at [[time]].`,

  `Pt seen w/ interpreter. c/o cough x3d, no fever. PMHx [[problem]]. Meds: [[drug]], [[drug]]. Lungs CTAB. RTC prn. Wife [[kin.full]] can be reached at [[telephone.dots]]; pt's pager [[telephone.dashes]].`,

  `Billing dispute: [[pt.full]] says statement dated [[date.short]] for account [[account]] is wrong. SSN ending verified against full number [[ssn]]. Mailing address [[street]], [[city]], [[state]] [[zip]]. Escalated to supervisor [[kin.full]].`,
];

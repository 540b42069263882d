import type { List } from '../values';

/** Notes, letters, messages. */
export const PROSE: List = [
  `[[org]] Outpatient Progress Note
Visit: [[date.short]]   Seen by: [[dr.full]], DO (NPI [[npi]])
S: [[pt.given]] returns for [[problem]]. Feels "about the same." Home glucose log 110s-160s. Ran out of [[drug]] around [[date.md]].
O: [[bp]] | 7[[#]] | 97.9 | 96% RA. Lungs clear, no edema.
A/P: Stable. Refill [[drug]]. Recheck BMP and CBC in 4 wk. F/u [[date.short2]].`,

  `DISCHARGE INSTRUCTIONS FOR [[pt.upper]]
Chart number [[mrn]] | Born [[dob.long]]
You stayed with us from [[date.month-ordinal]] to [[date.ordinal]] because of [[problem]].
Your surgeon was Dr. [[dr.family]]. If your incision becomes red or you have a temperature over 100.4, ring the ward on [[telephone.spaces]] at any hour.
Take [[drug]] [[##]] mg every morning with food.`,

  `To whom it may concern:

[[pt.full]] (date of birth [[dob.short]]) has been under my care since [[date.month-year]] for [[problem]]. On [[date.long]] we agreed that part-time work is appropriate until [[date.month-day]]. Questions can be directed to me at [[dr.email]] or [[telephone.dashes]].

Respectfully,
[[dr.full]], NP
State license [[license]]`,

  `CONFIDENTIAL TELEFAX
ATTN: Medical Records, [[org]]
FAX [[fax.dashes]]  TEL [[telephone.dashes]]
SENT [[date.us]] [[time]]
We request the complete chart of the following individual: [[pt.turned]], D.O.B. [[dob.us]], Social Security [[ssn]], last treated [[date.us]]. Authorization enclosed (3 pp).`,

  `[[time]] hrs: Assumed care from night shift. Resident awake, refusing breakfast. BG 61, 4 oz juice given, recheck 98. Notified [[dr.full]], on call, by phone [[telephone.parentheses]]. Granddaughter [[kin.full]] visited. [[rn.full]] LPN`,

  `HOSPICE INTAKE
Name..........: [[pt.middle]]
Birthdate.....: [[dob.us]]
Medicare No...: [[mbi.dashes]]
Residence.....: [[street]], [[city]] [[state]] [[zip]]
Caregiver.....: [[kin.full]], [[telephone.dots]]
Diagnosis.....: [[problem]], PPS 40%
Referred by [[dr.full]] on [[date.us]]`,

  `Message from patient via portal, [[date.mon]]:
"Hello, I am writing about my bill. The account is [[account]] and I already paid in [[date.month-year]]. Please call me back, [[telephone.dashes]], after 4. My husband [[kin.given]] can also talk. - [[pt.full]]"`,

  `> On [[date.mon]], at [[time]], [[pt.email]] wrote:
>> Is it okay to double the [[drug]]? My neighbor does.
> No. Please stay at [[##]] mg and see us on [[date.month-ordinal]].
Forwarding to [[dr.email]] for the record. [[rn.given]] [[rn.family]], RN`,

  `EMERGENCY DEPARTMENT TRIAGE
[[pt.full]], [[age]]F, arrived by private vehicle [[time]] [[date.us2]]. CC: fall from standing, R wrist deformity. ESI 3. Last tetanus [[date.month-year]]. PMH: [[problem]]. Takes [[drug]] [[#]] mg. NKDA. Contact: [[kin.given]] (sister) [[telephone.tight]]. Medical record # [[mrn.7]].`,

  `PROCEDURE: Dual-chamber pacemaker implant
PATIENT: [[pt.full]]     HOSPITAL NO: [[mrn]]
PERFORMED: [[date.military]]
OPERATOR: [[dr.middle]] MD
Generator serial: [[serial]]. Atrial lead threshold 0.7 V @ 0.4 ms, R wave 9.4 mV. Device label scanned: [[udi]]. Patient card mailed to [[street]], [[city]], [[state]] [[zip9]].`,

  `Consult, geriatrics. This [[age-over-89]] y/o gentleman lives alone in [[city]] and was brought by his niece, [[kin.full]]. MMSE 22/30, GDS 4/15, TUG 19 s. He served in Korea. Polypharmacy: 11 meds. Taper [[drug]]. We will see him again [[date.weekday]].`,

  `COURT-ORDERED EVALUATION
I examined [[pt.full]] on [[date.ordinal]] at the request of attorney [[kin.full]]. The examinee was born on [[dob.day-month]] in [[city]], completed 11th grade, and worked as a welder. SSN as given by counsel: [[ssn]]. MMPI validity scales within limits. My DEA registration is [[dea]], my license [[license]].`,

  `PT EVAL -- knee ROM 5-95, quad 4-/5, gait antalgic w/ SPC. Pt lives w/ spouse [[kin.given]] at [[street]], 3 steps to enter. Goals: 0-120 in 6 wks. Auth good through [[date.us]] per [[insurer]], member # [[member]]. Referring: [[dr.initial]] (NPI: [[npi]]).`,

  `APPEAL OF DENIAL
Enrollee: [[pt.full]]
ID number: [[member.mixed]]
Date of service: [[date.us]]
Provider NPI: [[npi]]
The plan denied [[drug]] as not medically necessary. In [[date.month-year]] my patient failed two formulary agents. Peer to peer: [[telephone.one]].`,

  `POLICE/EMS RUN SHEET: Unit 31 disp [[time]], on scene 7 min. Pt [[pt.upper]] driver of pickup, VIN# [[vin]], license plate [[plate]]. Airbags deployed. C/o neck pain 6/10. Collar applied. BP [[bp]] x 2. Transported to [[org]]. Owner of vehicle [[kin.full]], [[street]], [[city]].`,

  `After-hours nurse line
Call time [[time]] on [[date.dashes]]
Parent [[kin.full]] reports that [[pt.given]] (born [[dob.dashes2]], 11.[[#]] kg) vomited x4. Reach parent at [[telephone.plus]]. Plan: ORS 5 mL every 2 min, ED if no urine 8 h.`,

  `[[dr.given]] [[time]]: who has the new consult in 4102?
[[rn.given]] [[time]]: me. [[pt.given]] [[pt.family]], came in [[date.md]], record no [[mrn]]
[[dr.given]] [[time]]: thx, cell is [[telephone.dots]] if the lactate goes over 4`,

  `New patient registration
Legal name [[pt.turned-middle]]; preferred [[pt.given]]
Birth date [[dob.oracle]]; soc sec no [[ssn.bare]]
Street [[street]]; City [[city]]; Zip [[zip]]
Day phone [[telephone.dashes]]; e-mail [[pt.email]]
Primary insurance [[insurer]], subscriber ID [[member]], subscriber [[kin.full]]`,

  `CODE BLUE RECORD [[date.us]]
[[time]] Found pulseless by [[rn.full]]. CPR started. Rhythm PEA. Epi 1 mg x 3. ROSC [[time]]. [[kin.full]] (wife) called at [[telephone.parentheses]], left message. Patient aged [[age-over-89]]. Transferred to MICU, Dr. [[dr.full]] accepting.`,

  `FINAL CYTOLOGY REPORT
[[pt.upper]]  |  MR# [[mrn]]  |  Visit acct. [[account]]
Collected [[date.oracle2]], reported [[date.oracle2]]
Thyroid FNA, right lobe 1.4 cm nodule: Bethesda II, benign. Adequate: 6 groups of 10 cells.
Pathologist: [[dr.full]], MD`,

  `Hello [[pt.given]] [[pt.family]],
this is a reminder of your mammogram on [[date.weekday]], [[time]], at [[org]]. Bring photo ID. Fill in the form ahead of time: [[url]]. To cancel text [[telephone.dashes]] or write to [[dr.email]].`,

  `Sleep study summary for [[pt.full]], recorded night of [[date.iso]]. AHI 31.[[#]], nadir SpO2 82%, BMI 34. CPAP 9 cm H2O dispensed, machine serial no. [[serial]]. Set-up by [[rn.full]]. Data upload [[url]]. Questions: [[telephone.dashes]].`,

  `CASE MANAGEMENT: Spoke with son [[kin.full]] in [[city]] ([[telephone.dashes]]). Medicaid pending, social [[ssn]]. Current bed offer expires [[date.month-day]]. SNF needs chest film within 30 days and a signed order from Dr. [[dr.family]]. Ride confirmed for [[time]].`,

  `MRI LUMBAR SPINE WITHOUT CONTRAST
[[pt.turned]]  Patient ID: [[mrn.zeros]]  Performed [[date.us]]  Read [[date.us]]
HISTORY: [[problem]]. Compared with [[date.mon]].
L4-5 broad-based bulge with mild canal narrowing (10 mm AP). L5-S1 grade 1 anterolisthesis, 4 mm. Conus at L1.
Reading physician: [[dr.full]]. Critical result none.`,

  `Dialysis run #[[###]]: Pt [[pt.initial]] tolerated 3.5 h, UF 2.4 L, Qb 400. Pre wt 81.6 kg, post 79.2. AVF thrill good. [[drug]] held. Next Rx [[date.md]]. Ride home w/ [[kin.given]]. Clinic fax [[fax.parentheses]]. -- [[rn.family]], RN`,

  `Collections hold. Guarantor [[kin.full]], patient [[pt.full]], acct no. [[account]], balance $1,2[[##]].40, last pmt [[date.us]]. Debtor's SSN [[ssn.spaces]]; home [[street]], [[city]], [[state]] [[zip]]; ph. [[telephone.bare]].`,

  `Vaccine record: [[pt.full]], DOB [[dob.short2]]. Influenza [[date.short]]; Tdap [[date.short]]; shingles dose 1 [[date.short]], dose 2 [[date.short]]. Entered by [[rn.initial]]. MRN [[mrn.letter]].`,
];

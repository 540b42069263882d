/**
 * Words that begin with a capital in notes without being the name of a person: headings, what a
 * sentence begins with, words of medicine and of the hospital.
 */
const NO_NAMES = `
a about above abdomen abdominal abnormal above absent accident according account acct active acute add
address addr admission admit admits admitted advised after afternoon afebrile age aged agree agreed agrees
alcohol alert alive all allergic allergies allergy also am an anemia and ankle another any apartment appears appointment approx apr
april apt are arm arrived arrives as ask asked asks assessment assistant asthma at attending aug august
author autumn avenue awake back based bed been before being below beneficiary benefits bilateral bill
billing birth black bleeding blood blue body bone both box brain breast breath brief brother bp bmi but by
calcium call called calls came can cancer cardiac cardiology care caregiver case cc cell cancelled cervical change changes
chart chest chief child chronic claim class clear clinic clinical clinician code cold college colon come comfortable
comments community complains complaint complaints complete completed complications condition conditions
confirmed consent consult consultant consultation contact continue continues copy cough coverage county
court creatinine ct current currently daily date dated daughter day days deceased dec december decreased
declined declines demographics denied denies dental department describes developed device diabetes
diabetic diagnosed diagnoses diagnosis diastolic did died diet discharge discharged discussed disease
disposition dob doctor does dosage dose double dr drive driver drug drugs due during ear echo education
ekg elbow electronically elevated email emergency employer encounter endocrinology ended episode er established etoh evaluated
evaluation evening every exam examination eye eyes facility failed failure fall family father fax feb
february feels fell felt female fever few final findings first floor follow followed following follows
foot for fracture friday friend from full further gastroenterology general gi given glucose go good
group guardian had hand has have having he head health healthcare heart height hello hemoglobin her here
hi high highway hip his history home hospice hospital hour hours how however husband hypertension i icu
id identification if imaging immunizations impression improved in increased indication infection
influenza information initial inpatient insulin insurance insured intact intake internal into is issues it
jan january job joint jul july jun june kidney knee lab laboratory labs lane language last left leg
letter level levels license likely limited liver living location long low lower lumbar lung lungs lives mailing
maintenance male manager mar march marital married may md measured medicaid medical medicare medication
medications medicine member men mental met middle mild milk miss mobile moderate mom dad mon monday month
months morning most mother mr mri mrn mrs ms multiple my name nausea neck negative nephew nephrology neuro neurological
neurology never new next niece night no none normal not note noted notes nov november now npi number
nurse nursing objective ob obese oct october of office officer old on oncology onset operative or oral order ordered orders
orthopedic orthopedics other our out outpatient over oxygen pain paged partner past pathology patient patients pcp
pediatric pediatrics pending per performed person personal pharmacist pharmacy phone physical physician
pills place plan planned plans please pneumonia po point policy positive post practitioner pregnancy
pregnant prescribed prescriber prescription present presented presenting presents previous primary prior private
problem problems procedure procedures prof professor progress provider psych psychiatric psychiatry pt
public pulmonary pulse radiology range rate re reason received recent recently recommend recommended
record records red referral referred refill refills refused regarding registered rehab relation relationship relative release
remains renal repeat report reported reports request requested requests required resident residence respiratory response
result results return returned returns review reviewed right road room routine rx said same sat saturday
saw says school score screening second see seen sent sep sept september service services several severe
severity sex she shortness should shoulder sibling siblings sig sign signature signed signs since sincerely sister
skin sleep small smoker social son soon source specialist specimen spine spoke spouse spring ssn
stable staff start started starting state stated states status still stomach stop stopped street stroke
strong student subjective subscriber summary summer sun sunday surgeon surgery surgical swelling symptoms
syndrome system systolic take taken takes taking team technician tel telehealth telephone temp temperature tender test
testing tests than thank thanks that the their then therapist therapy there these they this thoracic
those throat thu thursday thyroid tibia time times to today told tolerated tomorrow tonight too total
transfer transferred transferred trauma travel treated treatment triage trial tue tuesday two type ultrasound
under unit unknown unremarkable until up upon upper urgent urine urology use used user uses using
vaccine vascular veteran veterans via view visit vital vitals vomiting wants was water we wed wednesday
week weeks weight well were when where which while white who whose why wife will winter with within
without woman women work works worsening wound wrist xray year years yellow yes yesterday you your zip
answered arrival arrives brings became complained contacted counseled declares endorses expressed
exhibits instructed lacks lost maintains mentioned needs notified presently rates ran reiterated says
scheduled showed shows states suffers tolerates underwent understands verbalized verbalizes wishes
hospitalist intern fellow scribe interpreter chaplain dietitian navigator coordinator administrator chair
center centre council university institute association memorial regional mercy saint laboratories
network orders portal directory notes office teams specialists group summary input
healthy mouth whom safety protocol protocols
advantage medigap ppo hmo aetna cigna humana tricare
cbc bmp cmp tsh wbc rbc hdl ldl inr ptt hiv copd chf cad gerd uti dvt pe mi cva tia ckd esrd hpi ros pmh
psh fh sh mse nkda dnr dni prn bid tid qid qd qhs npo iv im ed or md rn np phd lpn lvn dds dmd crna fnp aprn arnp dnp lcsw lmft
pharmd dpm dpt otr rrt bsn msn cnm cna cma mbbs mph facc facs facp psyd esq m.d d.o r.n ph.d icd cpt loinc ndc vin dea url ip fin csn
`;

const WORDS: ReadonlySet<string> = new Set(NO_NAMES.trim().split(/\s+/));

/** Whether a word may be part of a name, by what it is not. */
export function isNameWord(word: string): boolean {
  return !WORDS.has(word.replace(/[.,'’]+$/, '').toLowerCase());
}

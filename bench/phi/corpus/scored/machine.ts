import type { List } from '../values';

/** Messages, exports and logs of machines. */
export const MACHINE: List = [
  `MSH|^~\\&|EPICADT|MNH|||[[date.hl7]]153211||ORU^R01|[[#######]]|P|2.5.1
PID|||[[mrn]]^^^MNH^MRN~[[ssn]]^^^SSA^SS||[[pt.hl7]]^^||[[dob.hl7]]|M|||[[street]]^^[[city]]^[[state]]^[[zip9]]^USA||[[telephone.parentheses]]^PRN^PH~^NET^Internet^[[pt.email]]
NK1|1|[[kin.hl7]]|SPO||[[telephone.dashes]]
OBR|1|[[####]]|[[####]]|24323-8^CMP^LN|||[[date.hl7]]0610||||||||[[npi]]^[[dr.hl7]]`,

  `{
  "patientName": "[[pt.full]]",
  "medicalRecordNumber": "[[mrn]]",
  "dateOfBirth": "[[dob.us]]",
  "contact": { "mobile": "[[telephone.plus]]", "fax": "[[fax.dashes]]", "mail": "[[pt.email]]" },
  "coverage": { "payer": "[[insurer]]", "memberId": "[[member]]" },
  "vitals": { "bp": "[[bp]]", "hr": [[##]] }
}`,

  `"MRN","Patient","Birth Date","Home Phone","E-mail","Postal Code"
"[[mrn]]","[[pt.turned]]","[[dob.short]]","[[telephone.parentheses]]","[[pt.email]]","[[zip]]"
"[[mrn]]","[[kin.turned]]","[[dob.short]]","[[telephone.parentheses]]","[[kin.email]]","[[zip]]"`,

  `ts=[[date.iso]]T[[time]]:40.118Z level=error svc=eligibility msg="270 rejected" subscriber="[[pt.full]]" memberId=[[member.digits]] dob=[[dob.iso]] npi=[[npi]] latency_ms=2[[##]]`,

  `[[[date.iso]] [[time]]:27] audit.CRITICAL: record [[mrn]] opened by [[rn.email]] from [[ip]] {"session":"[[######]]","ok":true}`,

  `edge-7 sshd[[[####]]]: Accepted publickey for svc-lab from [[ip]] port 5[[####]] ssh2; session for chart of [[pt.full]] ended [[date.iso]]`,

  `UPDATE person SET phone_home = '[[telephone.dashes]]', ssn = '[[ssn]]', addr1 = '[[street]]', zip = '[[zip]]' WHERE last_nm = '[[pt.family]]' AND birth_dt = DATE '[[dob.iso]]';`,

  `<ClinicalDocument><recordTarget><id extension="[[mrn]]" root="2.16.840.1.113883.19.5"/><addr>[[street]], [[city]], [[state]] [[zip]]</addr><telecom value="tel:[[telephone.one]]"/><name>[[pt.full]]</name><birthTime value="[[dob.hl7]]"/></recordTarget></ClinicalDocument>`,

  `remittance:
  payee_npi: "[[npi]]"
  patient: "[[pt.upper]]"
  hicn_or_mbi: [[mbi]]
  paid_on: [[date.iso]]
  adjustment: CO-45 1[[##]].18`,

  `Name | Chart | Seen | Implant serial | Next
[[pt.turned]] | [[mrn]] | [[date.us2]] | [[serial]] | [[date.us2]]
[[kin.turned]] | [[mrn]] | [[date.us2]] | [[serial]] | [[date.us2]]`,

  `glucometer sync: device serial [[serial]], owner [[pt.email]], client [[ip6]], 288 readings from [[date.iso]], mean 1[[##]] mg/dL, app 7.0.[[##]], next post to [[url]]`,

  `ISA*00*          *00*          *ZZ*[[#########]]~GS*HS~BHT*0022*13~NM1*IL*1*[[pt.family]]*[[pt.given]]****MI*[[member]]~DMG*D8*[[dob.hl7]]*M~DTP*291*D8*[[date.hl7]]~`,

  `WAF block: client [[ip]], forwarded for [[ip6]], uri [[url]], rule 942100, count 3; account holder [[kin.email]] warned [[date.us]]`,

  `motorpool.csv: 7,[[vin]],[[plate]],[[date.short]],"[[rn.full]] drove [[pt.full]] to [[city]]"`,
];

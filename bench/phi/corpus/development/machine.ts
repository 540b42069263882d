import type { List } from '../values';

/** Messages, exports and logs of machines. */
export const MACHINE: List = [
  `MSH|^~\\&|ADT1|BRMC|LABADT|BRMC|[[date.hl7]]0818||ADT^A01|MSG0[[####]]|P|2.4
PID|1||[[mrn]]^^^BRMC^MR||[[pt.hl7]]||[[dob.hl7]]|F||2106-3|[[street]]^^[[city]]^[[state]]^[[zip]]||[[telephone.tight]]||E|M||[[ssn.bare]]
PV1|1|I|2000^2012^01||||[[####]]^[[dr.hl7]]`,

  `{"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"[[mrn]]"}],"name":[{"family":"[[pt.family]]","given":["[[pt.given]]"]}],"telecom":[{"system":"phone","value":"[[telephone.dashes]]"},{"system":"email","value":"[[pt.email]]"}],"birthDate":"[[dob.iso]]","address":[{"line":["[[street]]"],"city":"[[city]]","state":"[[state]]","postalCode":"[[zip]]"}]}`,

  `last_name,first_name,dob,ssn,phone,city,zip
[[pt.family]],[[pt.given]],[[dob.iso]],[[ssn]],[[telephone.dashes]],[[city]],[[zip]]
[[kin.family]],[[kin.given]],[[dob.iso]],[[ssn]],[[telephone.dashes]],[[city]],[[zip]]`,

  `[[date.iso]]T[[time]]:11Z INFO login ok user=[[pt.email]] ip=[[ip]] ua="Mozilla/5.0 (X11; Linux x86_64)" path=/results/[[##]]`,

  `[[date.iso]] [[time]]:03,221 WARN  AppointmentService - could not notify [[pt.full]] at [[telephone.plus]] (attempt 3 of 5), fell back to [[pt.email]]`,

  `[[ip]] - - [[[date.apache]]:[[time]]:55 +0000] "GET /fhir/Observation?code=4548-4 HTTP/1.1" 200 5[[###]] "[[url]]" v2.14.3`,

  `INSERT INTO patients (id, name, date_of_birth, mrn, email) VALUES ([[####]], '[[pt.full]]', '[[dob.iso]]', '[[mrn]]', '[[pt.email]]');`,

  `<Patient><Name>[[pt.turned]]</Name><BirthDate>[[dob.iso]]</BirthDate><MRN>[[mrn]]</MRN><Phone type="home">[[telephone.dashes]]</Phone><Fax>[[fax.dashes]]</Fax></Patient>`,

  `claim: 837P
subscriber: [[pt.turned]]
member_id: [[member]]
payer: [[insurer]]
rendering_npi: [[npi]]
service_date: [[date.us]]
cpt: 99213, 36415
dx: E11.9, I10
charge: 2[[##]].00`,

  `patient_id\tname\tadmitted\tdischarged\tdevice
[[mrn]]\t[[pt.full]]\t[[date.us]]\t[[date.us]]\tserial [[serial]]
[[mrn]]\t[[kin.full]]\t[[date.us]]\t[[date.us]]\tserial [[serial]]`,

  `Device log: pump S/N: [[serial]] paired with host [[ip6]] on [[date.iso]]; patient [[pt.initial]]; basal 0.85 U/h; firmware 3.1.[[##]]; upload to [[url]]`,

  `NM1*IL*1*[[pt.family]]*[[pt.given]]****MI*[[mbi]]~N3*[[street]]~N4*[[city]]*[[state]]*[[zip]]~DMG*D8*[[dob.hl7]]*F~NM1*82*1*[[dr.family]]*[[dr.given]]****XX*[[npi]]~`,

  `remote session from [[ip]] ([[ip6]]) by [[rn.email]]; viewed chart MRN=[[mrn]]; exported to \\\\share\\exports; referrer [[url]]`,

  `fleet: {"unit":"MED-4","vin":"[[vin]]","plate":"[[plate]]","run":[{"on":"[[date.us]]","pt":"[[pt.full]]","from":"[[street]], [[city]]"}]}`,
];
